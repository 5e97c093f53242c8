"""Which of several chunks a sentence speaks about, by rare words in common."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import Stemmer

from ingestion.links.phrases import content_words
from ingestion.model import Chunk


class Similar:
    """Word overlap weighted by rarity in the corpus."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._words = {
            (chunk.metadata.doc_id, chunk.metadata.version, chunk.ordinal): self.words(f"{chunk.section} {chunk.body}")
            for chunk in chunks
        }
        frequency = Counter(word for words in self._words.values() for word in words)
        self._rarity = {word: math.log1p(len(chunks) / count) for word, count in frequency.items()}

    def words(self, text: str) -> frozenset[str]:
        """Stems of the words that carry meaning."""
        return frozenset(self._stemmer.stemWords(content_words(text)))

    def best(self, sentence: str, candidates: Iterable[Chunk], at_most: int = 1, shared: int = 1) -> list[Chunk]:
        """The candidates that share most with the sentence, at least `shared` words; ties in order."""
        wanted = self.words(sentence)
        common = [(wanted & self._of(chunk), chunk) for chunk in candidates]
        scored = [(self._weight(words), chunk) for words, chunk in common if len(words) >= shared]
        ranked = sorted(scored, key=lambda pair: -pair[0])
        return [chunk for _, chunk in ranked[:at_most]]

    def _of(self, chunk: Chunk) -> frozenset[str]:
        return self._words[chunk.metadata.doc_id, chunk.metadata.version, chunk.ordinal]

    def _weight(self, words: frozenset[str]) -> float:
        return math.fsum(self._rarity[word] for word in words)  # the same in whatever order the words come
