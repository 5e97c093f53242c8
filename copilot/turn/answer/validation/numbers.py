"""Every number, date, amount and id of a sentence occurs in what that sentence cites."""

from collections.abc import Iterator

from copilot.turn.answer.validation.figures import figures
from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Claim, Reading, source
from copilot.turn.trace import EvidenceRecord


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per figure that the evidence named does not hold.

    What the customer said is no evidence: "can I return it after 45 days?" does not make 45 days a rule. Only a
    question may repeat it ("Which line of FH-10001 do you mean?").
    """
    for claim in reading.claims:
        if claim.cites and not reading.cited(claim):
            continue  # a citation of nothing is a problem already
        known = figures(source(_allowed(reading, claim)))
        if not claim.cites and claim.text.rstrip().endswith("?"):
            known += figures(reading.given.query)
        for figure in figures(claim.text):
            if not figure.stands_in(known):
                yield Problem(Kind.FIGURE, f"{figure.seen!r} is not in the evidence named for: {claim.text}")


def _allowed(reading: Reading, claim: Claim) -> list[EvidenceRecord]:
    return reading.cited(claim) if claim.cites else list(reading.evidence.values())
