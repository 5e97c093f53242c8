"""What a language model reads: the runtime policy from files, then the turn's material as data."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from copilot.turn.answer.draft import GeneratorInput, Utterance
from copilot.turn.answer.validation.problem import Problem
from copilot.turn.answer.validation.reading import MARKERS
from copilot.turn.trace import CallRecord, EvidenceRecord
from ingestion.model import Audience
from tools.gate.decision import Decision

PROMPTS = Path(__file__).parents[2] / "prompts"
REMEMBERED = 6  # earlier messages shown: three exchanges; the query is standalone, so they only set the tone


@dataclass(frozen=True, slots=True)
class Prompt:
    """The runtime policy. `version` is a hash of its texts: a changed word is another version in the trace."""

    answer: str
    repair: str  # holds "{problems}"
    rewrite: str  # for a follow-up, before the search

    @classmethod
    def load(cls, folder: Path = PROMPTS) -> "Prompt":
        """Read `answer.md`, `repair.md` and `rewrite.md`; OSError when one is missing."""
        return cls(*((folder / f"{name}.md").read_text(encoding="utf-8") for name in ("answer", "repair", "rewrite")))

    @property
    def version(self) -> str:
        """Twelve hex digits."""
        return sha256("\0".join((self.answer, self.repair, self.rewrite)).encode()).hexdigest()[:12]

    def messages(self, given: GeneratorInput) -> list[BaseMessage]:
        """The conversation so far and the turn's material, ready to send. Agents-only evidence and
        reasons never leave with a customer's question."""
        earlier = [_utterance(utterance) for utterance in given.history[-REMEMBERED:]]
        return [SystemMessage(self.answer), *earlier, HumanMessage(_material(given))]

    def correction(self, problems: Iterable[Problem]) -> HumanMessage:
        """What asks the model to write its answer again."""
        return HumanMessage(self.repair.replace("{problems}", "\n".join(f"- {problem}" for problem in problems)))


def _utterance(utterance: Utterance) -> BaseMessage:
    if utterance.speaker == "customer":
        return HumanMessage(utterance.text)
    return AIMessage(MARKERS.sub("", utterance.text))  # ids of another turn's evidence mean nothing in this one


def _material(given: GeneratorInput) -> str:
    """One JSON object per line, so that no evidence or message can end its own block."""
    hidden = given.agents_only if given.audience is Audience.CUSTOMER else frozenset()
    sections: dict[str, list[dict[str, object]]] = {
        "Evidence": [_evidence(piece) for piece in given.evidence if piece.id not in hidden],
        "Calls already made": [_call(call, given) for call in given.results],
        "What the rules decided": [_decision(each, given) for each in given.decisions if each.required],
        "Question": [{"question": given.query, "parts": list(given.parts)}],
    }
    return "\n\n".join(f"## {title}\n{_lines(items)}" for title, items in sections.items() if items)


def _lines(items: Sequence[dict[str, object]]) -> str:
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in items)


def _evidence(piece: EvidenceRecord) -> dict[str, object]:
    shown: dict[str, object] = {"role": piece.role, "document": piece.title, "section": piece.section}
    shown |= {"record": piece.record, "context": piece.context, "text": piece.text}
    shown |= {"contradicts": piece.contradicts, "prevails": piece.prevails, "overruled": piece.overruled}
    return {"id": piece.id, **{name: value for name, value in shown.items() if value}}


def _call(call: CallRecord, given: GeneratorInput) -> dict[str, object]:
    reasons = [reason.text for reason in given.told(call.reasons)]
    return {"tool": call.tool, "status": call.status, "reasons": reasons}


def _decision(decision: Decision, given: GeneratorInput) -> dict[str, object]:
    reasons = [reason.text for reason in given.told(decision.reasons)]
    return {"tool": decision.tool, "status": decision.status, "reasons": reasons, "missing": list(decision.missing)}
