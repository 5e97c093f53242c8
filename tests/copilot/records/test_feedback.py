"""Feedback on turns: kept beside them, the last word holds, and it goes when the turn goes."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from copilot.errors import TurnWithoutTraceError, UnknownTurnError
from copilot.records import Conversation, ConversationStore
from copilot.records.database import open_database
from copilot.records.models import FeedbackRow, TurnRow
from tests.copilot.traces import NOW, trace


@pytest.fixture
def turn_id(store: ConversationStore, conversation: Conversation) -> str:
    opened = store.open_turn(conversation.id, "Hello", now=NOW)
    store.complete_turn(trace(opened, conversation.id))
    return opened


def test_feedback_is_found_as_it_was_given(store: ConversationStore, turn_id: str) -> None:
    given = store.add_feedback(turn_id, "down", "Wrong date.", given_by="ui-1", now=NOW)
    assert store.feedback() == [given]
    assert (given.turn_id, given.verdict, given.comment, given.given_by) == (turn_id, "down", "Wrong date.", "ui-1")


def test_of_several_the_last_holds(store: ConversationStore, turn_id: str) -> None:
    store.add_feedback(turn_id, "down", "", given_by="ui-1", now=NOW)
    last = store.add_feedback(turn_id, "up", "Now I see.", given_by="ui-1", now=NOW + timedelta(minutes=1))
    assert store.feedback() == [last]


def test_a_turn_that_nobody_knows_or_that_has_no_answer_gets_none(
    store: ConversationStore, conversation: Conversation
) -> None:
    waiting = store.open_turn(conversation.id, "Hello", now=NOW)
    with pytest.raises(TurnWithoutTraceError):
        store.add_feedback(waiting, "up", "", given_by="ui-1", now=NOW)
    with pytest.raises(UnknownTurnError):
        store.add_feedback("trn_none", "up", "", given_by="ui-1", now=NOW)
    assert store.feedback() == []


def test_it_goes_when_the_turn_goes(store: ConversationStore, turn_id: str, url: str) -> None:
    store.add_feedback(turn_id, "up", "", given_by="ui-1", now=NOW)
    database = open_database(url)
    with database.write() as session:
        session.execute(delete(TurnRow).where(TurnRow.turn_id == turn_id))
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(FeedbackRow)) == 0
    database.close()
