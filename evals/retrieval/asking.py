"""What is searched for: the queries that a turn of the copilot would make of this message after this history."""

from collections.abc import Sequence

from copilot.understanding.followup import standalone
from copilot.understanding.parts import split_requests
from evals.retrieval.records import Query

TURNS = 2  # earlier turns that the plainest use of history puts before the message


def standalone_queries(query: Query) -> tuple[str, ...]:
    """One query a request of the message, as `copilot.turn.understand` makes them, turn after turn."""
    previous: str | None = None
    for message in query.said_before:
        previous = " ".join(_parts(message, previous))
    return tuple(_parts(query.text, previous))


def last_turns(query: Query) -> str:
    """The message with the turns before it, joined: history in its plainest use."""
    return " ".join([*query.said_before[-TURNS:], query.text])


def _parts(message: str, previous: str | None) -> Sequence[str]:
    first, *others = (request.text for request in split_requests(message))
    return [standalone(first, previous), *others]
