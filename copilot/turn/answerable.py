"""Which parts of the message the policies can answer at all: better no answer than one from the wrong page."""

import re
from dataclasses import dataclass, replace

from copilot.turn.retrieve import Candidates, PartHits

_WORD = re.compile(r"[^\W\d_]{2,}")  # "???" and a bare number ask nothing that a page could answer
OUT_OF_SCOPE = "out_of_scope"
SMALL_TALK = {"greeting", "thanks"}
NOT_KEPT = "not_kept"  # the customer's own matter, of which there is no record to look up: no page knows it either


@dataclass(frozen=True, slots=True)
class AnswerabilitySettings:
    """Thresholds on the nearest passage. `copilot calibrate` sets the first on a shop's own questions."""

    least_nearness: float = 0.77  # of the nearest passage, `Hit.nearness`, where none has customers' questions
    least_asked: float = 1.08  # and where one has: they bring the right passages nearer, and a wrong one too
    out_of_scope: float = 0.5  # probability of the out-of-scope class from which a part is not answered


def answerable(candidates: Candidates, settings: AnswerabilitySettings) -> Candidates:
    """The candidates without the parts that no passage is near enough to; clauses of decisions stay."""
    kept = tuple(found for found in candidates.parts if _has_answer(found, settings))
    return replace(candidates, parts=kept)


def _has_answer(found: PartHits, settings: AnswerabilitySettings) -> bool:
    top = found.part.intents[0]
    if not _WORD.search(found.part.query):
        return False
    if top.name in {*SMALL_TALK, NOT_KEPT} or (top.name == OUT_OF_SCOPE and top.probability >= settings.out_of_scope):
        return False
    asked = any(hit.chunk.questions for hit in found.hits)
    return nearness(found) >= (settings.least_asked if asked else settings.least_nearness)


def nearness(found: PartHits) -> float:
    """How near the nearest passage is to what was asked; 0 where nothing was found."""
    return max((hit.nearness for hit in found.hits), default=0.0)
