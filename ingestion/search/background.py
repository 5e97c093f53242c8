"""What was said before a question: it counts, and each message counts less than the one after it.

Joined to the question as words it would count as much as the question, and more the longer it is.
"""

from collections.abc import Sequence

import numpy as np

from ingestion.embedding import Vectors

Weighted = Sequence[tuple[str, float]]


def weighted(question: str, before: Sequence[str], weight: float, messages: int) -> Weighted:
    """The question at 1, then up to `messages` of `before` (oldest first) from the last: weight, weight²..."""
    recent = [message for message in before if message.strip()][::-1][:messages]
    return [(question, 1.0), *((message, weight**age) for age, message in enumerate(recent, 1) if weight > 0)]


def mixed(vectors: Vectors, texts: Weighted) -> Vectors:
    """The weighted sum of one unit vector a text, as a unit vector: shape (d,)."""
    total: Vectors = np.asarray([weight for _, weight in texts], dtype=np.float32) @ vectors
    unit: Vectors = total / max(float(np.linalg.norm(total)), 1e-12)
    return unit
