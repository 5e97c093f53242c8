"""What must hold of an answer before a customer reads it, whoever wrote it. One check per file.

The checks read English; an answer in another language fails them and the fallback is served.
"""

from copilot.turn.answer.draft import Draft, GeneratorInput
from copilot.turn.answer.validation import (
    actions,
    audience,
    citations_exist,
    cited,
    numbers,
    polarity,
    quotes,
    support,
)
from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading

__all__ = ["Kind", "Problem", "validate"]

_CHECKS = (citations_exist, cited, quotes, numbers, actions, audience, support, polarity)


def validate(draft: Draft, given: GeneratorInput) -> tuple[Problem, ...]:
    """Every problem of `draft`; empty: it may be shown.

    `given` is what the generator had in the end: the evidence and the calls that were added while it wrote included.
    """
    reading = Reading(draft, given)
    return tuple(problem for check in _CHECKS for problem in check.check(reading))
