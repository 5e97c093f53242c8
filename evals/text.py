"""When two pieces of text count as the same words: one rule for gold quotes, citations and phrases."""

import re
import unicodedata

_MARKS = re.compile(r"[*_`|\\]+|^\s{0,3}(?:#{1,6}|>|[-+])\s", re.MULTILINE)
_TABLE_RULE = re.compile(r"[ :|-]*\|[ :|-]*-{3}[ :|-]*")
_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2011": "-", "–": "-", "—": "-"})


def same_words(text: str) -> str:
    """Compatibility form, one case, plain quotes and dashes, no Markdown marks, single spaces.

    Table cells become words beside each other, so that a row is found however its pipes are padded.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    plain = _MARKS.sub(" ", _TABLE_RULE.sub(" ", plain))
    return _SPACE.sub(" ", plain).strip().casefold()


def words(text: str) -> tuple[str, ...]:
    """The words alone, in order, without punctuation."""
    return tuple(re.findall(r"[^\W_]+(?:['.\-@][^\W_]+)*", same_words(text)))
