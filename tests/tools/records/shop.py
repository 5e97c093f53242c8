"""Builders of small records for tests: the least that a fact needs, the rest by default."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from tools.accounts.models import CustomerRow
from tools.accounts.port import CustomerId
from tools.database import Database
from tools.gift_cards.models import GiftCardRow
from tools.money import Money
from tools.orders.models import OrderLineRow, OrderRow
from tools.orders.port import Address, Category, LineId, OrderId, OrderStatus, PaymentMethod, Service
from tools.records import Records
from tools.refunds.port import RefundGround, RefundPart, RefundRequest
from tools.region import Region
from tools.stores import sql_records
from tools.subscriptions.models import SubscriptionRow
from tools.subscriptions.port import SubscriptionStatus

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
OWNER = CustomerId("C-1")
STRANGER = CustomerId("C-2")
ORDER = OrderId("FH-1")
ELSEWHERE = Address("Ada Quill", "9 New Road", "Salem", "97301", "US")


def usd(minor: int) -> Money:
    """Cents."""
    return Money(minor, "USD")


def line(number: int = 1, order_id: OrderId = ORDER) -> LineId:
    """The id of an order's line."""
    return LineId(f"{order_id}-{number}")


def refund(
    *parts: tuple[LineId | None, int],
    key: str = "key",
    order_id: OrderId = ORDER,
    customer_id: CustomerId = OWNER,
    at: datetime = NOW,
    currency: str = "USD",
) -> RefundRequest:
    """A request for the parts given as (line or None for the delivery fee, cents)."""
    return RefundRequest(
        customer_id=customer_id,
        order_id=order_id,
        ground=RefundGround.RETURN,
        parts=tuple(RefundPart(line_id, Money(minor, currency)) for line_id, minor in parts),
        idempotency_key=key,
        at=at,
    )


def _lines(order_id: OrderId, paid: tuple[int, ...], preorder: bool) -> list[OrderLineRow]:
    return [
        OrderLineRow(
            id=line(number, order_id),
            position=number,
            sku=f"SKU-{number}",
            title=f"Thing {number}",
            category=Category.STANDARD,
            quantity=1,
            unit_price_minor=minor,
            paid_minor=minor,
            preorder=preorder,
        )
        for number, minor in enumerate(paid, start=1)
    ]


@dataclass
class Shop:
    """A business database with two customers, OWNER and STRANGER."""

    database: Database
    people: tuple[CustomerId, ...] = field(default=(OWNER, STRANGER))

    def __post_init__(self) -> None:
        with self.database.write() as session:
            session.add_all(
                CustomerRow(
                    id=person,
                    name=f"Customer {person}",
                    email=f"{person.lower()}@example.com",
                    postcode="SW4 7AB",
                    region=Region.US,
                )
                for person in self.people
            )

    @contextmanager
    def reading(self) -> Iterator[Records]:
        """All records, to look up."""
        with self.database.read() as session:
            yield sql_records(session)

    @contextmanager
    def writing(self) -> Iterator[Records]:
        """All records, in one transaction."""
        with self.database.write() as session:
            yield sql_records(session)

    def order(
        self,
        order_id: OrderId = ORDER,
        customer_id: CustomerId = OWNER,
        status: OrderStatus = OrderStatus.DELIVERED,
        paid: tuple[int, ...] = (5000,),
        fee: int = 695,
        placed_at: datetime = NOW - timedelta(days=9),
        preorder: bool = False,
    ) -> OrderId:
        """An order with one line per amount in `paid`, in cents."""
        with self.database.write() as session:
            session.add(
                OrderRow(
                    id=order_id,
                    customer_id=customer_id,
                    region=Region.US,
                    destination=Region.US,
                    currency="USD",
                    status=status,
                    placed_at=placed_at,
                    delivered_at=placed_at + timedelta(days=4) if status is OrderStatus.DELIVERED else None,
                    paid_minor=sum(paid) + fee,
                    delivery_fee_minor=fee,
                    service=Service.STANDARD,
                    payment_method=PaymentMethod.CARD,
                    address_name="Ada Quill",
                    address_street="1 Old Road",
                    address_city="Portland",
                    address_postcode="97205",
                    address_country="US",
                    lines=_lines(order_id, paid, preorder),
                )
            )
        return order_id

    def gift_card(self, number: str = "GC-AAAA-2222", owner: CustomerId | None = OWNER) -> None:
        """A card with 35.00 on it."""
        with self.database.write() as session:
            session.add(
                GiftCardRow(
                    number=number,
                    region=Region.UK,
                    balance_minor=3500,
                    purchased_on=date(2025, 10, 1),
                    expires_on=date(2027, 10, 1),
                    owner_id=owner,
                )
            )

    def subscription(
        self,
        subscription_id: str = "SUB-1",
        customer_id: CustomerId = OWNER,
        status: SubscriptionStatus = SubscriptionStatus.ACTIVE,
    ) -> None:
        """A monthly subscription that renews on 2026-06-20."""
        with self.database.write() as session:
            session.add(
                SubscriptionRow(
                    id=subscription_id,
                    customer_id=customer_id,
                    product="Compost refill",
                    price_minor=1440,
                    currency="USD",
                    interval_days=30,
                    next_renewal=date(2026, 6, 20),
                    status=status,
                    deliveries_taken=3,
                    started_on=date(2026, 3, 22),
                )
            )
