"""How well each sentence of the evidence answers a question."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from copilot.turn.expected import gives_what_is_asked
from copilot.turn.seasons import same_season
from copilot.turn.terms import terms
from copilot.understanding.meaning import Vectors
from ingestion.model import FIRST, Question
from ingestion.questions import likeness, plain
from ingestion.reading import Sentence, sentences
from ingestion.remembered import CAPACITY

# Weights beside cosines of two vectors, which weigh 1 each: a listwise logistic regression on the development cases
# gives these to within a tenth (docs/decisions/0007).
_ASKED = 3.0  # of how much the question is like those that customers ask for a sentence
_ASKED_WORDS = 1.0  # of the share of the question's words, the rarer the heavier, in one of those
_SHARED_WORDS = 0.5  # of the same share, in a sentence, heading or title
_TITLE = 0.2  # of the share of the title's words in the question: first comes a page about the topic
_KIND = 0.2  # for giving the kind of thing that is asked for
_SEASON = 0.3  # for speaking of the time of the year that is asked about
_LEADS = 0.2  # for the sentence that opens a section: rules come first, details after
_LENGTH = 0.16  # what a sentence e times as long costs: it is near to more, and says less of it
_USUAL = 18  # words of a sentence that neither gains nor loses by its length
_NUMBERING = re.compile(r"^(?:section\s+)?\d+(?:\.\d+)*[.):]?\s+", re.IGNORECASE)
_EXAMPLE = re.compile(r"(?:worked )?examples?\b|for example\b|situation:", re.IGNORECASE)
_EXAMPLES = re.compile(r"\bexamples?\b", re.IGNORECASE)  # in a heading, a table's header or a question


class Source(Protocol):
    """Where a sentence stands."""

    @property
    def title(self) -> str | None:
        """Of the document."""

    @property
    def section(self) -> str | None:
        """Heading or clause number."""

    @property
    def text(self) -> str:
        """The source's own words."""

    @property
    def context(self) -> str:
        """Title and headings, then a table's header or a list's lead-in."""

    @property
    def chunk_id(self) -> str | None:
        """Which chunk it is; None where it is none."""


