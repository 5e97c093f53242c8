"""Citations: which words of which evidence a sentence rests on."""

from copilot.turn.trace import CitationRecord, EvidenceRecord
from tools.gate.quotes import as_it_stands


def cite(piece: EvidenceRecord, quote: str) -> CitationRecord:
    """The citation of `quote`, with its own span where the evidence has one and says it.

    Where the evidence breaks a line or emphasises a word, its own words are cited: a citation stands verbatim.
    """
    if quote not in piece.text:
        quote = as_it_stands(quote, piece.text) or quote
    at = piece.text.find(quote)
    span = (piece.span[0] + at, piece.span[0] + at + len(quote)) if piece.span and at >= 0 else None
    return CitationRecord(
        evidence_id=piece.id,
        kind=piece.kind,
        quote=quote,
        doc_id=piece.doc_id,
        version=piece.version,
        title=piece.title,
        section=piece.section,
        span=span,
        record=piece.record,
    )
