"""Numbers for new records: RF-5001, R-4001, T-3001 and on."""

from sqlalchemy import text
from sqlalchemy.orm import Mapped, Session, mapped_column

from tools.database import Base


class CounterRow(Base):
    """The last number given out under one name."""

    __tablename__ = "counters"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


def next_number(session: Session, name: str, first: int) -> int:
    """The next number under `name`, from `first` up. A transaction that rolls back gives its number back."""
    statement = text(
        "INSERT INTO counters (name, value) VALUES (:name, :first) "
        "ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"
    )
    return int(session.execute(statement, {"name": name, "first": first}).scalar_one())
