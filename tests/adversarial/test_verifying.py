"""A model may pass on what the customer typed to prove who they are, and nothing else."""

import pytest

from copilot.turn.events import TurnRequest
from copilot.turn.opened import OpenTurn
from copilot.turn.proposals import Proposals
from tests.adversarial.scene import Arena

DETAILS = {"order_id": "FH-10001", "email": "maya.lindqvist@example.com", "postcode": "97205"}


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("It is order 10001, Maya.Lindqvist@example.com, postcode 97 205.", "done"),
        ("It is order FH-10001 and I live in 97205.", "refused"),
        ("It is order FH-10001, maya.lindqvist@example.com.", "refused"),
        ("Where is my order?", "refused"),
    ],
)
def test_details_count_when_the_customer_typed_all_of_them(arena: Arena, typed: str, status: str) -> None:
    with arena.scene() as scene:
        talk = scene.talk()
        held = scene.app.store.conversation(talk.id)
        turn = OpenTurn(TurnRequest(talk.id, typed), held, "turn", scene.now(), ())
        called = Proposals(talk.session, scene.desk, scene.app.store, turn)("verify_identity", DETAILS)
        assert called.status == status
        assert talk.session.verified == (status == "done")


def test_no_details_count_that_a_model_passes_on_for_somebody_who_is_not_the_customer(arena: Arena) -> None:
    with arena.scene() as scene:
        talk = scene.talk()
        held = scene.app.store.mark_third_party(talk.id)
        typed = "It is order 10001, maya.lindqvist@example.com, postcode 97205."
        turn = OpenTurn(TurnRequest(talk.id, typed), held, "turn", scene.now(), ())
        called = Proposals(held.session, scene.desk, scene.app.store, turn)("verify_identity", DETAILS)
        assert [reason.rule_id for reason in called.reasons] == ["third-party-not-verified"]
        assert not talk.session.verified
