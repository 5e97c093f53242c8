"""What people asked and nothing answered: the documents that a shop has yet to write."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from copilot.turn.answerable import NOT_KEPT, OUT_OF_SCOPE, SMALL_TALK
from copilot.turn.outcome import Outcome
from copilot.turn.trace import Trace
from copilot.understanding.meaning import Vectors

ALIKE = 0.75  # cosine from which two questions ask the same
_NO_DOCUMENT = {OUT_OF_SCOPE, NOT_KEPT, *SMALL_TALK}  # intents that no page would answer
_SHOWN = 5  # wordings kept of one group


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question, in the ways it was asked; newest wording first."""

    wordings: tuple[str, ...]  # at most five; identifiers read as "my order", "my gift card"
    times: int
    last_asked: datetime
    turns: tuple[str, ...]  # their ids, newest first: `copilot trace` shows each
    nearest: str | None  # title and section of what search found nearest, where it found anything


def unanswered(
    traces: Iterable[Trace], embed: Callable[[Sequence[str]], Vectors], masked: Callable[[str], str]
) -> tuple[Unanswered, ...]:
    """Abstained questions, near-identical ones together; the most asked first, then the latest.

    A question joins the first group whose newest wording it is alike. What lies out of scope, and a matter of the
    customer's own of which no record is kept, is left out: no document would answer it.
    """
    asked = sorted((t for t in traces if _wants_a_document(t)), key=lambda trace: trace.started_at, reverse=True)
    if not asked:
        return ()
    questions = [masked(trace.understanding.query) for trace in asked]
    groups: list[list[int]] = []
    vectors = embed(questions)
    for at in range(len(asked)):
        alike = (group for group in groups if float(np.dot(vectors[group[0]], vectors[at])) >= ALIKE)
        found = next(alike, None)
        if found is None:
            groups.append([at])
        else:
            found.append(at)
    ranked = sorted(groups, key=lambda group: -len(group))
    return tuple(_group([asked[at] for at in group], [questions[at] for at in group]) for group in ranked)


def _wants_a_document(trace: Trace) -> bool:
    intents = trace.understanding.intents
    return trace.outcome is Outcome.ABSTAINED and not (intents and all(one.name in _NO_DOCUMENT for one in intents))


def _group(traces: Sequence[Trace], questions: Sequence[str]) -> Unanswered:
    hit = next((trace.hits[0] for trace in traces if trace.hits), None)
    return Unanswered(
        wordings=tuple(dict.fromkeys(questions))[:_SHOWN],
        times=len(traces),
        last_asked=traces[0].started_at,
        turns=tuple(trace.turn_id for trace in traces),
        nearest=f"{hit.doc_id}, {hit.section}" if hit else None,
    )