class Passage(Source, Protocol):
    """What may answer a question: a chunk that was found, or a piece of evidence."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """How customers ask for what it says."""


P = TypeVar("P", bound=Passage)
Told = tuple[Passage, Sentence, Sequence[str]]  # a passage, one of its sentences, and how customers ask for that


@dataclass(frozen=True, slots=True)
class Scored(Generic[P]):
    """One sentence of a passage and how well it answers."""

    score: float
    evidence: P
    sentence: Sentence
    order: int  # position of the sentence in its passage


class Relevance:
    """Scores sentences by meaning and by words."""

    def __init__(self, vectors: Callable[[Sequence[str]], Vectors]) -> None:
        """`vectors` embeds sentences; one that remembers them (`RememberedVectors`) spares most of the work."""
        self._vectors = vectors
        self._terms = lru_cache(CAPACITY)(terms)  # of sentences and questions that come back turn after turn

    def scored(self, question: str, passages: Sequence[P]) -> list[Scored[P]]:
        """Every sentence but those of examples, which are left out unless the question asks for one; best first."""
        said = [
            (piece, order, sentence)
            for piece in passages
            for order, sentence in enumerate(_told(piece, with_examples=bool(_EXAMPLES.search(question))))
        ]
        told = [(piece, sentence, asked_for(piece, sentence)) for piece, _, sentence in said]
        cosines = self._cosines(question, told)
        shares = self._shares(question, told)
        found = [
            Scored(
                float(cosine) + share + _bonus(question, piece, sentence, order),
                piece,
                sentence,
                order,
            )
            for (piece, order, sentence), cosine, share in zip(said, cosines, shares, strict=True)
        ]
        return sorted(found, key=lambda scored: -scored.score)

    def _cosines(self, question: str, told: Sequence[Told]) -> list[float]:
        """Per sentence, of its words and of its words under their heading, and more where customers ask so for it."""
        texts = [(looked_at(piece, sentence), asked) for piece, sentence, asked in told]
        distinct = list(dict.fromkeys([question, *(text for own, asked in texts for text in (*own, *asked))]))
        vectors = self._vectors(distinct)
        near = dict(zip(distinct, (vectors @ vectors[0]).tolist(), strict=True))
        return [
            near[words] + near[headed] + _ASKED * likeness([near[text] for text in asked])
            for (words, headed), asked in texts
        ]

    def _shares(self, question: str, told: Sequence[Told]) -> list[float]:
        """The part of a score that words decide: a word that few sentences hold tells more."""
        asked = self._terms(question)
        titles = [self._terms(piece.title or "") for piece, _, _ in told]
        held = [
            title | self._terms(f"{piece.section} {sentence.words}")
            for title, (piece, sentence, _) in zip(titles, told, strict=True)
        ]
        frequency = Counter(word for words in held for word in words & asked)
        weight = {word: math.log(1 + len(told) / (1 + frequency[word])) for word in asked}
        total = math.fsum(weight.values()) or 1.0

        def share(words: frozenset[str]) -> float:
            return math.fsum(weight[word] for word in words & asked) / total  # a set's order is chance, this sum is not

        return [
            _SHARED_WORDS * share(words)
            + _ASKED_WORDS * max((share(self._terms(text)) for text in questions), default=0.0)
            + _TITLE * len(title & asked) / max(1, len(title))
            for words, title, (_, _, questions) in zip(held, titles, told, strict=True)
        ]


def _told(piece: Passage, *, with_examples: bool) -> list[Sentence]:
    """The sentences of a piece without its worked examples: what follows "Example:" in a paragraph belongs to it."""
    said = sentences(piece.text, piece.context)
    if with_examples:
        return list(said)
    if _EXAMPLES.search(piece.section or ""):
        return []
    opens = {sentence.paragraph: sentence.words for sentence in reversed(said)}
    examples: set[int] = set()
    kept = []
    for sentence in said:
        if _EXAMPLE.match(sentence.words):
            examples.add(sentence.paragraph)
        if sentence.paragraph not in examples and not (
            sentence.table_row and _EXAMPLES.search(opens[sentence.paragraph].partition(":")[0])
        ):
            kept.append(sentence)
    return kept


def _bonus(question: str, piece: Passage, sentence: Sentence, order: int) -> float:
    leads = order == 0 and not sentence.table_row and (piece.chunk_id or FIRST).endswith(FIRST)
    longer = math.log((1 + len(sentence.words.split())) / (1 + _USUAL))
    season = _SEASON * same_season(question, sentence.words)
    return season + _KIND * gives_what_is_asked(question, sentence.words) + _LEADS * leads - _LENGTH * longer


def looked_at(piece: Source, sentence: Sentence) -> tuple[str, str]:
    """The texts whose vectors a sentence is scored by: its words, and its words under their heading."""
    return sentence.words, f"{_heading(piece)}{sentence.words}"


def asked_for(piece: Passage, sentence: Sentence) -> tuple[str, ...]:
    """How customers ask for what a sentence says: the questions with a quote that holds it, or that it holds."""
    words = plain(sentence.quote)
    quotes = ((plain(question.quote), question.text) for question in piece.questions)
    return tuple(text for quote, text in quotes if words in quote or quote in words)


def _heading(piece: Source) -> str:
    """Title and section in front of a sentence: "3.1 Within 14 days" alone says nothing."""
    steps = [step for step in (piece.title, _NUMBERING.sub("", _last_heading(piece))) if step]
    return "".join(f"{step}: " for step in dict.fromkeys(steps))


def _last_heading(piece: Source) -> str:
    return piece.context.partition("\n")[0].rpartition(" > ")[2]
