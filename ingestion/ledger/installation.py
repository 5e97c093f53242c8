"""Which installation a ledger belongs to: what it writes into a shared vector store carries this name."""

import secrets
from collections.abc import Callable

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ingestion.ledger.tables import InstallationRow

_BYTES = 6  # as 12 hex digits: two installations on one server share a name once in 2.8e14


class Installation:
    """The one name, made when it is first asked for and never changed."""

    def __init__(self, engine: Engine, make: Callable[[], str] = lambda: secrets.token_hex(_BYTES)) -> None:
        self._engine = engine
        self._make = make

    def name(self) -> str:
        """Lower-case hex. Of two processes that ask at the same time for the first time, one makes it for both."""
        if (known := self._known()) is not None:
            return known
        try:
            with Session(self._engine) as session, session.begin():
                session.add(InstallationRow(id=1, name=self._make()))
        except IntegrityError:  # another process was first
            pass
        return self._known() or self.name()

    def _known(self) -> str | None:
        with self._engine.connect() as connection:
            return connection.scalar(select(InstallationRow.name))
