"""The words of what is served: how often each stands in the texts and in customers' questions."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ingestion.model import Chunk

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def vocabulary(chunks: Iterable[Chunk]) -> Mapping[str, int]:
    """Lower-case words of letters alone, each with its count."""
    counted: Counter[str] = Counter()
    for chunk in chunks:
        for text in (chunk.embedded_text, *(question.text for question in chunk.questions)):
            counted.update(_WORD.findall(text.lower().replace("’", "'")))
    return counted
