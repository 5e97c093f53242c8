"""From drafts to rows."""

from sqlalchemy.orm import Session

from tools.accounts.models import CustomerRow
from tools.orders.models import OrderLineRow, OrderRow
from tools.seed.draft import Draft, Item, Person
from tools.seed.fees import delivery_fee
from tools.seed.parcels import parcel_of


def write_person(session: Session, person: Person) -> None:
    """Add a customer."""
    session.add(
        CustomerRow(
            id=person.id,
            name=person.name,
            email=person.email,
            postcode=person.address.postcode,
            region=person.region,
            trade=person.trade,
            points=person.points,
        )
    )


def write_order(session: Session, draft: Draft) -> None:
    """Add an order with its lines and its parcel. The buyer must have been written."""
    session.add(_order_of(draft))
    session.flush()  # the parcel's foreign key needs the order
    parcel = parcel_of(draft)
    if parcel is not None:
        session.add(parcel)
        session.flush()


def _order_of(draft: Draft) -> OrderRow:
    region, goods = draft.buyer.region, sum(item.minor for item in draft.items)
    large = any(item.product.large for item in draft.items)
    fee = delivery_fee(region, draft.service, region.local_date(draft.placed_at), goods, large=large)
    address = draft.sent_to or draft.buyer.address
    return OrderRow(
        id=draft.id,
        customer_id=draft.buyer.id,
        region=region,
        destination=draft.lands_in,
        currency=region.currency,
        status=draft.status,
        placed_at=draft.placed_at,
        packed_at=draft.packed_at,
        shipped_at=draft.shipped_at,
        delivered_at=draft.delivered_at,
        cancelled_at=draft.cancelled_at,
        paid_minor=goods + fee,
        delivery_fee_minor=fee,
        gift_card_minor=draft.gift_card,
        service=draft.service,
        payment_method=draft.payment,
        gift=draft.gift,
        gift_recipient=address.name if draft.gift else None,
        trade=draft.buyer.trade,
        address_name=address.name,
        address_street=address.street,
        address_city=address.city,
        address_postcode=address.postcode,
        address_country=address.country,
        customer_note=draft.note,
        lines=[_line_of(draft, position, item) for position, item in enumerate(draft.items, start=1)],
    )


def _line_of(draft: Draft, position: int, item: Item) -> OrderLineRow:
    return OrderLineRow(
        id=f"{draft.id}-{position}",
        position=position,
        sku=item.product.sku,
        title=item.product.title,
        category=item.product.category,
        quantity=item.quantity,
        unit_price_minor=item.product.price,
        paid_minor=item.minor,
        final_sale=item.final_sale,
        personalised=item.personalised,
        preorder=item.preorder,
        large=item.product.large,
    )
