"""Orders as the rest of the system sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType, Protocol

from tools.accounts.port import CustomerId
from tools.money import Money
from tools.problem import RecordProblemError
from tools.region import Region

OrderId = NewType("OrderId", str)  # "FH-10001"
LineId = NewType("LineId", str)  # "FH-10001-1"


class OrderStatus(StrEnum):
    """Where an order stands; it only moves down this list, or from processing to cancelled."""

    PROCESSING = "processing"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


class Category(StrEnum):
    """What kind of goods a line is, as far as policies tell them apart."""

    STANDARD = "standard"
    LIVE_PLANT = "live_plant"
    HYGIENE = "hygiene"  # pillows, mattress toppers, bath textiles
    ELECTRICAL = "electrical"
    LARGE = "large"  # furniture over 30 kg


class Service(StrEnum):
    """Delivery service paid for."""

    STANDARD = "standard"
    EXPRESS = "express"


class PaymentMethod(StrEnum):
    """How an order was paid."""

    CARD = "card"
    PAYPAL = "paypal"
    PAY_IN_3 = "pay_in_3"
    GIFT_CARD = "gift_card"
    CARD_AND_GIFT_CARD = "card_and_gift_card"
    INVOICE = "invoice"  # trade accounts


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes. `country` is ISO 3166-1 alpha-2, upper case."""

    name: str
    street: str
    city: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product of an order. `paid` is for all `quantity` pieces after discounts; `refunded` never exceeds it."""

    id: LineId
    sku: str
    title: str
    category: Category
    quantity: int
    unit_price: Money
    paid: Money
    refunded: Money
    final_sale: bool
    personalised: bool
    preorder: bool
    large: bool  # over 30 kg, whatever the category

    @property
    def refundable(self) -> Money:
        """Paid and not yet refunded."""
        return self.paid - self.refunded


@dataclass(frozen=True, slots=True)
class Order:
    """One order. Times are UTC; amounts are in `currency`; `paid` = lines paid + `delivery_fee`.

    `region` is where it was bought, `destination` where it goes. `refunded` counts lines and delivery fee.
    """

    id: OrderId
    customer_id: CustomerId
    region: Region
    destination: Region
    currency: str
    status: OrderStatus
    placed_at: datetime
    packed_at: datetime | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    lines: tuple[OrderLine, ...]
    paid: Money
    refunded: Money
    delivery_fee: Money
    delivery_refunded: Money
    service: Service
    payment_method: PaymentMethod
    gift_card_part: Money  # how much of `paid` came from a gift card
    gift: bool
    gift_recipient: str | None
    trade: bool
    address: Address
    customer_note: str

    @property
    def refundable(self) -> Money:
        """Paid and not yet refunded, delivery fee included."""
        return self.paid - self.refunded

    @property
    def international(self) -> bool:
        """Whether the parcel crosses from one region into another."""
        return self.region is not self.destination

    def select(self, line_ids: Sequence[str] = ()) -> tuple[OrderLine, ...]:
        """The lines named, in the order's own order; all of them when none is named. Unknown ids select nothing."""
        return tuple(line for line in self.lines if not line_ids or line.id in line_ids)


class OrderStatusError(RecordProblemError):
    """The order has moved on: its status no longer admits the change."""

    def __init__(self, order_id: OrderId, status: OrderStatus, action: str) -> None:
        super().__init__(f"order:{order_id}", f"cannot {action}: the order is {status}")
        self.order_id = order_id
        self.status = status


class Orders(Protocol):
    """Orders, each seen only by the customer who placed it."""

    def get(self, customer_id: CustomerId, order_id: OrderId) -> Order | None:
        """The order, or None: unknown and somebody else's look the same."""

    def recent(self, customer_id: CustomerId, limit: int = 5) -> tuple[Order, ...]:
        """The customer's latest orders, newest first; ties by id, highest first."""

    def cancel(self, customer_id: CustomerId, order_id: OrderId, *, at: datetime) -> Order:
        """Cancel an order still processing, or packed when every line is a pre-order.

        The payment system returns the money itself: no refund is written. Raises RecordNotFoundError,
        OrderStatusError (also when already cancelled).
        """

    def change_address(self, customer_id: CustomerId, order_id: OrderId, address: Address) -> Order:
        """Send an order that is still processing elsewhere. Raises RecordNotFoundError, OrderStatusError."""
