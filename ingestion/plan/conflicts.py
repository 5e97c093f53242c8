"""Sentences of different documents in force at the same time that say the same with other figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import Stemmer

from ingestion.chunking.sentences import sentence_ranges
from ingestion.links.outline import may_meet
from ingestion.links.phrases import content_words
from ingestion.model import Chunk
from ingestion.plan.figures import figures

_ALIKE = 0.75  # share of common words (of both) above which two sentences speak of one subject
_WORDS = 4  # fewer words than this are no subject


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences with their chunks."""

    one: Chunk
    other: Chunk
    one_sentence: str
    other_sentence: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    chunk: Chunk
    text: str
    words: frozenset[str]
    figures: frozenset[str]


def conflicts(new: Iterable[Chunk], everything: Sequence[Chunk]) -> list[Conflict]:
    """Conflicts between a sentence of `new` chunks and any other document's, each pair once, in order."""
    stemmer = Stemmer.Stemmer("english")
    by_word: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in _sentences(everything, stemmer):
        for word in sentence.words:
            by_word[word].append(sentence)
    found: dict[frozenset[tuple[str, str]], Conflict] = {}
    for sentence in _sentences(new, stemmer):
        rarest = sorted(sentence.words, key=lambda word: (len(by_word[word]), word))[: len(sentence.words) // 2 + 1]
        for other in {id(other): other for word in rarest for other in by_word[word]}.values():
            if _conflict(sentence, other):
                key = frozenset(((sentence.chunk.chunk_id, sentence.text), (other.chunk.chunk_id, other.text)))
                found.setdefault(key, Conflict(sentence.chunk, other.chunk, sentence.text, other.text))
    return list(found.values())


def _sentences(chunks: Iterable[Chunk], stemmer: Stemmer.Stemmer) -> Iterator[_Sentence]:
    for chunk in chunks:
        for start, end in sentence_ranges(chunk.body):
            text = chunk.body[start:end]
            stated = frozenset(figures(text))
            words = frozenset(stemmer.stemWords(content_words(text)))
            if stated and len(words) >= _WORDS:
                yield _Sentence(chunk, text, words, stated)


def _conflict(one: _Sentence, other: _Sentence) -> bool:
    mine, theirs = one.chunk.metadata, other.chunk.metadata
    return (
        mine.doc_id != theirs.doc_id
        and one.figures != other.figures
        and len(one.words & other.words) >= _ALIKE * len(one.words | other.words)
        and one.chunk.audience is other.chunk.audience
        and may_meet(mine, theirs)
    )
