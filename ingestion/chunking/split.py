"""A block too long for one chunk becomes pieces that fit: items, rows, sentences, at last words."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ingestion.chunking.sentences import sentence_ranges, trim
from ingestion.chunking.structure import Block

_REPEAT_SHARE = 0.3  # of the limit: what is repeated before each piece may take no more
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters [start, end) and what must be repeated before them once they are cut off from it."""

    start: int
    end: int
    repeated: str = ""


Fits = Callable[[Piece], bool]
Count = Callable[[str], int]


class Splitter:
    """Cuts the blocks of one document. `offsets` maps a line to its first character."""

    def __init__(self, text: str, offsets: list[int], count: Count, limit: int) -> None:
        self._text = text
        self._offsets = offsets
        self._count = count
        self._repeat_limit = int(limit * _REPEAT_SHARE)

    def piece(self, start_line: int, end_line: int, repeated: str = "") -> Piece:
        """Whole lines, without the blanks around them."""
        return self._trimmed(self._offsets[start_line], self._offsets[end_line], repeated)

    def pieces(self, lead_in: Block | None, block: Block, fits: Fits) -> list[Piece]:
        """Pieces in order that together hold the lead-in and the block; each fits."""
        opening = lead_in or block
        if fits(whole := self.piece(opening.start, block.end)):
            return [whole]
        parts: Iterable[Piece]
        match block.kind:
            case "table":
                parts = self._rows(lead_in, block)
            case "list" if block.item_starts:
                parts = self._items(lead_in, block, fits)
            case _:
                parts = [
                    *([self.piece(lead_in.start, lead_in.end)] if lead_in else []),
                    self.piece(block.start, block.end),
                ]
        return [piece for part in parts for piece in self._shrunk(part, fits)]

    def _rows(self, lead_in: Block | None, block: Block) -> Iterator[Piece]:
        header = self._text[self._offsets[block.start] : self._offsets[min(block.start + 2, block.end)]].rstrip()
        repeated = header if self._count(header) <= self._repeat_limit else ""
        yield self.piece((lead_in or block).start, min(block.start + 3, block.end))
        for line in range(block.start + 3, block.end):
            yield self.piece(line, line + 1, repeated)

    def _items(self, lead_in: Block | None, block: Block, fits: Fits) -> Iterator[Piece]:
        repeated = self._last_words(self.piece(lead_in.start, lead_in.end)) if lead_in else ""
        first = self._nested(block.item_starts, block.end, 1, repeated, fits)
        head = next(first)
        if lead_in is None:
            yield Piece(head.start, head.end)
        elif fits(joined := Piece(self._offsets[lead_in.start], head.end)):
            yield self._trimmed(joined.start, joined.end, "")
        else:
            yield self.piece(lead_in.start, lead_in.end)
            yield head
        yield from first

    def _nested(
        self, starts: Iterable[tuple[int, int]], end: int, depth: int, repeated: str, fits: Fits
    ) -> Iterator[Piece]:
        """Items at `depth`; one that does not fit gives its own first lines, then its items at the next depth."""
        starts = list(starts)
        own = [line for line, level in starts if level == depth]
        for line, stop in zip(own, [*own[1:], end], strict=True):
            inner = [(at, level) for at, level in starts if line < at < stop and level > depth]
            item = self.piece(line, stop, repeated)
            if fits(item) or not inner:
                yield item
            else:
                head = self.piece(line, inner[0][0], repeated)
                yield head
                below = self._joined(repeated, self._last_words(head))
                yield from self._nested(inner, stop, depth + 1, below, fits)

    def _shrunk(self, piece: Piece, fits: Fits) -> Iterator[Piece]:
        """Sentences of a piece that does not fit; words of a sentence that does not."""
        if fits(piece):
            yield piece
            return
        for start, end in sentence_ranges(self._text[piece.start : piece.end]):
            sentence = Piece(piece.start + start, piece.start + end, piece.repeated)
            if fits(sentence):
                yield sentence
            else:
                yield from self._words(sentence, fits)

    def _words(self, piece: Piece, fits: Fits) -> Iterator[Piece]:
        """As many words a piece as fit, found by halving; a single word that does not fit is halved itself."""
        ends = [piece.start + match.end() for match in _WORD.finditer(self._text[piece.start : piece.end])]
        start = piece.start
        while start < piece.end:
            ahead = [end for end in ends if end > start]
            taken = _longest([Piece(start, end, piece.repeated) for end in ahead], fits)
            if taken is None:
                letters = [Piece(start, end, piece.repeated) for end in range(start + 1, ahead[0] + 1)]
                taken = _longest(letters, fits) or letters[0]
            yield self._trimmed(taken.start, taken.end, piece.repeated)
            start = trim(self._text, taken.end, piece.end)[0]

    def _last_words(self, piece: Piece) -> str:
        """A lead-in as it is repeated: whole where short, else its last sentence, else nothing."""
        words = self._text[piece.start : piece.end]
        if self._count(words) <= self._repeat_limit:
            return words
        start, end = sentence_ranges(words)[-1]
        return words[start:end] if self._count(words[start:end]) <= self._repeat_limit else ""

    def _joined(self, outer: str, inner: str) -> str:
        both = "\n".join(part for part in (outer, inner) if part)
        return both if self._count(both) <= self._repeat_limit else inner

    def _trimmed(self, start: int, end: int, repeated: str) -> Piece:
        return Piece(*trim(self._text, start, end), repeated)


def _longest(candidates: list[Piece], fits: Fits) -> Piece | None:
    """The last of growing candidates that fits, or None."""
    low, high = 0, len(candidates)
    while low < high:
        middle = (low + high) // 2
        if fits(candidates[middle]):
            low = middle + 1
        else:
            high = middle
    return candidates[low - 1] if low else None
