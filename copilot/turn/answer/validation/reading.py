"""A draft as validation reads it: sentences with the evidence that each one's markers name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from copilot.turn.answer.draft import Draft, GeneratorInput
from copilot.turn.trace import CallRecord, EvidenceRecord
from ingestion.reading import sentences as evidence_sentences

MARKERS = re.compile(r"(?:\s*\[[A-Z]\d+\])+")
_MARKER = re.compile(r"\[([A-Z]\d+)\]")
_LEAD = re.compile(r"^\s*(?:[-*+•>]\s+|#+\s*|\d{1,2}[.)]\s+)")  # bullets, headings, list numbers
_BOUNDARY = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[^a-z\s])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|no|approx|incl|etc|vs|mr|mrs|ms|dr|st|a\.m|p\.m)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer, without markers, and the ids its markers name."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What every check reads. `given` includes the evidence and calls that were added while generating."""

    draft: Draft
    given: GeneratorInput

    @cached_property
    def evidence(self) -> dict[str, EvidenceRecord]:
        """By id."""
        return {piece.id: piece for piece in self.given.evidence}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The draft's sentences, less those that repeat the system's own words (see `own_words`).

        A marker after several sentences that stand verbatim in what it names is the marker of each of them.
        """
        said: list[Claim] = []
        for claim in reversed(claims(self.draft.text)):
            shared = replace(claim, cites=said[-1].cites) if said and not claim.cites else claim
            said.append(shared if self.verbatim(shared) else claim)
        return tuple(claim for claim in reversed(said) if normal(claim.text) not in self.own_words)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Sentences that the gate or the desk wrote for the customer: reasons, and summaries of writes that ran.

        Repeated word for word they need no evidence; worded anew they are claims like any other. What only waits for
        a yes is no such source: a sentence of its question, said alone, tells the consequence as if it had come. Nor is
        what was only read, which holds words of others (titles, carriers' scans): it is evidence.
        """
        told = self.given.told
        reasons = [reason.text for decision in self.given.decisions for reason in told(decision.reasons)]
        reasons += [reason.text for call in self.given.results for reason in told(call.reasons)]
        spoken = [*reasons, *filter(None, (summary_of(call) for call in self.given.results if _ran(call)))]
        return frozenset(normal(claim.text) for text in spoken for claim in claims(text))

    def verbatim(self, claim: Claim) -> bool:
        """Whether the sentence stands, whole, in the evidence that it cites."""
        words = normal(" ".join(source_sentences(self.cited(claim))))
        return bool(re.search(rf"(?:^|[.!?:;]['\")]*\s){re.escape(normal(claim.text))}(?:$|[.!?;:]|(?<=[!?]))", words))

    def cited(self, claim: Claim) -> list[EvidenceRecord]:
        """The evidence behind one sentence; ids that do not exist are another check's matter."""
        return [self.evidence[name] for name in claim.cites if name in self.evidence]


def claims(text: str) -> tuple[Claim, ...]:
    """Every sentence of `text`. Markers belong to the sentence before them, inside or after its full stop."""
    return tuple(claim for line in text.splitlines() for claim in _line(_LEAD.sub("", line)))


def marked(text: str) -> frozenset[str]:
    """The ids of every marker in `text`."""
    return frozenset(_MARKER.findall(text))


def _line(line: str) -> Iterable[Claim]:
    at = 0
    for found in MARKERS.finditer(line):
        pieces = _split(line[at : found.start()])
        yield from (Claim(piece, ()) for piece in pieces[:-1])
        yield from (Claim(piece, tuple(_MARKER.findall(found.group()))) for piece in pieces[-1:])
        at = found.end()
    yield from (Claim(piece, ()) for piece in _split(line[at:]))


def _split(text: str) -> list[str]:
    pieces: list[str] = []
    for piece in _BOUNDARY.split(text):
        if pieces and _ABBREVIATION.search(pieces[-1]):
            pieces[-1] = f"{pieces[-1]} {piece}"
        else:
            pieces.append(piece)
    return [stripped for piece in pieces if re.search(r"\w", stripped := piece.strip())]


def source(pieces: Sequence[EvidenceRecord]) -> str:
    """Everything that evidence says: its text, what is repeated around it and what it is called."""
    return "\n".join(
        f"{piece.title or ''}\n{piece.section or ''}\n{piece.context}\n{piece.record or ''}\n{piece.text}"
        for piece in pieces
    )


def source_sentences(pieces: Sequence[EvidenceRecord]) -> list[str]:
    """The evidence's sentences, without Markdown."""
    return [sentence.words for piece in pieces for sentence in evidence_sentences(piece.text, piece.context)]


def summary_of(call: CallRecord) -> str | None:
    """What the desk wrote for the customer about a call, where it did."""
    summary = (call.result or {}).get("summary")
    return summary if isinstance(summary, str) and summary.strip() else None


def _ran(call: CallRecord) -> bool:
    return call.effect == "write" and call.status in ("done", "replayed")


def normal(text: str) -> str:
    """For comparing quotations: one space between words, straight quotes, no trailing full stop, lower case."""
    straight = text.translate(str.maketrans("“”„‘’‚", "\"\"\"'''"))
    return " ".join(straight.split()).rstrip(" .").lower()
