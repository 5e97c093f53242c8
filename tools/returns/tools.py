"""Tools about goods on their way back."""

from tools.returns.eligibility import CHECK_RETURN_ELIGIBILITY
from tools.returns.starting import START_RETURN

TOOLS = (CHECK_RETURN_ELIGIBILITY, START_RETURN)
