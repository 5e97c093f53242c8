"""Goods and orders that a message speaks of without a number, told by the titles on the customer's own orders."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import Stemmer

from copilot.understanding.words import HOUSE, Words

_CLAUSE = re.compile(r"[.,;:!?\n]|\bbut (?!not\b)")


@dataclass(frozen=True, slots=True)
class _Title:
    words: frozenset[str]
    heads: frozenset[str]  # the words it is known by: one is enough to name it


class ItemReader:
    """Compares words with titles. Lists live in `data/items.yaml`."""

    def __init__(self, words: Words = HOUSE) -> None:
        data = words.load("items")
        self._joins, self._measures = frozenset(data["joins"]), frozenset(data["measures"])
        self._kept = re.compile(data["kept"], re.IGNORECASE)
        self._stays = re.compile(data["stays"], re.IGNORECASE)
        self._only = re.compile(data["only"], re.IGNORECASE)
        self._latest = re.compile(data["latest_order"], re.IGNORECASE)
        self._stemmer = Stemmer.Stemmer("english")

    def means_latest_order(self, message: str) -> bool:
        """Whether the words are of the customer's newest order: "my last order"."""
        return bool(self._latest.search(message))

    def named(self, message: str, titles: Sequence[str]) -> frozenset[int]:
        """Positions of the titles that the message is about: those named, or all but those that it says stay.

        Where it says "only" of some, the others are not meant.
        """
        read = [self._title(title) for title in titles]
        named: set[int] = set()
        only: set[int] = set()
        kept: set[int] = set()
        for clause in _CLAUSE.split(message):
            said, stays = self._parted(clause)
            kept |= self._in(stays, read)
            named |= self._in(said, read)
            meant = self._only.split(said, maxsplit=1)
            only |= self._in(meant[1], read) if len(meant) > 1 else set()
        named = only or named
        if named or not kept:
            return frozenset(named - kept)
        return frozenset(range(len(titles))) - kept

    def _parted(self, clause: str) -> tuple[str, str]:
        """What a clause says of the goods that it is about, and of those that stay."""
        if self._stays.search(clause):
            return "", clause
        said = self._kept.split(clause, maxsplit=1)
        return said[0], said[1] if len(said) > 1 else ""

    def _in(self, text: str, titles: Sequence[_Title]) -> set[int]:
        """A title with more of its words said goes before one of which only some of those were: two planters."""
        said = frozenset(self._stems(_words(text)))
        shared = {
            position: title.words & said
            for position, title in enumerate(titles)
            if title.heads & said or len(title.words & said) > 1
        }
        return {position for position, mine in shared.items() if not any(mine < other for other in shared.values())}

    def _title(self, title: str) -> _Title:
        name = [word for word in _words(title.partition(",")[0]) if word not in self._measures]
        pieces: list[list[str]] = [[]]
        for word in name:
            if word in self._joins:
                pieces.append([])
            else:
                pieces[-1].append(word)
        words = [word for piece in pieces for word in piece]
        return _Title(frozenset(self._stems(words)), frozenset(self._stems([piece[-1] for piece in pieces if piece])))

    def _stems(self, words: Sequence[str]) -> list[str]:
        stems: list[str] = self._stemmer.stemWords(list(words))
        return stems


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())
