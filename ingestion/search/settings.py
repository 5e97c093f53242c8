"""How a search is run: an explicit value, so that evals can vary it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """`k` hits are returned of `depth` candidates a retriever. A weight of 0 turns a retriever or a stage off."""

    k: int = 8
    depth: int = 50
    dense_weight: float = 1.0
    lexical_weight: float = 1.0
    rrf_k: int = 60  # reciprocal-rank fusion's usual constant (Cormack, Clarke and Büttcher, 2009)

    def with_k(self, k: int) -> "RetrievalSettings":
        """The same search for `k` hits; no fewer candidates than hits."""
        return replace(self, k=k, depth=max(self.depth, k))

    reranked: int = 32  # candidates whose sentences are looked at, whatever `k`; 0: fused ranks are the last word
    last_look: int = 24  # candidates that a cross-encoder puts in their last order, where one is set
    sentence_weight: float = 1.0  # of the nearest sentence's cosine, beside the chunk's own
    bm25_weight: float = 0.08  # of BM25 over the root of the words asked: 10 points for 16 words weigh a cosine of 0.2
    question_weight: float = 3.0  # of how much a query is like a chunk's questions, at most 0.6
    beside_weight: float = 0.4  # of each other request of the same message, where a search is given any
    history_weight: float = 0.4  # of each earlier message beside the one after it, where a search is given any
    joined_discount: float = 0.3  # off the scores of what words joined to an earlier question find: they draw its pages
    history_messages: int = 3  # earlier messages that weigh in: the fourth would weigh 0.03


DEFAULT = RetrievalSettings()
