"""Quoted words stand verbatim in the evidence, but for spaces, the shape of quotation marks and capitals."""

import re
from collections.abc import Iterator

from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading, normal
from copilot.turn.trace import EvidenceRecord
from ingestion.reading import sentences

QUOTED_WORDS = 3  # shorter quotations are names and terms, such as "Final sale"
_QUOTATION = re.compile(r"[\"“]([^\"“”]+)[\"”]")


def check(reading: Reading) -> Iterator[Problem]:
    """Each citation's quote against the evidence it names, each quotation in a sentence against what that cites."""
    for citation in reading.draft.citations:
        piece = reading.evidence.get(citation.evidence_id)
        if piece and not _stands(citation.quote, [piece]):
            yield Problem(Kind.QUOTE, f"{piece.id} does not say: {citation.quote}")
    for claim in reading.claims:
        for quotation in _QUOTATION.findall(claim.text):
            if len(quotation.split()) >= QUOTED_WORDS and not _stands(quotation, reading.cited(claim)):
                yield Problem(Kind.QUOTE, f"the evidence named does not say: {quotation}")


def _stands(quote: str, pieces: list[EvidenceRecord]) -> bool:
    return bool(normal(quote)) and any(normal(quote) in normal(text) for piece in pieces for text in _texts(piece))


def _texts(piece: EvidenceRecord) -> list[str]:
    """The text as it stands, and as it reads without Markdown."""
    return [piece.text, " ".join(sentence.words for sentence in sentences(piece.text, piece.context))]
