"""What was said around a question: other requests of its message, and the messages before it, each less than the next.

Joined to the question as words it would count as much as the question, and more the longer it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ingestion.embedding import Vectors
from ingestion.search.settings import RetrievalSettings

Weighted = Sequence[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Around:
    """What the same person said around a question. Blank texts count for nothing."""

    beside: Sequence[str] = ()  # the other requests of the same message
    before: Sequence[str] = ()  # earlier messages, oldest first

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it: what is beside, then what was before."""
        return (*self.beside, *self.before)


def weighted(question: str, around: Around, settings: RetrievalSettings) -> Weighted:
    """The question at 1, what stands beside it, then the last messages before it: weight, weight²..."""
    recent = [message for message in around.before if message.strip()][::-1][: settings.history_messages]
    texts = [
        (question, 1.0),
        *((request, settings.beside_weight) for request in around.beside if request.strip()),
        *((message, settings.history_weight**age) for age, message in enumerate(recent, 1)),
    ]
    return [(text, weight) for text, weight in texts if weight > 0]


def mixed(vectors: Vectors, texts: Weighted) -> Vectors:
    """The weighted sum of one unit vector a text, as a unit vector: shape (d,)."""
    total: Vectors = np.asarray([weight for _, weight in texts], dtype=np.float32) @ vectors
    unit: Vectors = total / max(float(np.linalg.norm(total)), 1e-12)
    return unit


ALONE = Around()
