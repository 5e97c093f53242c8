"""Tables of orders and their lines. The database itself refuses totals that do not add up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tools.columns import Minor, choice
from tools.database import Base
from tools.orders.port import Category, OrderStatus, PaymentMethod, Service
from tools.region import Region


class OrderRow(Base):
    """One order; amounts are minor units of `currency`."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("refunded_minor BETWEEN 0 AND paid_minor", name="refunded_at_most_paid"),
        CheckConstraint("delivery_refunded_minor BETWEEN 0 AND delivery_fee_minor", name="delivery_refunded"),
        CheckConstraint("gift_card_minor BETWEEN 0 AND paid_minor", name="gift_card_at_most_paid"),
        Index(None, "customer_id", "placed_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    region: Mapped[Region] = mapped_column(choice(Region))
    destination: Mapped[Region] = mapped_column(choice(Region, "destination"))
    currency: Mapped[str]
    status: Mapped[OrderStatus] = mapped_column(choice(OrderStatus))
    placed_at: Mapped[datetime]
    packed_at: Mapped[datetime | None]
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    paid_minor: Mapped[int] = mapped_column(Minor)
    refunded_minor: Mapped[int] = mapped_column(Minor, default=0)
    delivery_fee_minor: Mapped[int] = mapped_column(Minor)
    delivery_refunded_minor: Mapped[int] = mapped_column(Minor, default=0)
    gift_card_minor: Mapped[int] = mapped_column(Minor, default=0)
    service: Mapped[Service] = mapped_column(choice(Service))
    payment_method: Mapped[PaymentMethod] = mapped_column(choice(PaymentMethod))
    gift: Mapped[bool] = mapped_column(default=False)
    gift_recipient: Mapped[str | None]
    trade: Mapped[bool] = mapped_column(default=False)
    address_name: Mapped[str]
    address_street: Mapped[str]
    address_city: Mapped[str]
    address_postcode: Mapped[str]
    address_country: Mapped[str]
    customer_note: Mapped[str] = mapped_column(default="")
    lines: Mapped[list["OrderLineRow"]] = relationship(order_by="OrderLineRow.position", lazy="selectin")


class OrderLineRow(Base):
    """One product of an order; amounts are minor units of the order's currency."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("paid_minor >= 0", name="paid"),
        CheckConstraint("refunded_minor BETWEEN 0 AND paid_minor", name="refunded_at_most_paid"),
        UniqueConstraint("order_id", "position"),
        UniqueConstraint("id", "order_id"),  # what refunds and returns of "this line of this order" point at
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"))
    position: Mapped[int]
    sku: Mapped[str]
    title: Mapped[str]
    category: Mapped[Category] = mapped_column(choice(Category))
    quantity: Mapped[int]
    unit_price_minor: Mapped[int] = mapped_column(Minor)
    paid_minor: Mapped[int] = mapped_column(Minor)
    refunded_minor: Mapped[int] = mapped_column(Minor, default=0)
    final_sale: Mapped[bool] = mapped_column(default=False)
    personalised: Mapped[bool] = mapped_column(default=False)
    preorder: Mapped[bool] = mapped_column(default=False)
    large: Mapped[bool] = mapped_column(default=False)
