"""Citation validity: citations that hold / citations. Citation recall: required gold cited / required gold.

Settled first:
- Validity needs no label: every turn of the case is judged. Recall judges the labelled ones.
- A citation holds when the evidence it names was given, says what is quoted, and is of the named document or record.
- An answer without citations has none to be wrong: validity does not apply, recall scores 0.
- A gold passage is cited when a citation of its document (and version) quotes it, whole or in part: a part of at
  least four words, since "Refunds" quotes nothing. A citation of the right document with other words is a miss.
"""

from copilot.turn.trace import CitationRecord, EvidenceRecord, Trace
from evals.cases.schema import Expected, Source
from evals.episode import Episode
from evals.metrics.score import Score, names, over_turns, total
from evals.text import same_words, words

MIN_WORDS = 4  # shorter quotes are found by chance


def validity(episode: Episode) -> Score | None:
    """Valid of given."""
    return total(_valid(trace) for _, trace in episode.played())


def recall(episode: Episode) -> Score | None:
    """Cited of required."""
    return over_turns(episode, _recall)


def _valid(trace: Trace) -> Score | None:
    citations = trace.answer.citations
    if not citations:
        return None
    evidence = {piece.id: piece for piece in trace.evidence}
    wrong = [c.evidence_id for c in citations if not _holds(c, evidence.get(c.evidence_id))]
    return Score(len(citations) - len(wrong), len(citations), f"invalid: {names(wrong)}" if wrong else "")


def _holds(citation: CitationRecord, piece: EvidenceRecord | None) -> bool:
    quote = same_words(citation.quote)
    return (
        piece is not None
        and bool(quote)
        and quote in same_words(piece.text)
        and (citation.kind, citation.doc_id, citation.version, citation.record)
        == (piece.kind, piece.doc_id, piece.version, piece.record)
    )


def _recall(expected: Expected, trace: Trace) -> Score | None:
    required = expected.required_gold
    if not required:
        return None
    cited = trace.answer.citations
    missed = [gold for gold in required if not any(_quotes(c, source) for c in cited for source in gold.sources)]
    return Score(len(required) - len(missed), len(required), f"not cited: {names(missed)}" if missed else "")


def _quotes(citation: CitationRecord, source: Source) -> bool:
    if citation.doc_id != source.doc_id or (source.version is not None and citation.version != source.version):
        return False
    quoted, wanted = same_words(citation.quote), same_words(source.quote)
    return wanted in quoted or (quoted in wanted and len(words(quoted)) >= MIN_WORDS)
