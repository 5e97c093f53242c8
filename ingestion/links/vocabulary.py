"""Which chunks may hold a term, by the words in them: a search of every chunk for every term grows with both."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from ingestion.model import Chunk

_WORD = re.compile(r"\w+")


class Vocabulary:
    """The words of some chunks, and where they stand."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._places: dict[str, set[int]] = defaultdict(set)
        for at, chunk in enumerate(chunks):
            for word in set(_WORD.findall(chunk.body.casefold())):
                self._places[word].add(at)
        self._words = sorted(self._places)

    def near(self, term: str) -> list[int]:
        """Places of the chunks with every word of `term`, in any order; its last word may go on ("gift cards")."""
        *whole, last = _WORD.findall(term.casefold())
        found = set().union(*(self._places[word] for word in self._beginning(last)))
        for word in whole:
            found &= self._places.get(word, set())
        return sorted(found)

    def _beginning(self, start: str) -> list[str]:
        first = bisect_left(self._words, start)
        past = bisect_left(self._words, start + chr(0x10FFFF))
        return self._words[first:past]
