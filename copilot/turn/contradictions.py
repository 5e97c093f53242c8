"""Clauses of the evidence that say the same with another period or amount, and which of the two goes first.

Only words and figures are compared, among the few pieces of one turn. Two sentences contradict each other where each
gives one period or amount of a unit, the values differ, both are bounds of one kind ("within", "or more"), and they
speak of one subject: most words are common to both, or all words of one stand in the other, or one is linked as an
exception to the other and they share most words of the shorter. Sentences about different regions never do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import Stemmer

from copilot.turn.answer.regions import RegionNames
from copilot.turn.answer.validation.figures import CURRENCIES, figures
from ingestion.links.outline import may_meet
from ingestion.links.phrases import content_words
from ingestion.model import Chunk, ChunkId, Link, LinkKind
from ingestion.reading import Sentence, sentences

Exceptions = set[tuple[ChunkId, ChunkId]]
Reason = Literal["regional", "narrower", "newer"]

_LINKED = 0.7  # of the shorter sentence's words, where one is linked as an exception to the other
_ALIKE = 0.6  # of the words of both, where nothing links them
_FEWEST = 2  # words in common: one is no subject
_AROUND = 18  # characters on each side of a figure in which a word makes it a bound
_PERIODS = frozenset({"hour", "day", "business day", "week", "month", "year"})
_EXAMPLE = re.compile(r"example|^\W*(?:a|an) \w+ (?:of|delivered|ordered)\b.*\d", re.IGNORECASE)
_BOUNDS = (
    re.compile(r"\bor (?:more|above)\b|\bat least\b|\bfrom\b|\babove\b|\bover\b|\bmore than\b", re.IGNORECASE),
    re.compile(r"\bat most\b|\bup to\b|\bor less\b|\bbelow\b|\bwithin\b|\bno more than\b", re.IGNORECASE),
)
_NO_SUBJECT = frozenset(
    re.findall(
        r"\w+",
        "day days week weeks month months year years hour hours business calendar within may must can least most only "
        "after before until than more per each also first",
    )
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`winner` goes before `loser`, for the reason given; where it is None nothing says which."""

    winner: ChunkId
    loser: ChunkId
    overruled: str  # the loser's sentence, as it stands
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class _Clause:
    chunk: Chunk
    sentence: Sentence
    words: frozenset[str]
    unit: str
    value: str
    bounds: tuple[bool, ...]
    regions: frozenset[str]


class Contradictions:
    """Finds them among the pieces of a turn."""

    def __init__(self, regions: RegionNames) -> None:
        self._regions = regions
        self._stemmer = Stemmer.Stemmer("english")

    def among(self, chunks: Sequence[Chunk], links: Sequence[Link], region: str | None) -> tuple[Contradiction, ...]:
        """Those between two of `chunks`, in their order. `region` is the customer's; None: nobody knows."""
        exceptions = {(link.source, link.target) for link in links if link.kind is LinkKind.EXCEPTION}
        clauses = [clause for chunk in chunks for clause in self._clauses(chunk) if _here(clause, region)]
        pairs = ((one, other) for one, other in combinations(clauses, 2) if _contradict(one, other, exceptions))
        return tuple(_decided(one, other, exceptions) for one, other in pairs)

    def _clauses(self, chunk: Chunk) -> Iterator[_Clause]:
        for sentence in sentences(chunk.text, chunk.context):
            said = [figure for figure in figures(sentence.words) if figure.unit in _PERIODS | CURRENCIES]
            if len(said) != 1 or len(said[0].values) != 1 or sentence.table_row or _EXAMPLE.search(sentence.words):
                continue
            words = [word for word in content_words(sentence.words) if word not in _NO_SUBJECT]
            yield _Clause(
                chunk,
                sentence,
                frozenset(self._stemmer.stemWords(words)),
                str(said[0].unit),
                next(iter(said[0].values)),
                _bounds(sentence.words, said[0].seen),
                frozenset(chunk.metadata.regions) | self._regions.named(sentence.words),
            )


def _here(clause: _Clause, region: str | None) -> bool:
    return region is None or not clause.regions or region in clause.regions


def _bounds(words: str, seen: str) -> tuple[bool, ...]:
    at = max(0, words.find(seen))
    near = words[max(0, at - _AROUND) : at + len(seen) + _AROUND]
    return tuple(bool(bound.search(near)) for bound in _BOUNDS)


def _contradict(one: _Clause, other: _Clause, exceptions: Exceptions) -> bool:
    return (
        one.chunk.chunk_id != other.chunk.chunk_id
        and (one.unit, one.bounds) == (other.unit, other.bounds)
        and one.value != other.value
        and _one_subject(one, other, linked=_limits(one, other, exceptions) or _limits(other, one, exceptions))
        and not (one.regions and other.regions and one.regions.isdisjoint(other.regions))
        and may_meet(one.chunk.metadata, other.chunk.metadata)
    )


def _one_subject(one: _Clause, other: _Clause, *, linked: bool) -> bool:
    shared = len(one.words & other.words)
    shorter = min(len(one.words), len(other.words))
    alike = shared >= _ALIKE * len(one.words | other.words) or shared == shorter
    return shared >= _FEWEST and (alike or (linked and shared >= _LINKED * shorter))


def _decided(one: _Clause, other: _Clause, exceptions: Exceptions) -> Contradiction:
    """A region's own before the general; the narrower before the wider; then the newer."""
    for reason, first in (
        ("regional", _before(bool(one.regions), bool(other.regions))),
        ("narrower", _before(_limits(one, other, exceptions), _limits(other, one, exceptions))),
        ("narrower", _before(other.words < one.words, one.words < other.words)),
        ("newer", _before(_newer(one, other), _newer(other, one))),
    ):
        if first is not None:
            winner, loser = (one, other) if first else (other, one)
            return Contradiction(winner.chunk.chunk_id, loser.chunk.chunk_id, loser.sentence.quote, reason)  # type: ignore[arg-type]
    return Contradiction(one.chunk.chunk_id, other.chunk.chunk_id, other.sentence.quote, None)


def _before(one: bool, other: bool) -> bool | None:
    return None if one is other else one


def _limits(one: _Clause, other: _Clause, exceptions: Exceptions) -> bool:
    return (one.chunk.chunk_id, other.chunk.chunk_id) in exceptions


def _newer(one: _Clause, other: _Clause) -> bool:
    since, then = one.chunk.metadata.effective_from, other.chunk.metadata.effective_from
    return since is not None and then is not None and since > then
