"""A process that dies between a write and its trace: the write is found, and put on record."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from copilot.errors import TurnWithoutTraceError
from copilot.reconcile import Reconciler
from copilot.records import ConversationStore
from tests.copilot.api.conftest import Shop, seeded
from tests.copilot.traces import NOW
from tools.session import Session

__all__ = ["seeded"]
ROOT = Path(__file__).parents[2]
LATER = NOW + timedelta(minutes=6)  # longer than any turn takes
DIES = """
import os, signal, sys
from pathlib import Path
from copilot.records import ConversationStore
from copilot.understanding.words import Words
from tests.copilot.traces import NOW
from tools.desk import Desk
from tools.session import Session
from tools.settings import ToolsSettings

home = Path(sys.argv[1])
store = ConversationStore.open(f"sqlite:///{home / 'copilot.db'}")
settings = ToolsSettings(home=home)
desk = Desk.open(settings, tuple(Words.of_shop(None, settings).load("intents")))
who = {"customer_id": "C-1001", "verified": True, "audience": "customer", "region": "us", "created_by": "test"}
talk = store.create_conversation(**who, now=NOW)
session = Session(talk.id, "C-1001", verified=True)
asked = desk.execute(session, "issue_refund", {"order_id": "FH-10003", "ground": "return"}, now=NOW, turn_id="trn_0")
turn = store.open_turn(talk.id, "yes", now=NOW)
print(talk.id, turn, flush=True)
desk.confirm(session, asked.confirmation.id, now=NOW, turn_id=turn)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def home(seeded: Path, tmp_path: Path) -> Path:
    return copytree(seeded, tmp_path / "home")


@pytest.fixture
def shop(home: Path) -> Iterator[Shop]:
    opened = Shop.open(home)
    yield opened
    opened.close()


@pytest.fixture
def store(home: Path) -> Iterator[ConversationStore]:
    opened = ConversationStore.open(f"sqlite:///{home / 'copilot.db'}")
    yield opened
    opened.close()


def conversation(store: ConversationStore) -> Session:
    opened = store.create_conversation(
        customer_id="C-1001", verified=True, audience="customer", region="us", created_by="test", now=NOW
    )
    return Session(opened.id, "C-1001", verified=True)


def test_a_refund_of_a_killed_process_is_on_record_after_the_next_start(
    home: Path, shop: Shop, store: ConversationStore
) -> None:
    died = subprocess.run(
        [sys.executable, "-c", DIES, str(home)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    talk, turn_id = died.stdout.split()
    assert store.turn(turn_id).trace is None
    assert Reconciler(shop.desk, store, lambda: LATER).run() == (turn_id,)
    found = store.turn(turn_id).trace
    assert found is not None
    assert found.outcome == "acted"
    (call,) = found.calls
    assert (call.tool, call.status, call.arguments["order_id"]) == ("issue_refund", "done", "FH-10003")
    assert (call.result or {})["record"].startswith("refund:")
    assert [past.trace.turn_id for past in store.history(talk)] == [turn_id]


def test_a_turn_that_may_still_be_running_is_left_alone(shop: Shop, store: ConversationStore) -> None:
    session = conversation(store)
    turn_id = store.open_turn(session.conversation_id, "A person, please", now=NOW)
    shop.desk.execute(session, "create_ticket", {"summary": "A person"}, now=NOW, turn_id=turn_id)
    assert Reconciler(shop.desk, store, lambda: NOW + timedelta(minutes=1)).run() == ()
    assert store.turn(turn_id).completed_at is None


def test_a_ticket_without_its_turn_gets_its_hand_off(shop: Shop, store: ConversationStore) -> None:
    session = conversation(store)
    turn_id = store.open_turn(session.conversation_id, "A person, please", now=NOW)
    done = shop.desk.execute(session, "create_ticket", {"summary": "A person"}, now=NOW, turn_id=turn_id)
    assert done.result is not None
    assert Reconciler(shop.desk, store, lambda: LATER).run() == (turn_id,)
    handoff = store.handoff(done.result.record.removeprefix("ticket:"))
    assert (handoff.turn_id, handoff.wish) == (turn_id, "A person, please")


def test_a_turn_that_broke_after_it_wrote_is_reconciled_too(shop: Shop, store: ConversationStore) -> None:
    session = conversation(store)
    turn_id = store.open_turn(session.conversation_id, "A person, please", now=NOW)
    shop.desk.execute(session, "create_ticket", {"summary": "A person"}, now=NOW, turn_id=turn_id)
    store.fail_turn(turn_id, "RuntimeError: the model is gone", now=NOW)
    assert Reconciler(shop.desk, store, lambda: NOW).run() == (turn_id,)
    assert store.turn(turn_id).outcome == "escalated"


def test_a_turn_that_did_nothing_stays_failed_and_is_looked_at_once(shop: Shop, store: ConversationStore) -> None:
    session = conversation(store)
    turn_id = store.open_turn(session.conversation_id, "Where is it?", now=NOW)
    shop.desk.execute(session, "list_recent_orders", {}, now=NOW, turn_id=turn_id)
    assert len(store.untraced(LATER)) == 1
    assert Reconciler(shop.desk, store, lambda: LATER).run() == ()
    assert store.untraced(LATER) == ()
    turn = store.turn(turn_id)
    assert (turn.trace, turn.failure) == (None, "given up: its process ended before the turn did")
    assert TurnWithoutTraceError(turn_id, turn.failure).status == 409
