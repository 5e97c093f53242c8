"""Orders made for a test: the least that a fact needs, the rest by default."""

from dataclasses import replace
from datetime import date, datetime, time

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.orders.port import (
    Address,
    Category,
    LineId,
    Order,
    OrderId,
    OrderLine,
    OrderStatus,
    PaymentMethod,
    Service,
)
from tools.refunds.port import Refund
from tools.region import Region
from tools.returns.facts import Goods
from tools.returns.port import Return

ORDER = OrderId("FH-1")


def at(day: date, region: Region = Region.US, hour: int = 12) -> datetime:
    """A moment of a local day."""
    return datetime.combine(day, time(hour), tzinfo=region.timezone)


def line(number: int = 1, paid: int = 10000, **changes: object) -> OrderLine:
    """An item that was paid in full."""
    currency = str(changes.pop("currency", "USD"))
    plain = OrderLine(
        id=LineId(f"{ORDER}-{number}"),
        sku=f"SKU-{number}",
        title=f"Thing {number}",
        category=Category.STANDARD,
        quantity=1,
        unit_price=Money(paid, currency),
        paid=Money(paid, currency),
        refunded=Money(0, currency),
        final_sale=False,
        personalised=False,
        preorder=False,
        large=False,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def order(
    *lines: OrderLine,
    region: Region = Region.US,
    placed: date = date(2026, 5, 1),
    delivered: date | None = date(2026, 5, 10),
    delivery_fee: int = 695,
    **changes: object,
) -> Order:
    """A delivered order of these items, or of one."""
    lines = lines or (line(currency=region.currency),)
    fee = Money(delivery_fee, region.currency)
    paid = Money.total((item.paid for item in lines), region.currency) + fee
    plain = Order(
        id=ORDER,
        customer_id=CustomerId("C-1"),
        region=region,
        destination=region,
        currency=region.currency,
        status=OrderStatus.DELIVERED if delivered else OrderStatus.SHIPPED,
        placed_at=at(placed, region),
        packed_at=at(placed, region),
        shipped_at=at(placed, region),
        delivered_at=at(delivered, region) if delivered else None,
        cancelled_at=None,
        lines=lines,
        paid=paid,
        refunded=Money.total((item.refunded for item in lines), region.currency),
        delivery_fee=fee,
        delivery_refunded=Money.zero(region.currency),
        service=Service.STANDARD,
        payment_method=PaymentMethod.CARD,
        gift_card_part=Money.zero(region.currency),
        gift=False,
        gift_recipient=None,
        trade=False,
        address=Address("Ada Quill", "1 Elm Street", "Salem", "97301", "US"),
        customer_note="",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def goods(
    order: Order,
    lines: tuple[OrderLine, ...] | None = None,
    returns: tuple[Return, ...] = (),
    refunds: tuple[Refund, ...] = (),
) -> Goods:
    """All items of the order, or some."""
    return Goods(order, order.lines, order.lines if lines is None else lines, returns, refunds)
