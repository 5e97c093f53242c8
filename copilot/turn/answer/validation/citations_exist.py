"""Every citation names evidence that the generator was given."""

from collections.abc import Iterator

from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading, marked


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per unknown id, in markers or in the draft's citations; and per citation that no marker shows."""
    shown = marked(reading.draft.text)
    listed = {citation.evidence_id for citation in reading.draft.citations}
    for name in sorted((shown | listed) - reading.evidence.keys()):
        yield Problem(Kind.UNKNOWN_EVIDENCE, f"there is no evidence {name}")
    for name in sorted(shown ^ listed):
        if name in reading.evidence:
            yield Problem(Kind.UNKNOWN_EVIDENCE, f"{name} is not both marked in the text and listed as a citation")
