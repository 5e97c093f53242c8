"""The act step alone, on a desk that only notes who asked it for what."""

from collections.abc import Mapping
from datetime import UTC, datetime
from unittest.mock import NonCallableMagicMock, create_autospec

from copilot.turn.act import VERIFY, Acted, Acting
from copilot.understanding.meaning import Slots, Understanding
from tools.catalogue import discover
from tools.desk import Confirmation, Desk, Execution, ExecutionStatus
from tools.gate.decision import Decision, Status
from tools.session import Session
from tools.settings import ToolsSettings
from tools.tool import Effect, ToolResult

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WAITING = Confirmation("cnf-1", "cancel_order", {"order_id": "FH-1"}, "Cancel order FH-1?", NOW)
HEDGE = Understanding("maybe", (), frozenset(), Slots({}), "en", (), None, hedges=True)


def _execute(session: Session, tool: str, arguments: Mapping[str, object], **_: object) -> Execution:
    decision = Decision(tool, required=True, status=Status.ALLOWED)
    if tool == VERIFY:
        found = ToolResult("customer:C-1", "Thank you, Maya.", verified_customer_id="C-1")
        return Execution(tool, arguments, Effect.READ, ExecutionStatus.DONE, decision, found)
    asked = ExecutionStatus.NEEDS_CONFIRMATION if session.verified else ExecutionStatus.REFUSED
    return Execution(tool, arguments, Effect.WRITE, asked, decision, confirmation=WAITING)


def _acted(understanding: Understanding) -> tuple[Acted, NonCallableMagicMock]:
    desk = create_autospec(Desk, instance=True)
    desk.catalogue = discover(*ToolsSettings().packages)
    desk.open_confirmation.return_value = WAITING
    desk.execute.side_effect = _execute
    decisions = [
        Decision(VERIFY, required=True, status=Status.ALLOWED),
        Decision(WAITING.tool, required=False, status=Status.NEEDS_VERIFICATION),
    ]
    return Acting(desk, NOW, "turn-1").act(understanding, decisions, Session("conversation-1"), None), desk


def test_who_is_verified_by_a_message_that_settles_nothing_is_asked_again_as_who_they_are() -> None:
    acted, desk = _acted(HEDGE)
    asked = desk.execute.call_args_list[-1]
    assert asked.args == (Session("conversation-1", "C-1", verified=True), WAITING.tool, WAITING.arguments)
    assert acted.executions[-1].status is ExecutionStatus.NEEDS_CONFIRMATION
    assert acted.session.verified
    assert acted.unclear
