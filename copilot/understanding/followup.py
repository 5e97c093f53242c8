"""A follow-up ("and if it was a gift?") leans on what was said before it.

Read by people and composers it becomes one standalone query, the joined words. Searched for, a request keeps its own
words and what was said around it weighs in: joined, all words would count as much as those that ask.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copilot.understanding.parts import Request, split_requests
from ingestion.search import ALONE, DEFAULT, Around

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
    """A request of a message: `query` stands alone in words; `request.text` is searched for, `around` weighing in."""

    request: Request
    query: str
    around: Around = ALONE


def questions(message: str, said: Sequence[str], previous_query: str | None = None) -> tuple[Question, ...]:
    """The requests of `message` after the customer's messages `said`, oldest first, and the query of the last turn.

    A message that names a record is about that record, whatever was spoken of before.
    """
    requests = split_requests(message)
    alone = bool(_STANDS_ALONE.search(message))
    before = () if alone else tuple(text for text in said if text.strip())[-DEFAULT.history_messages :]
    return tuple(
        Question(
            request,
            standalone(request.text, previous_query if at == 0 else None),
            Around(tuple(other.text for other in requests if other is not request), before),
        )
        for at, request in enumerate(requests)
    )
