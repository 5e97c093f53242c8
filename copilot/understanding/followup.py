"""A follow-up ("and if it was a gift?") leans on what was said before it.

Read by people and composers it becomes one standalone query, the joined words. Searched for, it is put in several
wordings, of which its own words lead: joined, all words would count as much as those that ask.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.understanding.parts import Request, split_requests
from copilot.understanding.wordings import Wording, wordings
from ingestion.search import DEFAULT, Around

_REFERS_BACK = re.compile(
    r"^(and|but|so|or|what about|how about|what if|even if|then|also|ok(?:ay)?,? (?:and|but))\b"
    r"|\b(it|its|that|those|these|them|they|this|there|one|ones|the same|instead|either)\b",
    re.IGNORECASE,
)
_SHORT = 4  # words: a message this short after another question usually leans on it
_LONGEST = 40  # words of history kept in a query: older topics only blur it
_STANDS_ALONE = re.compile(r"\b(FH-?\d{5}|GC-|SUB-)\b", re.IGNORECASE)


def is_follow_up(message: str, previous_query: str | None) -> bool:
    """Whether `message` needs `previous_query` to be understood."""
    if not previous_query or _STANDS_ALONE.search(message):
        return False
    return bool(_REFERS_BACK.search(message.strip())) or len(message.split()) <= _SHORT


def standalone(message: str, previous_query: str | None) -> str:
    """`message`, preceded by the query it leans on when it is a follow-up."""
    if not is_follow_up(message, previous_query):
        return message.strip()
    history = (previous_query or "").split()[-_LONGEST:]
    return " ".join([*history, message.strip()])


@dataclass(frozen=True, slots=True)
class Question:
    """A request of a message: `query` stands alone in words; `wordings` are searched for."""

    request: Request
    query: str
    wordings: tuple[Wording, ...]


def questions(
    message: str,
    said: Sequence[str],
    previous_query: str | None = None,
    stand_alone: Callable[[str, str | None], str] = standalone,
) -> tuple[Question, ...]:
    """The requests of `message` after the customer's messages `said`, oldest first, and the query of the last turn.

    A message that names a record is about that record, whatever was spoken of before. `stand_alone` makes a query of
    the first request and the query before it.
    """
    requests = split_requests(message)
    alone = bool(_STANDS_ALONE.search(message))
    before = () if alone else tuple(text for text in said if text.strip())[-DEFAULT.history_messages :]

    def question(request: Request, previous: str | None) -> Question:
        query = stand_alone(request.text, previous)
        around = Around(tuple(other.text for other in requests if other is not request), before)
        return Question(request, query, wordings(request.text, request.ask, request.context, query, around))

    return tuple(question(request, None if at else previous_query) for at, request in enumerate(requests))
