"""Hand-made evidence, decisions and tools: what one turn would give a generator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from copilot.turn.answer.citing import cite
from copilot.turn.answer.draft import CallTool, Draft, GeneratedAnswer, GeneratorInput
from copilot.turn.answer.validation.reading import claims
from copilot.turn.trace import AnswerRecord, CallRecord, EvidenceRecord, ReasonRecord
from tools.gate.decision import Decision, Reason, Status

RULE = EvidenceRecord(
    id="E1",
    kind="policy",
    role="rule",
    text="You may return most items within 30 days of delivery.",
    context="Returns policy > 3. Return window",
    doc_id="returns-policy",
    version="2026.1",
    title="Returns policy",
    section="3. Return window",
    span=(100, 154),
)
EXCEPTION = RULE.model_copy(
    update={
        "id": "E2",
        "role": "exception",
        "text": "Items marked **Final sale** cannot be returned.",
        "span": (300, 347),
    }
)
REFUNDS = RULE.model_copy(
    update={
        "id": "E3",
        "text": "Refunds reach your original payment method within 5 business days.\n"
        "We deduct a collection fee of 25.00 from the refund for large items over 30 kg.",
        "context": "Refunds policy",
        "title": "Refunds policy",
        "section": "2. How long it takes",
        "doc_id": "refunds-policy",
        "span": (10, 155),
    }
)
AGENTS = RULE.model_copy(
    update={"id": "E4", "text": "Three refunds in 90 days is a fraud flag.", "title": "Agent handbook", "span": (0, 41)}
)
ORDER = EvidenceRecord(
    id="R1",
    kind="record",
    role="record",
    text="Order FH-10002 was delivered on 5 June 2026. You paid 64.00 USD.",
    record="order:FH-10002",
)
EVIDENCE = (RULE, EXCEPTION, REFUNDS, ORDER)

LOOKED_UP = CallRecord(
    tool="look_up_order",
    arguments={"order_id": "FH-10002"},
    effect="read",
    status="done",
    proposed_by="gate",
    result={"record": ORDER.record, "summary": ORDER.text, "data": {}},
)


class OrderArguments(BaseModel):
    """One order."""

    model_config = ConfigDict(extra="forbid")

    order_id: str


@dataclass(frozen=True)
class Offer:
    """What a tool says of itself."""

    name: str
    effect: Literal["read", "write"]
    description: str = "Does what its name says."
    arguments: type[BaseModel] = OrderArguments


TOOLS = (
    Offer("look_up_order", "read"),
    Offer("track_shipment", "read"),
    Offer("cancel_order", "write"),
    Offer("issue_refund", "write"),
    Offer("change_address", "write"),
)

DECISIONS = (
    Decision("look_up_order", required=True, status=Status.ALLOWED),
    Decision("track_shipment", required=False, status=Status.ALLOWED),
    Decision(
        "issue_refund", required=False, status=Status.NEEDS_APPROVAL, reasons=(Reason("refund.limit", "Too much."),)
    ),
    Decision(
        "cancel_order",
        required=True,
        status=Status.DENIED,
        reasons=(Reason("cancel.packed", "This order has been packed, so it cannot be cancelled any more."),),
    ),
    Decision("change_address", required=False, status=Status.NEEDS_VERIFICATION),
)


def given(**changes: Any) -> GeneratorInput:  # noqa: ANN401 - any field of the input
    """A verified customer asks about returning FH-10002; its record was looked up."""
    asked = GeneratorInput(
        query="Can I return order FH-10002?",
        parts=("Can I return order FH-10002?",),
        language="en",
        evidence=EVIDENCE,
        results=(LOOKED_UP,),
        decisions=DECISIONS,
    )
    return replace(asked, **changes)


def ran(tool: str, status: str = "done", **arguments: object) -> CallRecord:
    """A write in some state."""
    order = arguments.get("order_id", "FH-10002")
    result = {"record": f"order:{order}", "summary": f"The desk ran {tool} for {order}.", "data": {}}
    fields: dict[str, Any] = {"tool": tool, "arguments": arguments, "effect": "write", "status": status}
    return CallRecord(**fields, proposed_by="gate", result=result if status in ("done", "replayed") else None)


def draft(text: str, evidence: tuple[EvidenceRecord, ...] = EVIDENCE) -> Draft:
    """A draft whose citations are those that its markers name, each quoting the whole piece."""
    known = {piece.id: piece for piece in evidence}
    names = dict.fromkeys(name for claim in claims(text) for name in claim.cites)
    return Draft(text, tuple(cite(known[name], known[name].text) for name in names if name in known))


@dataclass
class RecordingDesk:
    """Stands where `Desk.execute` does: notes each call, and decides again by the order's owner."""

    mine: frozenset[str] = frozenset({"FH-10002"})
    outcome: Callable[[str, Mapping[str, object]], CallRecord] | None = None
    calls: list[tuple[str, dict[str, object]]] = field(default_factory=list)

    def __call__(self, tool: str, arguments: Mapping[str, object], /) -> CallRecord:
        self.calls.append((tool, dict(arguments)))
        if self.outcome is not None:
            return self.outcome(tool, arguments)
        order = str(arguments.get("order_id"))
        shared: dict[str, Any] = {"tool": tool, "arguments": dict(arguments), "effect": "read", "proposed_by": "model"}
        if order not in self.mine:
            reason = ReasonRecord(rule_id="orders.owner", text="There is no such order of yours.")
            return CallRecord(**shared, status="refused", reasons=(reason,))
        summary = f"Parcel TRK556677 of order {order} is in Portland and arrives on 17 June 2026."
        return CallRecord(
            **shared, status="done", result={"record": f"shipment:{order}", "summary": summary, "data": {}}
        )


@dataclass
class Composer:
    """The composer behind the model: says that it was asked, and keeps what it was given."""

    name: str = "extractive"
    given: GeneratorInput | None = None

    def generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:  # noqa: ARG002
        self.given = given
        return GeneratedAnswer(
            AnswerRecord(text=f"{RULE.text} [E1]", citations=(cite(RULE, RULE.text),), generator=self.name)
        )
