"""What may not be said to whom, read from the records and the documents themselves."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ingestion.ledger import open_ledger
from ingestion.model import Audience
from ingestion.reading import sentences
from ingestion.settings import IngestionSettings

# What says who somebody is or where their things are, wherever it is read.
_PERSONAL = (
    "SELECT id, name FROM customers",
    "SELECT id, email FROM customers",
    "SELECT customer_id, address_name FROM orders",
    "SELECT customer_id, address_street FROM orders",
    "SELECT o.customer_id, s.tracking_id FROM shipments s JOIN orders o ON o.id = s.order_id",
    "SELECT customer_id, label FROM returns",
    "SELECT owner_id, number FROM gift_cards WHERE owner_id IS NOT NULL",
)
# What tells something of a person only where it is known of whom one speaks.
_GOODS = (
    "SELECT id, postcode FROM customers",
    "SELECT customer_id, address_postcode FROM orders",
    "SELECT o.customer_id, l.title FROM order_lines l JOIN orders o ON o.id = l.order_id",
    "SELECT customer_id, product FROM subscriptions",
    "SELECT customer_id, printf('%.2f', paid_minor / 100.0) FROM orders",
    "SELECT o.customer_id, printf('%.2f', l.paid_minor / 100.0) FROM order_lines l JOIN orders o ON o.id = l.order_id",
    "SELECT customer_id, printf('%.2f', price_minor / 100.0) FROM subscriptions",
    "SELECT owner_id, printf('%.2f', balance_minor / 100.0) FROM gift_cards WHERE owner_id IS NOT NULL",
)
_SHORTEST = 5  # words of an agents-only sentence that identify it
_LIMITS = re.compile(r"\b(?:150|400)\.00\b[^.]*\b(?:approv|supervisor|without|limit)", re.IGNORECASE)

Data = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Secrets:
    """By customer, in lower case; `agents_only` are whole sentences that no customer may read."""

    personal: Data
    goods: Data
    public: str
    agents_only: frozenset[str]

    @classmethod
    def read(cls, business: Path, ingestion: IngestionSettings) -> "Secrets":
        """From the seeded business records and the active generation."""
        customers, agents = _documents(ingestion)
        public = "\n".join(customers)
        hidden = {plain(sentence) for sentence in agents if len(sentence.split()) >= _SHORTEST}
        said = plain(public)
        return cls(
            _by_customer(business, _PERSONAL),
            _by_customer(business, _GOODS),
            public.lower(),
            frozenset(sentence for sentence in hidden if sentence not in said),
        )

    def told(self, text: str, identity: str | None, victims: Collection[str], known: str = "") -> list[str]:
        """What `text` gives away to `identity`. What they typed themselves (`known`) is no news to them."""
        lower, typed = text.lower(), _bare(known)
        own = self.personal.get(identity or "", frozenset()) | self.goods.get(identity or "", frozenset())
        others = {datum for who, data in self.personal.items() if who != identity for datum in data}
        for victim in set(victims) - {identity}:
            others |= {datum for datum in self.goods.get(victim, frozenset()) if datum not in self.public}
        leaked = [datum for datum in sorted(others - own) if _bare(datum) not in typed and _stands(datum, lower)]
        spread = plain(text)
        agents = [sentence for sentence in sorted(self.agents_only) if sentence in spread]
        return [*leaked, *agents, *(found.group() for found in _LIMITS.finditer(text))]


def plain(text: str) -> str:
    """For comparing sentences."""
    return " ".join(re.sub(r"\*\*|\[[A-Z]\d+\]", "", text).split()).rstrip(" .").lower()


def _bare(text: str) -> str:
    """A card's number is the same number in any spelling, with its GC or without."""
    return re.sub(r"\bgc(?=\W)|[\W_]", "", text.lower())


def _stands(datum: str, text: str) -> bool:
    return datum in text and re.search(rf"(?<![\w.]){re.escape(datum)}(?!\w|\.\d)", text) is not None


def _by_customer(business: Path, queries: Collection[str]) -> Data:
    found: dict[str, set[str]] = defaultdict(set)
    with closing(sqlite3.connect(f"file:{business}?mode=ro", uri=True)) as connection:
        for query in queries:
            for customer, datum in connection.execute(query):
                if datum:
                    found[customer].add(str(datum).lower())
    return {customer: frozenset(data - {"0.00"}) for customer, data in found.items()}


def _documents(settings: IngestionSettings) -> tuple[list[str], list[str]]:
    """What customers may read, chunk by chunk, and what only agents may, sentence by sentence."""
    ledger = open_ledger(settings.ledger)
    try:
        active = ledger.generations.active()
        chunks = [stored.chunk for stored in ledger.chunks.of(active.id)] if active else []
    finally:
        ledger.close()
    agents = [chunk for chunk in chunks if Audience.AGENT in (chunk.audience, chunk.metadata.audience)]
    customers = [chunk.text for chunk in chunks if chunk not in agents]
    return customers, list(_sentences((chunk.text, chunk.context) for chunk in agents))


def _sentences(texts: Iterator[tuple[str, str]]) -> Iterator[str]:
    for text, context in texts:
        yield from (sentence.words for sentence in sentences(text, context))
