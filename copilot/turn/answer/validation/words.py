"""Content words, stemmed: what support and courtesy are judged by."""

import re

import Stemmer

# Words that say nothing about the subject.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOP = frozenset(
    _WORD.findall(
        "a an and any are as at be been being but by can could did do does for from had has have how i if in into is "
        "it its itself may me might must my of on or our out own shall she should so some such than that the their "
        "them then there these they this those to too up us was we were what when where which who whom whose why will "
        "with would you your yours also just only very well however therefore because while during about each per "
        "within until after before under over through between more most less least all other not no cannot never yes "
        "we've we'll i'm i've you'll you're it's that's don't can't won't isn't doesn't"
    )
)


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning; numbers are not words (another check reads them)."""
    words = (word.replace("’", "'").lower() for word in _WORD.findall(text))
    kept = [word.removesuffix("'s") for word in words if word not in _STOP]
    return frozenset(Stemmer.Stemmer("english").stemWords(kept))
