"""An order of the demo before it is written: who bought what, and what happened to it when."""

from dataclasses import dataclass
from datetime import datetime

from tools.accounts.port import CustomerId
from tools.orders.port import Address, OrderId, OrderStatus, PaymentMethod, Service
from tools.region import Region
from tools.seed.goods import Product


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the demo."""

    id: CustomerId
    name: str
    email: str
    region: Region
    address: Address
    trade: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One line to be. `paid` in minor units for all pieces; None: the full price."""

    product: Product
    quantity: int = 1
    paid: int | None = None
    final_sale: bool = False
    personalised: bool = False
    preorder: bool = False

    @property
    def minor(self) -> int:
        """What the customer paid for the line."""
        return self.product.price * self.quantity if self.paid is None else self.paid


@dataclass(frozen=True, slots=True)
class Draft:
    """One order to be. The moments that are set decide its status."""

    id: OrderId
    buyer: Person
    items: tuple[Item, ...]
    placed_at: datetime
    packed_at: datetime | None = None
    shipped_at: datetime | None = None
    delivered_at: datetime | None = None
    cancelled_at: datetime | None = None
    last_scan_at: datetime | None = None  # of a parcel still under way
    service: Service = Service.STANDARD
    payment: PaymentMethod = PaymentMethod.CARD
    gift_card: int = 0  # minor units paid from a gift card
    sent_to: Address | None = None  # None: the buyer's own address
    destination: Region | None = None  # None: the buyer's own region
    gift: bool = False
    note: str = ""
    damaged: bool = False

    @property
    def status(self) -> OrderStatus:
        """Where the order stands."""
        if self.cancelled_at:
            return OrderStatus.CANCELLED
        if self.delivered_at:
            return OrderStatus.DELIVERED
        if self.shipped_at:
            return OrderStatus.SHIPPED
        return OrderStatus.PACKED if self.packed_at else OrderStatus.PROCESSING

    @property
    def lands_in(self) -> Region:
        """The region the parcel goes to."""
        return self.destination or self.buyer.region
