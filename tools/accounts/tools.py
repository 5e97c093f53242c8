"""Tools about accounts."""

from tools.accounts.verifying import VERIFY_IDENTITY

TOOLS = (VERIFY_IDENTITY,)
