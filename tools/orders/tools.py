"""Tools about orders: look one up, list the latest, cancel one, send one elsewhere."""

from tools.orders.cancelling import CANCEL_ORDER
from tools.orders.looking import LIST_RECENT_ORDERS, LOOK_UP_ORDER
from tools.orders.readdressing import CHANGE_ADDRESS

TOOLS = (LOOK_UP_ORDER, LIST_RECENT_ORDERS, CANCEL_ORDER, CHANGE_ADDRESS)
