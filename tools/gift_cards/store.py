"""Gift cards in the business database."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tools.accounts.port import CustomerId
from tools.gift_cards.models import GiftCardRow
from tools.gift_cards.port import GiftCard, GiftCardNumber
from tools.money import Money


class SqlGiftCards:
    """The `GiftCards` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, customer_id: CustomerId | None, number: GiftCardNumber) -> GiftCard | None:
        row = self._session.scalar(
            select(GiftCardRow)
            .where(GiftCardRow.number == "".join(number.split()).upper())
            .where(or_(GiftCardRow.owner_id.is_(None), GiftCardRow.owner_id == customer_id))
        )
        return _card_of(row) if row else None


def _card_of(row: GiftCardRow) -> GiftCard:
    return GiftCard(
        number=GiftCardNumber(row.number),
        region=row.region,
        balance=Money(row.balance_minor, row.region.currency),
        purchased_on=row.purchased_on,
        expires_on=row.expires_on,
        owner=CustomerId(row.owner_id) if row.owner_id else None,
    )
