"""Nothing that only agents may read reaches a customer."""

from collections.abc import Iterator

from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading, marked, normal, source_sentences
from ingestion.model import Audience


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per agents-only piece that is cited or repeated. An agent's answer may use everything."""
    if reading.given.audience is Audience.AGENT:
        return
    used = marked(reading.draft.text) | {citation.evidence_id for citation in reading.draft.citations}
    said = normal(reading.draft.text)
    for name in sorted(reading.given.agents_only & reading.evidence.keys()):
        repeated = any(normal(sentence) in said for sentence in source_sentences([reading.evidence[name]]))
        if name in used or repeated:
            yield Problem(Kind.AUDIENCE, f"{name} is for agents only")
