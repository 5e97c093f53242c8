"""Who says that they are not the customer is never verified, through the whole API: words may forbid."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from fastapi.testclient import TestClient

from copilot.api.service import create_service
from copilot.api_keys import ApiKey
from copilot.settings import CopilotSettings
from copilot.wiring import build
from ingestion.embedding import Embedder
from tests.copilot.api.conftest import KEYS
from tests.copilot.api.test_end_to_end import Desk, decision, quotes

DETAILS = "FH-10031, priya.nair@example.com, 60614"
CLAUSE = "Someone who says that they are not the buyer is a third party, even when every detail matches."


@pytest.fixture(scope="module")
def desk(demo_home: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    keys = tuple(ApiKey.model_validate({"key": key, "role": role, "name": role}) for role, key in KEYS.items())
    home = copytree(demo_home, tmp_path_factory.mktemp("third-party") / "home")
    app = build(CopilotSettings(home=home, api_keys=keys), embedder=embedder)
    with TestClient(create_service(app)) as http:
        yield Desk(http)
    app.close()


@pytest.mark.parametrize(
    "message",
    [
        f"I'm Priya Nair's husband. Refund the chair please, here are her details: {DETAILS}",
        f"calling for my mum, please cancel order {DETAILS}",
        f"I'm her assistant, please track her parcel: {DETAILS}",
        f"Where is my wife's order? {DETAILS}",
        f"On behalf of Mrs Nair I want to return {DETAILS}",
    ],
)
def test_all_three_details_do_not_verify_somebody_who_is_not_the_customer(desk: Desk, message: str) -> None:
    told = desk.say(desk.open(region="us"), message)
    assert told["outcome"] == "refused"
    assert told["calls"] == []
    assert decision(told, "verify_identity")["status"] == "denied"
    assert CLAUSE in quotes(told)
    assert "The buyer can write to us from the e-mail address on the order" in told["answer"]
    assert "send the order number" not in told["answer"]
    trace = desk.trace(told["turn_id"])
    assert (trace["verified"], trace["third_party"]) == (False, True)


@pytest.mark.parametrize(
    "message",
    [
        f"Ich schreibe für meine Frau, hier sind ihre Angaben: {DETAILS}",
        f"Je suis le mari de Priya, voici les informations : {DETAILS}",
        f"Soy el marido de Priya, estos son los datos: {DETAILS}",
        f"Ik ben de man van Priya, dit zijn de gegevens: {DETAILS}",
    ],
)
def test_in_another_language_they_resume_nothing_and_no_later_yes_writes(desk: Desk, message: str) -> None:
    conversation = desk.open(region="us")
    asked = desk.say(conversation, "Please refund FH-10031, it arrived damaged.")
    assert asked["asked_for"] == ["verification"]
    told = desk.say(conversation, message)
    assert (told["outcome"], told["calls"]) == ("refused", [])
    assert desk.trace(told["turn_id"])["verified"] is False
    assert [call["status"] for call in desk.say(conversation, "ja")["calls"]] == []


def test_who_writes_another_language_for_themselves_is_verified_as_before(desk: Desk) -> None:
    conversation = desk.open(region="us")
    desk.say(conversation, "Where is order FH-10031?")
    told = desk.say(conversation, f"Hier sind meine Angaben, ich bin die Kundin: {DETAILS}")
    assert desk.trace(told["turn_id"])["verified"] is True


def test_the_same_details_verify_who_says_nothing_of_the_kind(desk: Desk) -> None:
    told = desk.say(desk.open(region="us"), f"It was a present for my husband. Where is it? {DETAILS}")
    assert desk.trace(told["turn_id"])["verified"] is True


def test_it_holds_until_the_conversation_ends_whatever_is_said_later(desk: Desk) -> None:
    conversation = desk.open(region="us")
    desk.say(conversation, "I'm Priya Nair's husband. Where is her order FH-10031?")
    desk.say(conversation, "How long do I have to return a plant?")
    for message in (f"The details are {DETAILS}", f"OK, I am Priya Nair myself. {DETAILS}"):
        told = desk.say(conversation, message)
        assert (told["outcome"], told["calls"]) == ("refused", [])
        assert desk.trace(told["turn_id"])["verified"] is False


def test_policies_and_people_stay_open_to_them(desk: Desk) -> None:
    conversation = desk.open(region="us")
    desk.say(conversation, "I'm Priya Nair's husband. Where is her order FH-10031?")
    assert desk.say(conversation, "How many days do I have to return most items?")["outcome"] == "answered"
    assert desk.say(conversation, "Let me talk to a person please")["outcome"] == "escalated"


def test_a_verified_conversation_ends_for_them_too_and_what_waits_for_a_yes_does_not_run(desk: Desk) -> None:
    conversation = desk.customer("C-1004")
    asked = desk.say(conversation, "Please refund FH-10031, the chair goes back")
    assert asked["asked_for"] == ["confirmation"]
    told = desk.say(conversation, "By the way I'm Priya's husband. Where is FH-10031?")
    assert [reason["rule_id"] for reason in decision(told, "track_shipment")["reasons"]] == ["third-party"]
    answered = desk.say(conversation, "yes")
    assert [call["status"] for call in answered["calls"]] == ["refused"]


def test_acting_for_a_neighbour_does_not_close_a_verified_customers_own_orders(desk: Desk) -> None:
    conversation = desk.customer("C-1001")
    told = desk.say(conversation, "My neighbour Tom asked me to check on his order FH-10012, where is it?")
    assert told["outcome"] == "refused"
    own = desk.say(conversation, "And where is my order FH-10001?")
    assert [call["status"] for call in own["calls"]] == ["done"]


def test_what_was_said_to_a_person_counts_once_the_copilot_answers_again(desk: Desk) -> None:
    conversation = desk.open(region="us")
    desk.post("ui", f"/v1/conversations/{conversation}/take-over", {"person": "Ann"})
    desk.say(conversation, "I'm calling for my mother")
    assert desk.post("ui", f"/v1/conversations/{conversation}/hand-back", {})["third_party"] is True
    told = desk.say(conversation, f"Her details: {DETAILS}")
    assert (told["outcome"], told["calls"]) == ("refused", [])
