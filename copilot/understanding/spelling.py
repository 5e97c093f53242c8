"""Misspelt words as the shop's documents spell them, for reading what is meant.

Only meaning is read from corrected words. What identifies, amounts to something or confirms is read as it was written:
no slip of a key becomes an order number or a yes.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib import resources
from threading import Lock

from symspellpy import SymSpell, Verbosity
from symspellpy.suggest_item import SuggestItem

_Words = tuple[Mapping[str, int], SymSpell]  # the words that serve, and what is near each
Vocabulary = Callable[
    [], Mapping[str, int]
]  # how often each word stands in what is served; the same object while it does

_ENGLISH = ("symspellpy", "frequency_dictionary_en_82_765.txt")
_COMMON = 3_000_000  # occurrences, of 10^12 on the web, from which an English word is never a slip for another
_USED = 10  # occurrences in what is served, from which a rare English word may be a slip for one of these
_SHORTEST = 3  # letters; in fewer everything is near
_LONG = 6  # letters from which two slips are one word; in fewer, one
_SAME_START = 1.5  # what the same first letter is worth: slips are rare there
_SAME_LETTERS = 1.0  # and the same letters in another order
_SLIP = 4.0  # what a slip costs, beside the logarithm of how often a word is used
_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[(\"'“‘]*(?P<word>[a-z]+(?:['’][a-z]+)?)[.,;:!?)\"'”’…]*", re.IGNORECASE)


class Spelling:
    """Corrects towards a vocabulary. A word that is English, or written as a name is, stays."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """`vocabulary` is asked at each message: documents may have changed since the last."""
        self._vocabulary = vocabulary
        self._built: _Words | None = None
        self._building = Lock()

    def corrected(self, message: str) -> str:
        """`message` with its misspelt words replaced; everything else as it stands.

        Rare English words are replaced only where another word of the message had to be: "wen" is a cyst, but hardly
        in "wen is my refnud".
        """
        words = self._words()
        unknown = _TOKEN.sub(lambda token: self._token(token, words, rare=False), message)
        return message if unknown == message else _TOKEN.sub(lambda at: self._token(at, words, rare=True), unknown)

    def _token(self, token: re.Match[str], words: _Words, *, rare: bool) -> str:
        text, first = token.group(), token.start() == 0
        found = _WORD.fullmatch(text)
        if found is None:  # an address, a number, an id
            return text
        word = found["word"]
        if word[0].isupper() and not first and not word.isupper():  # a name
            return text
        better = self._word(word.lower().replace("’", "'"), words, rare=rare)
        return text if better is None else text.replace(word, better)

    def _word(self, word: str, words: _Words, *, rare: bool) -> str | None:
        known, speller = words
        seen = _english().get(word, 0)
        if len(word) < _SHORTEST or word in known or seen >= _COMMON or (seen and not rare):
            return None
        slips = 2 if len(word) >= _LONG and not seen else 1
        found = speller.lookup(word, Verbosity.ALL, max_edit_distance=slips)
        usable = [one for one in found if len(one.term) >= _SHORTEST and (not seen or one.count >= _USED)]
        best = max(usable, key=lambda one: (_worth(one, word), one.term), default=None)
        return best.term if best else None

    def _words(self) -> _Words:
        """Of what serves now. Where that is the same, every copilot of a process shares it."""
        vocabulary = self._vocabulary()
        with self._building:
            if self._built is None or self._built[0] is not vocabulary:
                self._built = (vocabulary, _speller(frozenset(vocabulary.items())))
            return self._built


@lru_cache(maxsize=4)
def _speller(vocabulary: frozenset[tuple[str, int]]) -> SymSpell:
    speller = SymSpell(max_dictionary_edit_distance=2)
    for word, count in sorted(vocabulary):
        speller.create_dictionary_entry(word, count)
    return speller


@cache
def _english() -> Mapping[str, int]:
    """English words and how often each occurs, from the list that the library brings."""
    package, name = _ENGLISH
    lines = (resources.files(package) / name).read_text(encoding="utf-8-sig").splitlines()
    return {word: int(count) for word, count in (line.split() for line in lines)}


def _worth(found: SuggestItem, word: str) -> float:
    same_start = _SAME_START * (found.term[0] == word[0])
    same_letters = _SAME_LETTERS * (sorted(found.term) == sorted(word))
    worth: float = math.log(1 + found.count) - _SLIP * found.distance + same_start + same_letters
    return worth
