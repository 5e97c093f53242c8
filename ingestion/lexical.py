"""The lexical index: BM25 over the same texts that are embedded, one folder a generation."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN
from bm25s.tokenization import Tokenized

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:'\w+)?")  # amounts and dates stay whole
_STOPWORDS = frozenset(STOPWORDS_EN)
_IDS = "chunk_ids.json"
_VOCABULARY = "vocabulary.json"
_SPELT = re.compile(r"[a-z]+(?:'[a-z]+)?")


class Words:
    """Text to stemmed words."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")

    def of(self, text: str) -> list[str]:
        """Lower-case stems without stop words, in order."""
        words = [word for word in _TOKEN.findall(text.lower().replace("’", "'")) if word not in _STOPWORDS]
        return [str(word) for word in self._stemmer.stemWords(words)]


class LexicalIndex:
    """BM25 scores for the chunks of one generation."""

    def __init__(self, index: bm25s.BM25, chunk_ids: Sequence[str], vocabulary: Mapping[str, int]) -> None:
        """`vocabulary` is how often each word stands in the texts and in customers' questions, spelt out."""
        self._index = index
        self.chunk_ids = tuple(chunk_ids)
        self.vocabulary = vocabulary
        self._words = Words()

    @classmethod
    def build(cls, chunk_ids: Sequence[str], texts: Sequence[str], questions: Sequence[str] = ()) -> "LexicalIndex":
        """An index in memory. `texts` has one entry a chunk id; `questions` are spelt, and not searched."""
        words = Words()
        documents = [words.of(text) for text in texts]
        vocabulary = {word: at for at, word in enumerate(sorted({word for document in documents for word in document}))}
        numbered = [[vocabulary[word] for word in document] for document in documents]
        index = bm25s.BM25(method="lucene")
        index.index(Tokenized(ids=numbered, vocab=vocabulary), show_progress=False)
        return cls(index, chunk_ids, _spelt([*texts, *questions]))

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Raises OSError or ValueError where the folder holds no whole index."""
        index = bm25s.BM25.load(str(folder), load_corpus=False)
        chunk_ids, spelt = (json.loads((folder / name).read_text(encoding="utf-8")) for name in (_IDS, _VOCABULARY))
        return cls(index, chunk_ids, spelt)

    def save(self, folder: Path) -> None:
        """Written beside, then moved into place: a folder of that name is always a whole index."""
        beside = folder.with_name(f"{folder.name}.building")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        self._index.save(str(beside), show_progress=False)
        (beside / _IDS).write_text(json.dumps(self.chunk_ids), encoding="utf-8")
        (beside / _VOCABULARY).write_text(json.dumps(self.vocabulary), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        beside.replace(folder)

    def known(self, query: str) -> list[str]:
        """The words of a query that some chunk holds, in order, as often as they stand there."""
        return [word for word in self._words.of(query) if word in self._stems]

    def best(self, query: str) -> list[tuple[str, float]]:
        """Chunk ids with a score above zero, best first; ties in source order. Empty where no word is known."""
        words = self.known(query)
        if not words:
            return []
        scores = self._index.get_scores(words)
        order = np.lexsort((np.arange(len(scores)), -scores))
        return [(self.chunk_ids[at], float(scores[at])) for at in order if scores[at] > 0]

    def same_as(self, other: "LexicalIndex") -> bool:
        """Whether both give every query the same answer."""
        mine, theirs = self._index.scores, other._index.scores
        return (
            self.chunk_ids == other.chunk_ids
            and self.vocabulary == other.vocabulary
            and self._index.vocab_dict == other._index.vocab_dict
            and all(np.array_equal(mine[part], theirs[part]) for part in ("data", "indices", "indptr"))
        )

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(self._index.vocab_dict)


def _spelt(texts: Iterable[str]) -> Mapping[str, int]:
    """Lower-case words of letters alone, each with its count."""
    return Counter(word for text in texts for word in _SPELT.findall(text.lower().replace("’", "'")))
