"""Accounts in the business database."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tools.accounts.models import CustomerRow, VerificationRow
from tools.accounts.port import Claim, Customer, CustomerId
from tools.orders.models import OrderRow


class SqlAccounts:
    """The `Accounts` port on one SQLAlchemy session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, customer_id: CustomerId) -> Customer | None:
        row = self._session.get(CustomerRow, customer_id)
        return self._customer(row) if row else None

    def hold(self, customer_id: CustomerId) -> None:
        # SQLite has no row locks and needs none: a write transaction there already excludes every other.
        self._session.execute(select(CustomerRow.id).where(CustomerRow.id == customer_id).with_for_update())

    def find(self, claim: Claim) -> Customer | None:
        row = self._claimed(claim)
        fits = row is not None and _plain(row.email) == _plain(claim.email)
        return self._customer(row) if row and fits and _plain(row.postcode) == _plain(claim.postcode) else None

    def hold_claim(self, claim: Claim, conversation_id: str, now: datetime) -> None:
        for subject in self._subjects(claim, conversation_id):
            self._held(subject, now)

    def locked_until(self, claim: Claim, conversation_id: str, now: datetime) -> datetime | None:
        ends = self._session.scalars(
            select(VerificationRow.locked_until)
            .where(VerificationRow.subject.in_(self._subjects(claim, conversation_id)))
            .where(VerificationRow.locked_until > now)
        )
        return max((end for end in ends if end), default=None)

    def record_failure(
        self, claim: Claim, conversation_id: str, *, now: datetime, attempts: int, lock: timedelta
    ) -> datetime | None:
        for subject in self._subjects(claim, conversation_id):
            self._count(subject, now=now, attempts=attempts, lock=lock)
        self._session.flush()
        return self.locked_until(claim, conversation_id, now)

    def clear_failures(self, claim: Claim, conversation_id: str) -> None:
        subjects = self._subjects(claim, conversation_id)
        self._session.execute(delete(VerificationRow).where(VerificationRow.subject.in_(subjects)))

    def _count(self, subject: str, *, now: datetime, attempts: int, lock: timedelta) -> None:
        row = self._held(subject, now)
        row.failures = row.failures + 1 if now - row.last_failed_at < lock else 1
        row.last_failed_at = now
        if row.failures >= attempts:
            row.locked_until = now + lock

    def _held(self, subject: str, now: datetime) -> VerificationRow:
        """The subject's row, made when missing, held until the transaction ends."""
        row = None
        while row is None:  # a rival's success may delete it between the two statements
            with suppress(IntegrityError), self._session.begin_nested():
                self._session.execute(insert(VerificationRow).values(subject=subject, failures=0, last_failed_at=now))
            row = self._session.get(VerificationRow, subject, with_for_update=True, populate_existing=True)
        return row

    def _claimed(self, claim: Claim) -> CustomerRow | None:
        return self._session.scalar(
            select(CustomerRow)
            .join(OrderRow, OrderRow.customer_id == CustomerRow.id)
            .where(OrderRow.id == claim.order_id.strip().upper())
        )

    def _subjects(self, claim: Claim, conversation_id: str) -> tuple[str, str]:
        row = self._claimed(claim)
        claimed = f"customer:{row.id}" if row else f"order:{claim.order_id.strip().upper()}"
        return claimed, f"conversation:{conversation_id}"

    def _customer(self, row: CustomerRow) -> Customer:
        failed = self._session.get(VerificationRow, f"customer:{row.id}")
        return Customer(
            id=CustomerId(row.id),
            name=row.name,
            email=row.email,
            postcode=row.postcode,
            region=row.region,
            trade=row.trade,
            points=row.points,
            verification_failures=failed.failures if failed else 0,
            locked_until=failed.locked_until if failed else None,
        )


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()
