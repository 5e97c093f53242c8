"""The trace of a turn, in the shell."""

import json

from copilot.app import App
from copilot.turn.trace import Trace
from tests.copilot.cli.conftest import Run
from tests.copilot.traces import NOW


def test_a_trace_is_shown_to_people_and_as_json(run: Run, scripted: App) -> None:
    told = json.loads(run("chat", "Where is [bold]it[/bold]?", "--json").out)
    shown = run("trace", told["turn_id"])
    assert shown.exit_code == 0
    assert "> Where is [bold]it[/bold]?" in shown.out
    assert "outcome answered by template" in shown.out
    recorded = scripted.store.turn(told["turn_id"]).trace
    assert Trace.model_validate_json(run("trace", told["turn_id"], "--json").out) == recorded


def test_a_turn_without_a_trace_is_told_why(run: Run, scripted: App) -> None:
    conversation = scripted.store.create_conversation(
        customer_id=None, verified=False, audience="customer", region=None, created_by="cli", now=NOW
    )
    turn_id = scripted.store.open_turn(conversation.id, "Hello", now=NOW)
    assert "still running" in run("trace", turn_id).err
    unknown = run("trace", "trn_nothing")
    assert (unknown.exit_code, unknown.out) == (2, "")
    assert "no turn 'trn_nothing'" in unknown.err
