"""Until when goods can be returned: the policy in force on the order's day, counted from the day of delivery."""

from collections.abc import Sequence
from datetime import date, timedelta

from tools.gate.parameters import Parameters
from tools.orders.lookup import delivered_on, placed_on
from tools.orders.port import Category, Order, OrderLine


def window_days(order: Order, line: OrderLine, parameters: Parameters) -> int | None:
    """How many days after delivery one item can be returned; the last one is included.

    None when it was not delivered, or no policy was in force on the order's day.
    """
    placed, delivered = placed_on(order), delivered_on(order)
    if delivered is None:
        return None
    if order.trade:
        return parameters.number("trade_return_days", placed)
    if line.category is Category.LIVE_PLANT:
        return parameters.number("live_plant_return_days", placed)
    ordinary = parameters.number("return_window_days", placed)
    extended = None if line.final_sale or line.large else parameters.day("holiday_last_return_day", placed)
    if ordinary is None or extended is None:
        return ordinary
    return max(ordinary, (extended - delivered).days)  # the extension never shortens a window


def shortest_window_days(order: Order, lines: Sequence[OrderLine], parameters: Parameters) -> int | None:
    """The window of several items together: the first one to end. None when any of them has none."""
    windows = [window_days(order, line, parameters) for line in lines]
    known = [days for days in windows if days is not None]
    return min(known) if known and len(known) == len(windows) else None


def last_day(order: Order, days: int | None) -> date | None:
    """The last day of a window."""
    delivered = delivered_on(order)
    return delivered + timedelta(days=days) if delivered and days is not None else None
