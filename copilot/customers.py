"""Which customers there are: what opening a conversation has to know of the business records, and no more."""

from sqlalchemy import text

from tools.accounts.port import Customer, CustomerId
from tools.database import Database
from tools.settings import ToolsSettings
from tools.stores import OpenRecords, open_stores


class Customers:
    """Looks customers up. Safe to share between threads."""

    def __init__(self, database: Database, open_records: OpenRecords) -> None:
        self._database = database
        self._open_records = open_records

    @classmethod
    def open(cls, settings: ToolsSettings) -> "Customers":
        """On the business records. Raises StoresError."""
        return cls(Database.open(settings.database_url), open_stores(settings))

    def get(self, customer_id: str) -> Customer | None:
        """The customer, or None when unknown."""
        with self._database.read() as session:
            return self._open_records(session).accounts.get(CustomerId(customer_id))

    def ping(self) -> None:
        """Raises SQLAlchemyError unless the business records can be read."""
        with self._database.read() as session:
            session.execute(text("SELECT 1 FROM customers LIMIT 1"))

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()
