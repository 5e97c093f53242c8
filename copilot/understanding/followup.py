"""A follow-up ("and if it was a gift?") becomes a standalone query from the turns before it."""

import re

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
