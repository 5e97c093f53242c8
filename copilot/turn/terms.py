"""The words of a text that say what it is about, as stems."""

import re

import Stemmer

_WORD = re.compile(r"[a-z0-9]+")
_STOP = frozenset(
    _WORD.findall(
        "a an and any are as at be but by can could do does for from get got has have how i if in is it its just me my "
        "of on or our policy s so t that the their they this to was we what when where which who will with would you "
        "your"
    )
)


def terms(text: str) -> frozenset[str]:
    """The stems of `text` without the words that every text holds."""
    words = (word for word in _WORD.findall(text.lower()) if word not in _STOP)
    return frozenset(Stemmer.Stemmer("english").stemWords(list(words)))
