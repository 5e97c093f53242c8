"""What is announced reaches its receiver, signed, once it is up, and nothing is lost on the way."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from copilot.handoff.delivery import Delivery
from copilot.handoff.summary import handoff_of
from copilot.handoff.webhook import Webhook
from copilot.records import ConversationStore
from tests.copilot.api.conftest import Shop, own_shop, seeded
from tests.copilot.handoff.receiver import Receiver, receiving
from tests.copilot.traces import NOW, trace
from tools.session import Session

__all__ = ["own_shop", "seeded"]
SECRET = "a secret of both"
RECEIVED_AT = datetime.fromisoformat("2027-01-01T00:00:00+00:00")


@dataclass
class Post:
    """A shop, its records, and the way to the receiver."""

    shop: Shop
    store: ConversationStore
    delivery: Delivery
    receiver: Receiver
    now: datetime = NOW

    def escalate(self) -> str:
        """One turn that opens a ticket; it is running until `end`."""
        conversation = self.store.create_conversation(
            customer_id="C-1001", verified=True, audience="customer", region="us", created_by="test", now=NOW
        )
        self.session = Session(conversation.id, "C-1001", verified=True)
        self.turn_id = self.store.open_turn(conversation.id, "Get me a person", now=NOW)
        done = self.shop.desk.execute(
            self.session, "create_ticket", {"summary": "A person, please"}, now=NOW, turn_id=self.turn_id
        )
        assert done.result is not None
        return done.result.record.removeprefix("ticket:")

    def end(self, ticket_id: str) -> None:
        told = trace(self.turn_id, self.session.conversation_id, "Get me a person", ticket_id=ticket_id)
        self.store.complete_turn(told, handoff_of(told, ()))

    def later(self, **span: int) -> int:
        """What is received when everything due is sent after a while."""
        self.now += timedelta(**span)
        return self.delivery.run()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def post(own_shop: Shop, tmp_path: Path, receiver: Receiver) -> Iterator[Post]:
    store = ConversationStore.open(f"sqlite:///{tmp_path / 'copilot.db'}")
    webhook = Webhook(receiver.url, SECRET, httpx.Client(timeout=5), lambda: RECEIVED_AT)
    made = Post(own_shop, store, Delivery(own_shop.desk, store, webhook, lambda: made.now), receiver)
    yield made
    made.delivery.close()
    store.close()


def test_an_escalation_is_told_with_its_hand_off(post: Post) -> None:
    ticket = post.escalate()
    post.end(ticket)
    assert post.delivery.run() == 1
    (body,) = post.receiver.bodies
    assert (body["event"], body["ticket_id"], body["customer_id"]) == ("escalation", ticket, "C-1001")
    assert body["handoff"]["wish"] == "Get me a person"
    assert post.later(days=1) == 0


def test_it_is_signed_over_timestamp_and_body(post: Post) -> None:
    post.end(post.escalate())
    post.delivery.run()
    ((headers, body),) = post.receiver.received
    assert headers["Webhook-Timestamp"] == str(int(RECEIVED_AT.timestamp()))
    expected = hmac.new(SECRET.encode(), headers["Webhook-Timestamp"].encode() + b"." + body, hashlib.sha256)
    assert headers["Webhook-Signature"] == f"v1={expected.hexdigest()}"


def test_while_the_receiver_is_down_it_is_tried_again_under_the_same_id(post: Post) -> None:
    post.end(post.escalate())
    post.receiver.status = 503
    assert post.delivery.run() == 0
    assert post.later(seconds=1) == 0
    assert post.later(seconds=9) == 0
    post.receiver.status = 200
    assert post.later(seconds=20) == 1
    assert post.later(days=1) == 0
    assert len(post.receiver.received) == 3
    assert len({headers["Webhook-Id"] for headers, _ in post.receiver.received}) == 1


def test_a_process_that_dies_while_sending_loses_nothing(post: Post) -> None:
    post.end(post.escalate())
    assert len(post.shop.desk.outbox.claim(post.now)) == 1  # claimed, and never heard of again
    assert post.later(seconds=10) == 1


def test_nobody_listening_is_no_reason_to_break(post: Post) -> None:
    post.end(post.escalate())
    nobody = Webhook("http://127.0.0.1:9/hook", SECRET, httpx.Client(timeout=5), lambda: RECEIVED_AT)
    unheard = Delivery(post.shop.desk, post.store, nobody, lambda: post.now)
    assert unheard.run() == 0
    unheard.close()
    assert post.later(seconds=10) == 1


def test_a_turn_that_is_still_running_is_waited_for(post: Post) -> None:
    ticket = post.escalate()
    assert post.delivery.run() == 0
    assert post.receiver.received == []
    post.end(ticket)
    assert post.later(seconds=10) == 1
    assert post.receiver.bodies[0]["handoff"]["ticket_id"] == ticket


def test_a_pending_approval_is_told_with_what_it_asks(post: Post) -> None:
    session = Session("cnv_maya", "C-1001", verified=True)
    asked = post.shop.desk.execute(
        session, "issue_refund", {"order_id": "FH-10005", "ground": "return"}, now=NOW, turn_id="trn_1"
    )
    assert asked.confirmation is not None
    pending = post.shop.desk.confirm(session, asked.confirmation.id, now=NOW, turn_id="trn_2")
    assert post.delivery.run() == 1
    (body,) = post.receiver.bodies
    assert (body["event"], body["approval_id"], body["status"]) == ("approval_pending", pending.approval_id, "pending")
    assert "329.00" in body["prompt"]
