"""Orders in sentences and as data."""

from typing import Any

from tools.orders.lookup import delivered_on, placed_on
from tools.orders.port import Order, OrderStatus
from tools.words import day, listed

STANDING = {
    OrderStatus.PROCESSING: "is being processed and has not been packed",
    OrderStatus.PACKED: "has been packed and waits for the carrier",
    OrderStatus.SHIPPED: "was shipped",
    OrderStatus.DELIVERED: "was delivered",
    OrderStatus.CANCELLED: "was cancelled",
}


def told(order: Order) -> str:
    """One order in two or three sentences, with what each item and the delivery cost."""
    items = listed([f"{line.quantity} × {line.title} ({line.paid})" for line in order.lines])
    delivery = f", {order.delivery_fee} of it for delivery" if order.delivery_fee else ""
    sentences = [
        f"Order {order.id}, placed on {day(placed_on(order))}, {standing(order)}.",
        f"It contains {items}; {order.paid} was paid{delivery}.",
    ]
    if order.refunded:
        sentences.append(f"{order.refunded} of it has been refunded.")
    return " ".join(sentences)


def standing(order: Order) -> str:
    """Where the order stands, with the day where there is one."""
    moment = {OrderStatus.SHIPPED: order.shipped_at, OrderStatus.CANCELLED: order.cancelled_at}.get(order.status)
    on = delivered_on(order) if order.status is OrderStatus.DELIVERED else None
    on = on or (order.region.local_date(moment) if moment else None)
    return f"{STANDING[order.status]} on {day(on)}" if on else STANDING[order.status]


def plain(order: Order) -> dict[str, Any]:
    """The order as JSON-ready data."""
    delivered = delivered_on(order)
    return {
        "order_id": order.id,
        "status": order.status.value,
        "placed_on": placed_on(order).isoformat(),
        "delivered_on": delivered.isoformat() if delivered else None,
        "paid": str(order.paid),
        "refunded": str(order.refunded),
        "gift": order.gift,
        "lines": [
            {
                "line_id": line.id,
                "title": line.title,
                "quantity": line.quantity,
                "paid": str(line.paid),
                "refunded": str(line.refunded),
                "final_sale": line.final_sale,
                "personalised": line.personalised,
            }
            for line in order.lines
        ],
    }
