"""Why, after the fact: rules, reasons, clauses and facts of one turn, and what would lead on."""

import pytest

from copilot.app import App
from copilot.turn.trace import CallRecord, DecisionRecord, ReasonRecord
from copilot.turn.translate import decision_record
from tests.copilot.cli.conftest import Run
from tests.copilot.traces import NOW, trace
from tools.session import Session

MAYA = "C-1001"


@pytest.fixture
def shipped(scripted: App) -> str:
    """A conversation whose second turn could not cancel an order that has left."""
    conversation = scripted.store.create_conversation(
        customer_id=MAYA, verified=True, audience="customer", region=None, created_by="cli", now=NOW
    )
    for number, message in enumerate(("Hello", "Cancel FH-10001", "Thanks")):
        turn_id = scripted.store.open_turn(conversation.id, message, now=NOW)
        decisions = (_decided(scripted, conversation.id),) if number == 1 else ()
        told = trace(turn_id, conversation.id, message, customer_id=MAYA, verified=True, decisions=decisions, calls=())
        scripted.store.complete_turn(told)
    return conversation.id


def _decided(app: App, conversation_id: str) -> DecisionRecord:
    session = Session(conversation_id, MAYA, verified=True)
    facts = app.desk.gather(session, {"order_id": "FH-10001"}, NOW)
    decided = app.desk.decide(session, facts, frozenset({"cancel_order"}), NOW)
    return decision_record(next(each for each in decided if each.tool == "cancel_order"))


def test_a_refusal_is_explained_with_rule_clause_facts_and_what_would_lead_on(run: Run, shipped: str) -> None:
    result = run("rules", "explain", "--conversation", shipped, "--tool", "cancel_order")
    assert (result.exit_code, result.err) == (0, "")
    assert "> Cancel FH-10001" in result.out
    assert "cancel_order: denied, required by the message" in result.out
    assert "because of cancel-packed: Order FH-10001 can no longer be cancelled: it is shipped." in result.out
    assert "[order-changes-and-cancellation: “You can cancel an order until it has been packed.”]" in result.out
    assert "order_status = shipped" in result.out
    assert "would be needs_confirmation with order_status processing instead of shipped" in result.out


def test_a_turn_is_explained_by_its_id(run: Run, scripted: App, shipped: str) -> None:
    past = [each.trace.turn_id for each in scripted.store.history(shipped)]
    assert "cancel_order: denied" in run("rules", "explain", "--turn", past[1]).out
    nothing = run("rules", "explain", "--turn", past[0])
    assert (nothing.exit_code, nothing.out) == (2, "")
    assert "decided nothing about that" in nothing.err


def test_what_became_of_a_call_is_told(run: Run, scripted: App) -> None:
    conversation = scripted.store.create_conversation(
        customer_id=MAYA, verified=True, audience="customer", region=None, created_by="cli", now=NOW
    )
    turn_id = scripted.store.open_turn(conversation.id, "Cancel FH-10001", now=NOW)
    late = ReasonRecord(rule_id="confirmation-expired", text="The confirmation came too late.")
    call = CallRecord(
        tool="cancel_order",
        arguments={"order_id": "FH-10001"},
        effect="write",
        status="refused",
        proposed_by="confirmation",
        reasons=(late,),
    )
    decisions = (_decided(scripted, conversation.id),)
    scripted.store.complete_turn(trace(turn_id, conversation.id, decisions=decisions, calls=(call,)))
    out = run("rules", "explain", "--turn", turn_id).out
    assert "call by confirmation: refused" in out
    assert "because of confirmation-expired: The confirmation came too late." in out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Name one turn or one conversation."),
        (("--turn", "a", "--conversation", "b"), "Name one turn or one conversation."),
        (("--conversation", "nowhere"), "There is no conversation 'nowhere'."),
        (("--turn", "nowhere"), "There is no turn 'nowhere'."),
    ],
)
@pytest.mark.usefixtures("scripted")
def test_what_is_not_there_is_told(run: Run, options: tuple[str, ...], said: str) -> None:
    result = run("rules", "explain", *options)
    assert result.exit_code == 2
    assert said in result.err
