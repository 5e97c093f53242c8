"""From rows to orders."""

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.orders.models import OrderLineRow, OrderRow
from tools.orders.port import Address, LineId, Order, OrderId, OrderLine


def order_of(row: OrderRow) -> Order:
    """The order that a row and its lines hold."""

    def money(minor: int) -> Money:
        return Money(minor, row.currency)

    return Order(
        id=OrderId(row.id),
        customer_id=CustomerId(row.customer_id),
        region=row.region,
        destination=row.destination,
        currency=row.currency,
        status=row.status,
        placed_at=row.placed_at,
        packed_at=row.packed_at,
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
        cancelled_at=row.cancelled_at,
        lines=tuple(line_of(line, row.currency) for line in row.lines),
        paid=money(row.paid_minor),
        refunded=money(row.refunded_minor),
        delivery_fee=money(row.delivery_fee_minor),
        delivery_refunded=money(row.delivery_refunded_minor),
        service=row.service,
        payment_method=row.payment_method,
        gift_card_part=money(row.gift_card_minor),
        gift=row.gift,
        gift_recipient=row.gift_recipient,
        trade=row.trade,
        address=_address_of(row),
        customer_note=row.customer_note,
    )


def line_of(row: OrderLineRow, currency: str) -> OrderLine:
    """The line that a row holds."""
    return OrderLine(
        id=LineId(row.id),
        sku=row.sku,
        title=row.title,
        category=row.category,
        quantity=row.quantity,
        unit_price=Money(row.unit_price_minor, currency),
        paid=Money(row.paid_minor, currency),
        refunded=Money(row.refunded_minor, currency),
        final_sale=row.final_sale,
        personalised=row.personalised,
        preorder=row.preorder,
        large=row.large,
    )


def _address_of(row: OrderRow) -> Address:
    return Address(
        name=row.address_name,
        street=row.address_street,
        city=row.address_city,
        postcode=row.address_postcode,
        country=row.address_country,
    )
