"""Every factual sentence cites something."""

from collections.abc import Iterator

from copilot.turn.answer.validation.courtesy import states_nothing
from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading, claims


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per sentence that states something and cites nothing; one for a draft without any sentence."""
    if not claims(reading.draft.text):
        yield Problem(Kind.EMPTY, "the answer says nothing")
    for claim in reading.claims:
        if not claim.cites and not states_nothing(claim.text):
            yield Problem(Kind.UNCITED, f"no evidence is named for: {claim.text}")
