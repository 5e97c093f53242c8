"""What the business records know of people, so that it can be taken out wherever it is written.

Read from the tables of the demo's own store. A shop behind ports of its own has other tables: there, what is known is
what the trace itself looked up, and the patterns of `evals.harvest.redact` do the rest.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, MetaData, Table, inspect, select

from copilot.turn.trace import Trace
from tools.database import Database

NAMES = {"customers": ("name",), "orders": ("address_name", "gift_recipient")}
PLACES = {
    "customers": ("postcode",),
    "orders": ("address_street", "address_city", "address_postcode"),
}
REFERENCES = {
    "customers": ("id",),
    "orders": ("id",),
    "shipments": ("tracking_id",),
    "returns": ("id",),
    "refunds": ("id",),
    "gift_cards": ("number",),
    "subscriptions": ("id",),
    "tickets": ("id",),
}
_OF_PEOPLE = ("name", "recipient")  # endings of field names in calls and slots
_OF_PLACES = ("address", "street", "city", "postcode", "zip", "phone")
_OF_REFERENCES = ("_id", "number")


@dataclass(frozen=True, slots=True)
class Known:
    """Texts that belong to people: their names, where they live, and what leads to them."""

    names: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)
    references: frozenset[str] = field(default_factory=frozenset)


def of_records(database: Database) -> Known:
    """Everything about anybody. Tables or columns that are not there add nothing."""
    with database.engine.connect() as connection:
        return Known(*(frozenset(_values(connection, columns)) for columns in (NAMES, PLACES, REFERENCES)))


def of_traces(traces: Iterable[Trace]) -> Known:
    """What the turns themselves looked up or were given, by the names of fields."""
    found: dict[str, set[str]] = {"names": set(), "places": set(), "references": set()}
    for trace in traces:
        found["references"] |= {one for one in (trace.customer_id, trace.order_id, trace.ticket_id) if one}
        _collect(trace.understanding.slots, found)
        for call in trace.calls:
            _collect(call.arguments, found)
            _collect(call.result or {}, found)
    return Known(**{kind: frozenset(texts) for kind, texts in found.items()})


def _values(connection: Connection, columns: Mapping[str, tuple[str, ...]]) -> Iterable[str]:
    there = set(inspect(connection).get_table_names())
    for name in columns.keys() & there:
        table = Table(name, MetaData(), autoload_with=connection)
        for column in set(columns[name]) & set(table.columns.keys()):
            yield from (str(value) for value in connection.scalars(select(table.c[column])) if value)


def _collect(value: object, found: dict[str, set[str]], name: str = "") -> None:
    match value:
        case Mapping():
            for key, inner in value.items():
                _collect(inner, found, str(key))
        case list() | tuple():
            for inner in value:
                _collect(inner, found, name)
        case str() if value:
            kinds = (("names", _OF_PEOPLE), ("places", _OF_PLACES), ("references", _OF_REFERENCES))
            kind = next((kind for kind, endings in kinds if name.endswith(endings)), None)
            if kind:
                found[kind].add(value)
