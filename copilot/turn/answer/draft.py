"""What a generator is given and what it gives back. The extractive composer and the language model are two of them.

**Markers.** In an answer's text every factual sentence carries the ids of what it rests on, in square brackets at its
end: ``You may return most items within 30 days of delivery. [E1]`` or ``... of delivery [E1][R1].`` Validation reads
the sentence-to-evidence relation from these markers, whoever wrote the text; `Draft.citations` holds one record per
(evidence, quote) behind them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from copilot.reasons import Readable, nothing, told
from copilot.turn.trace import AnswerRecord, CallRecord, CitationRecord, EvidenceRecord, ReasonRecord
from ingestion.model import Audience
from tools.gate.decision import Decision, Reason


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer nobody has validated yet. `text` carries markers (see the module)."""

    text: str
    citations: tuple[CitationRecord, ...]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One earlier message of the conversation."""

    speaker: Literal["customer", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class GeneratorInput:
    """Everything an answer may be made of.

    `evidence` holds policies (E1, E2...) and the records that `results` brought (R1, R2...); `agents_only` names the
    evidence that a customer may not read (search leaves none for a customer; generators and validation hold it too).
    """

    query: str  # standalone: follow-ups resolved
    parts: tuple[str, ...]  # the questions inside the query; (query,) when it asks one thing
    language: str  # ISO 639-1
    evidence: tuple[EvidenceRecord, ...]
    results: tuple[CallRecord, ...]
    decisions: tuple[Decision, ...]
    history: tuple[Utterance, ...] = ()  # oldest first
    audience: Audience = Audience.CUSTOMER
    agents_only: frozenset[str] = frozenset()  # evidence ids
    customers_may_read: Readable = nothing
    region: str | None = None  # where the customer is; None: nobody knows
    doubtful: bool = False  # the evidence is the nearest there is, and may not answer

    def told(self, reasons: Iterable[Reason | ReasonRecord]) -> tuple[ReasonRecord, ...]:
        """The reasons of a decision or a call, as this turn's reader may learn them."""
        return told(reasons, self.audience, self.customers_may_read)


class CallTool(Protocol):
    """Runs one tool call that a model proposed; the desk decides again with exactly these arguments.

    The record's `result`, where there is one, has `record` ("order:FH-10001"), `summary` (what a customer may read; for
    a call that needs confirmation, the confirmation's prompt) and `data`. `proposed_by` is "model".
    """

    def __call__(self, tool: str, arguments: Mapping[str, object], /) -> CallRecord:
        """Execute, or say why not: refusals are records, never exceptions."""
        ...


@dataclass(frozen=True, slots=True)
class GeneratedAnswer:
    """An answer with the calls made while writing it and the evidence those calls added (R2, R3...)."""

    answer: AnswerRecord
    calls: tuple[CallRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()


class Generator(Protocol):
    """Writes the answer of one turn."""

    @property
    def name(self) -> str:
        """What the trace calls it: "extractive" or the model's name."""
        ...

    def generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:
        """An answer that is safe to show. Raises nothing for what a model or its server does."""
        ...
