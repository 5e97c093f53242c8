"""Tools about money given back."""

from tools.refunds.issuing import ISSUE_REFUND

TOOLS = (ISSUE_REFUND,)
