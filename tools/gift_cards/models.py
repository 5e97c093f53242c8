"""Table of gift cards."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from tools.columns import Minor, choice
from tools.database import Base
from tools.region import Region


class GiftCardRow(Base):
    """One gift card, in the currency of its region."""

    __tablename__ = "gift_cards"
    __table_args__ = (CheckConstraint("balance_minor >= 0", name="balance"),)

    number: Mapped[str] = mapped_column(primary_key=True)
    region: Mapped[Region] = mapped_column(choice(Region))
    balance_minor: Mapped[int] = mapped_column(Minor)
    purchased_on: Mapped[date]
    expires_on: Mapped[date | None]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
