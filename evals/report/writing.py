"""How often a model's words were refused: rates over the answers that a model was asked to write.

Settled first:
- An answer counts when a model wrote it or failed to: what the composer or a fixed sentence said alone does not.
- `schema_failure`: a reply from which no draft could be read. `validation_rejection`: a draft that did not hold.
- `retry`: more than one draft. `fallback`: the customer read the composer's words, or that nothing was found.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from copilot.turn.answer.validation import Kind
from copilot.turn.trace import AnswerRecord
from evals.intervals import Interval, wilson
from evals.scoring import Scored

NO_MODEL = frozenset({"extractive", "template"})  # generators that ask no model
_FORM = f"{Kind.FORM}:"  # how the problem of an unreadable reply begins


@dataclass(frozen=True, slots=True)
class Rate:
    """`events` of `answers`."""

    events: int
    answers: int
    interval: Interval | None


def rates(cases: Iterable[Scored]) -> dict[str, Rate]:
    """By name; 0 of 0 without a model."""
    answers = [t.answer for case in cases for t in case.traces if t is not None and _asked_a_model(t.answer)]
    found = {
        "schema_failure": sum(any(p.startswith(_FORM) for p in answer.problems) for answer in answers),
        "validation_rejection": sum(any(not p.startswith(_FORM) for p in answer.problems) for answer in answers),
        "retry": sum(answer.attempts > 1 for answer in answers),
        "fallback": sum(answer.fallback is not None for answer in answers),
    }
    return {name: Rate(n, len(answers), wilson(n, len(answers))) for name, n in found.items()}


def _asked_a_model(answer: AnswerRecord) -> bool:
    return answer.generator not in NO_MODEL or answer.fallback is not None
