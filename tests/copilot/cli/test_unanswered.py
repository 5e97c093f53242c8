"""The list of documents to write, in the shell."""

import json

from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.turn.outcome import Outcome
from tests.copilot.cli.conftest import Run
from tests.copilot.traces import NOW, trace


def test_unanswered_questions_are_listed_from_a_day_on(run: Run) -> None:
    store = ConversationStore.open(CopilotSettings().records_location)
    opened = store.create_conversation(
        customer_id=None, verified=False, audience="customer", region=None, created_by="cli", now=NOW
    )
    turn = store.open_turn(opened.id, "Do you have a phone app?", now=NOW)
    store.complete_turn(trace(turn, opened.id, "Do you have a phone app?", outcome=Outcome.ABSTAINED))
    store.close()
    assert "1× Do you have a phone app?" in run("unanswered").out
    (one,) = json.loads(run("unanswered", "--json").out)
    assert (one["times"], one["turns"]) == (1, [turn])
    assert "Nothing was left unanswered." in run("unanswered", "--since", "2026-06-16").out
