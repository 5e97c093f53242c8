"""Tools about subscriptions."""

from tools.subscriptions.changing import CANCEL_SUBSCRIPTION, SKIP_DELIVERY
from tools.subscriptions.listing import LIST_SUBSCRIPTIONS

TOOLS = (LIST_SUBSCRIPTIONS, SKIP_DELIVERY, CANCEL_SUBSCRIPTION)
