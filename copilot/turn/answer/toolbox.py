"""The tools a model may propose in one answer, and what comes of its proposals."""

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import BaseModel, ValidationError

from copilot.turn.answer.draft import CallTool, GeneratorInput
from copilot.turn.answer.validation.reading import summary_of
from copilot.turn.trace import CallRecord, EvidenceRecord, ReasonRecord
from tools.gate.decision import Status

# A missing input may stand in the conversation, where a model finds it: the desk decides again on what it gives.
OFFERED = frozenset({Status.ALLOWED, Status.NEEDS_INPUT, Status.NEEDS_CONFIRMATION, Status.NEEDS_APPROVAL})
MOST_CALLS = 6  # proposals answered per turn; an answer needs one or two

logger = logging.getLogger(__name__)


class ToolOffer(Protocol):
    """What a tool says of itself; `tools.catalogue` has these."""

    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def arguments(self) -> type[BaseModel]: ...
    @property
    def effect(self) -> str: ...


class TooManyCallsError(Exception):
    """The model proposed more calls than one answer can need."""


@dataclass
class Toolbox:
    """Lives for one answer. Collects the calls and the evidence that they bring."""

    tools: Mapping[str, ToolOffer]
    given: GeneratorInput
    call_tool: CallTool
    calls: list[CallRecord] = field(default_factory=list)
    evidence: list[EvidenceRecord] = field(default_factory=list)

    def offered(self) -> list[dict[str, Any]]:
        """The schemas of the tools that the gate's decisions let a model propose."""
        return [_schema(self.tools[name]) for name in sorted(self._offered_names())]

    def answer(self, message: AIMessage) -> list[ToolMessage]:
        """One reply per proposal, executed or refused. Beyond the limit none runs: `TooManyCallsError`."""
        proposals: list[tuple[str, str | None, Mapping[str, Any] | None]] = [
            *((call["name"], call["id"], call["args"]) for call in message.tool_calls),
            *((call["name"] or "", call["id"], None) for call in message.invalid_tool_calls),
        ]
        if len(self.calls) + len(proposals) > MOST_CALLS:
            raise TooManyCallsError(f"more than {MOST_CALLS} tool calls proposed")
        return [ToolMessage(self._reply(name, arguments), tool_call_id=id_ or "") for name, id_, arguments in proposals]

    def _offered_names(self) -> frozenset[str]:
        may = {decision.tool for decision in self.given.decisions if decision.status in OFFERED and not decision.errors}
        return frozenset(may & self.tools.keys())

    def _reply(self, name: str, arguments: Mapping[str, Any] | None) -> str:
        record = self._refusal(name, arguments) or self._execute(name, arguments or {})
        self.calls.append(record)
        brought = self._new_evidence(record)
        reasons = [reason.text for reason in self.given.told(record.reasons)]
        shown: dict[str, object] = {"status": record.status, "reasons": reasons}
        if brought:
            shown |= {"evidence": brought.id, "record": brought.record, "text": brought.text}
        return json.dumps({key: value for key, value in shown.items() if value}, ensure_ascii=False)

    def _refusal(self, name: str, arguments: Mapping[str, Any] | None) -> CallRecord | None:
        if name not in self._offered_names():
            return self._record(name, arguments or {}, "refused", "not-offered", "This tool may not be used now.")
        if self.tools[name].effect != "read" and self._confirmation_waits():
            why = "Another change waits for the customer's yes; one question at a time."
            return self._record(name, arguments or {}, "refused", "one-question", why)
        if arguments is None:
            return self._record(name, {}, "refused", "arguments", "The arguments are not valid JSON.")
        try:
            self.tools[name].arguments.model_validate(dict(arguments))
        except ValidationError as error:
            wrong = ", ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
            return self._record(name, arguments, "refused", "arguments", f"The arguments are wrong. {wrong}")
        return None

    def _confirmation_waits(self) -> bool:
        """Whether a "yes" in the next message would already mean something: it must never mean two things."""
        return any(call.status == "needs_confirmation" for call in (*self.given.results, *self.calls))

    def _execute(self, name: str, arguments: Mapping[str, Any]) -> CallRecord:
        try:
            return self.call_tool(name, arguments)
        except Exception:
            logger.exception("tool %s broke", name)
            return self._record(name, arguments, "failed", "failed", "The tool broke; nothing is known of its effect.")

    def _record(
        self, name: str, arguments: Mapping[str, Any], status: Literal["refused", "failed"], rule: str, why: str
    ) -> CallRecord:
        tool = self.tools.get(name)
        return CallRecord(
            tool=name,
            arguments=dict(arguments),
            effect="read" if tool is not None and tool.effect == "read" else "write",  # unknown: assume the worse
            status=status,
            proposed_by="model",
            reasons=(ReasonRecord(rule_id=f"model.{rule}", text=why),),
        )

    def _new_evidence(self, call: CallRecord) -> EvidenceRecord | None:
        """The next R piece, where the call brought a record. A record that evidence already holds keeps its id."""
        text = summary_of(call)
        if call.status not in ("done", "replayed") or call.result is None or text is None:
            return None
        known: Iterable[EvidenceRecord] = (*self.given.evidence, *self.evidence)
        record = str(call.result.get("record", call.tool))
        for piece in known:
            if piece.record == record and piece.text == text:
                return piece
        number = 1 + sum(piece.kind == "record" for piece in known)
        piece = EvidenceRecord(id=f"R{number}", kind="record", role="record", text=text, record=record)
        self.evidence.append(piece)
        return piece


def _schema(tool: ToolOffer) -> dict[str, Any]:
    """OpenAI's form, which LangChain turns into every other provider's."""
    schema = convert_to_openai_tool(tool.arguments)
    schema["function"] |= {"name": tool.name, "description": tool.description}
    return schema
