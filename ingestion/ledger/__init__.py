"""The ledger: which generation is active, what it holds, and every text that is served."""

from ingestion.ledger.engine import open_ledger
from ingestion.ledger.ledger import Ledger

__all__ = ["Ledger", "open_ledger"]
