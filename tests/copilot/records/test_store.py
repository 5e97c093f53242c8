"""Conversations and turns: opened before anything is said, closed exactly once, found again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from copilot.errors import (
    TurnAlreadyRecordedError,
    TurnInProgressError,
    UnknownConversationError,
    UnknownTurnError,
)
from copilot.records import Conversation, ConversationStore
from copilot.records.store import STALE_AFTER
from copilot.turn.outcome import Outcome
from tests.copilot.traces import NOW, trace


def test_a_conversation_is_found_as_it_was_opened(store: ConversationStore, conversation: Conversation) -> None:
    assert conversation.id.startswith("cnv_")
    assert store.conversation(conversation.id) == conversation


def test_an_unknown_conversation_is_refused_by_name(store: ConversationStore) -> None:
    with pytest.raises(UnknownConversationError, match="cnv_nobody"):
        store.conversation("cnv_nobody")
    with pytest.raises(UnknownConversationError):
        store.open_turn("cnv_nobody", "Hello", now=NOW)
    with pytest.raises(UnknownConversationError):
        store.set_identity("cnv_nobody", "C-1001", verified=True)


def test_identity_is_written_down_for_the_turns_that_follow(
    store: ConversationStore, conversation: Conversation
) -> None:
    changed = store.set_identity(conversation.id, "C-1001", verified=True)
    assert (changed.customer_id, changed.verified) == ("C-1001", True)
    assert store.conversation(conversation.id) == changed


def test_an_open_turn_is_on_record_before_it_ends(store: ConversationStore, conversation: Conversation) -> None:
    turn_id = store.open_turn(conversation.id, "Hello", now=NOW)
    turn = store.turn(turn_id)
    assert (turn.conversation_id, turn.seq, turn.message, turn.started_at) == (conversation.id, 1, "Hello", NOW)
    assert (turn.completed_at, turn.outcome, turn.failure, turn.trace) == (None, None, None, None)


def test_a_complete_turn_gives_its_trace_back_unchanged(store: ConversationStore, conversation: Conversation) -> None:
    turn_id = store.open_turn(conversation.id, "Hello", now=NOW)
    recorded = trace(turn_id, conversation.id, as_of=NOW.date(), governing_dates={"order": NOW.date()})
    store.complete_turn(recorded)
    turn = store.turn(turn_id)
    assert turn.trace == recorded
    assert (turn.completed_at, turn.outcome) == (NOW, Outcome.ANSWERED)


def test_a_second_message_waits_for_the_first(store: ConversationStore, conversation: Conversation) -> None:
    store.open_turn(conversation.id, "First", now=NOW)
    with pytest.raises(TurnInProgressError, match=conversation.id):
        store.open_turn(conversation.id, "Second", now=NOW + timedelta(seconds=1))


def test_of_many_messages_at_once_exactly_one_gets_the_turn(
    store: ConversationStore, conversation: Conversation
) -> None:
    def attempt(number: int) -> bool:
        try:
            store.open_turn(conversation.id, f"Message {number}", now=NOW)
        except TurnInProgressError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 1


def test_other_conversations_do_not_wait(store: ConversationStore, conversation: Conversation) -> None:
    other = store.create_conversation(
        customer_id=None, verified=False, audience="agent", region=None, created_by="ui-1", now=NOW
    )
    store.open_turn(conversation.id, "First", now=NOW)
    assert store.open_turn(other.id, "Second", now=NOW).startswith("trn_")


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(NOW + STALE_AFTER + timedelta(seconds=1), id="its process died"),
        pytest.param(NOW - STALE_AFTER - timedelta(seconds=1), id="the demo's clock was set back"),
    ],
)
def test_a_turn_left_open_is_closed_as_failed(
    store: ConversationStore, conversation: Conversation, later: datetime
) -> None:
    lost = store.open_turn(conversation.id, "First", now=NOW)
    store.open_turn(conversation.id, "Second", now=later)
    turn = store.turn(lost)
    assert (turn.completed_at, turn.outcome) == (later, None)
    assert turn.failure is not None


def test_a_turn_that_outlived_its_closing_still_gets_its_trace(
    store: ConversationStore, conversation: Conversation
) -> None:
    slow = store.open_turn(conversation.id, "First", now=NOW)
    store.open_turn(conversation.id, "Second", now=NOW + STALE_AFTER * 2)
    store.complete_turn(trace(slow, conversation.id))
    turn = store.turn(slow)
    assert (turn.outcome, turn.failure) == (Outcome.ANSWERED, None)


def test_a_failed_turn_says_why_and_lets_the_next_one_in(store: ConversationStore, conversation: Conversation) -> None:
    broken = store.open_turn(conversation.id, "First", now=NOW)
    store.fail_turn(broken, "ValueError: no", now=NOW)
    assert store.turn(broken).failure == "ValueError: no"
    assert store.open_turn(conversation.id, "Second", now=NOW) != broken


def test_a_trace_is_written_once(store: ConversationStore, conversation: Conversation) -> None:
    turn_id = store.open_turn(conversation.id, "Hello", now=NOW)
    store.complete_turn(trace(turn_id, conversation.id))
    with pytest.raises(TurnAlreadyRecordedError):
        store.complete_turn(trace(turn_id, conversation.id, ticket_id="T-1"))
    with pytest.raises(TurnAlreadyRecordedError):
        store.fail_turn(turn_id, "too late", now=NOW)
    assert store.turn(turn_id).failure is None


def test_an_unknown_turn_is_refused_by_name(store: ConversationStore, conversation: Conversation) -> None:
    with pytest.raises(UnknownTurnError, match="trn_none"):
        store.turn("trn_none")
    with pytest.raises(UnknownTurnError):
        store.complete_turn(trace("trn_none", conversation.id))


def test_history_is_what_was_completed_oldest_first(store: ConversationStore, conversation: Conversation) -> None:
    for message in ("One", "Two", "Broken", "Three"):
        turn_id = store.open_turn(conversation.id, message, now=NOW)
        if message == "Broken":
            store.fail_turn(turn_id, "no", now=NOW)
        else:
            store.complete_turn(trace(turn_id, conversation.id, message))
    store.open_turn(conversation.id, "Open", now=NOW)
    assert [past.message for past in store.history(conversation.id)] == ["One", "Two", "Three"]
    assert [past.trace.message for past in store.history(conversation.id, limit=2)] == ["Two", "Three"]


def test_records_outlive_the_process(url: str) -> None:
    first = ConversationStore.open(url)
    conversation = first.create_conversation(
        customer_id="C-1001", verified=True, audience="customer", region=None, created_by="cli", now=NOW
    )
    first.close()
    second = ConversationStore.open(url)
    assert second.conversation(conversation.id) == conversation
    second.ping()
    second.close()


def test_a_moment_without_a_timezone_is_refused(store: ConversationStore, conversation: Conversation) -> None:
    with pytest.raises(Exception, match="time zone"):
        store.open_turn(conversation.id, "Hello", now=datetime(2026, 6, 15))  # noqa: DTZ001
