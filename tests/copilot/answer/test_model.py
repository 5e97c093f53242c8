"""The language model's way to an answer, against a server that fails in every way it can."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from pydantic import SecretStr

from copilot.language_model import LanguageModelSetting, build_chat_model
from copilot.turn.answer.draft import Draft, GeneratedAnswer, GeneratorInput
from copilot.turn.answer.extractive import ExtractiveComposer
from copilot.turn.answer.model import MOST_REQUESTS, LanguageModelGenerator
from copilot.turn.answer.prompt import Prompt
from copilot.turn.answer.regions import RegionNames
from copilot.turn.answer.validation import validate
from copilot.turn.relevance import Relevance
from copilot.turn.trace import CallRecord
from ingestion.model import Audience
from tests.copilot.answer.material import (
    AGENTS,
    EVIDENCE,
    EXCEPTION,
    LOOKED_UP,
    ORDER,
    RULE,
    TOOLS,
    Composer,
    RecordingDesk,
    given,
    ran,
)
from tests.copilot.answer.scripted_server import (
    Call,
    Cut,
    Drip,
    Fail,
    Hang,
    Line,
    Raw,
    Say,
    ScriptedServer,
    answer,
    call,
    scripted,
)
from tools.gate.decision import Decision, Status

GOOD = answer(
    ("You may return most items within thirty days of delivery.", ["E1"]),
    ("Your order FH-10002 was delivered on 5 June 2026.", ["R1"]),
)


class Room:
    """A generator, its server, its desk and its composer."""

    def __init__(
        self, server: ScriptedServer, seconds: float, retries: int, composer: ExtractiveComposer | None
    ) -> None:
        self.server, self.desk, self.composer = server, RecordingDesk(), Composer()
        setting = LanguageModelSetting(
            llm="openai:scripted",
            llm_base_url=server.url,
            llm_api_key=SecretStr("k"),
            llm_timeout=0.3,
            llm_max_retries=retries,
        )
        self.generator = LanguageModelGenerator(
            build_chat_model(setting),
            setting.llm,
            TOOLS,
            composer or self.composer,
            prompt=Prompt.load(),
            seconds=seconds,
        )

    def generate(self, asked: GeneratorInput | None = None) -> GeneratedAnswer:
        return self.generator.generate(asked or given(), self.desk)

    def falls_back(self, asked: GeneratorInput | None = None) -> GeneratedAnswer:
        """Generate, and see that the composer's words were served with a reason."""
        generated = self.generate(asked)
        assert generated.answer.generator == "extractive"
        assert generated.answer.text == "You may return most items within 30 days of delivery. [E1]"
        assert generated.answer.fallback
        return generated


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@contextmanager
def room(
    *script: Line, seconds: float = 5.0, retries: int = 0, composer: ExtractiveComposer | None = None
) -> Iterator[Room]:
    with scripted(script) as server:
        yield Room(server, seconds, retries, composer)


def test_a_valid_answer_is_served_with_markers_and_verbatim_quotes() -> None:
    with room(GOOD) as it:
        served = it.generate().answer
    assert served.generator == "openai:scripted"
    assert served.text == (
        "You may return most items within thirty days of delivery. [E1] "
        "Your order FH-10002 was delivered on 5 June 2026. [R1]"
    )
    assert [(c.evidence_id, c.quote) for c in served.citations] == [
        ("E1", "You may return most items within 30 days of delivery."),
        ("R1", "Order FH-10002 was delivered on 5 June 2026."),
    ]
    assert served.citations[0].span == (100, 153)
    assert (served.fallback, served.problems, served.attempts) == (None, (), 1)


def test_only_tools_that_may_be_proposed_are_offered() -> None:
    with room(GOOD) as it:
        it.generate()
        assert it.server.offered() == {"look_up_order", "track_shipment", "issue_refund"}


def test_a_tool_that_lacks_an_argument_is_offered_and_the_desk_decides_on_what_the_model_found() -> None:
    lacks = Decision("change_address", required=True, status=Status.NEEDS_INPUT, missing=("order_id",))
    with room(call("change_address", {"order_id": "FH-10050"}), GOOD) as it:
        generated = it.generate(given(decisions=(lacks,)))
        assert it.server.offered() == {"change_address"}
    assert it.desk.calls == [("change_address", {"order_id": "FH-10050"})]
    assert [c.status for c in generated.calls] == ["refused"]


def test_the_runtime_policy_opens_the_conversation_and_material_is_one_json_object_per_line() -> None:
    with room(GOOD) as it:
        it.generate()
        system, material = it.server.requests[0]["messages"]
    assert system == {"role": "system", "content": it.generator.prompt.answer}
    lines = [json.loads(line) for line in material["content"].splitlines() if line.startswith("{")]
    assert [line["id"] for line in lines if "id" in line] == ["E1", "E2", "E3", "R1"]


def test_a_repaired_answer_is_served_and_the_problems_of_the_first_stay_on_record() -> None:
    invented = answer(("You may return most items within 90 days of delivery.", ["E1"]))
    with room(invented, GOOD) as it:
        served = it.generate().answer
        correction = it.server.requests[1]["messages"][-1]["content"]
    assert (served.generator, served.attempts, served.fallback) == ("openai:scripted", 2, None)
    assert len(served.problems) == 1
    assert "90 days" in served.problems[0]
    assert "90 days" in correction


@pytest.mark.parametrize(
    ("sentence", "ids", "kind"),
    [
        ("You may return most items within 30 days of delivery.", ["E9"], "unknown_evidence"),
        ("You may return most items within 60 days of delivery.", ["E1"], "figure"),
        ("You may return order FH-99999 within 30 days of delivery.", ["E1"], "figure"),
        ("I have refunded your order.", ["R1"], "action"),
        ("Your refund has been issued.", ["E3"], "action"),
        ("Most items may be returned.", [], "uncited"),
        ("Items marked Final sale can be returned.", ["E2"], "polarity"),
        ("Our garden centre opens daily.", ["E1"], "support"),
    ],
)
def test_what_does_not_validate_twice_is_never_served(sentence: str, ids: list[str], kind: str) -> None:
    with room(answer((sentence, ids))) as it:
        generated = it.falls_back()
        assert len(it.server.requests) == 2
    assert generated.answer.fallback == "the repaired answer did not validate either"
    assert kind in {problem.split(":")[0] for problem in generated.answer.problems}
    assert generated.answer.attempts == 3  # two drafts and the composer's


def test_a_denied_tool_is_refused_on_record_and_never_runs() -> None:
    with room(call("cancel_order", {"order_id": "FH-10002"}), GOOD) as it:
        generated = it.generate()
        told = json.loads(it.server.requests[1]["messages"][-1]["content"])
    assert it.desk.calls == []
    assert [(c.tool, c.status, c.effect, c.proposed_by) for c in generated.calls] == [
        ("cancel_order", "refused", "write", "model")
    ]
    assert generated.calls[0].reasons[0].rule_id == "model.not-offered"
    assert told["status"] == "refused"
    assert generated.answer.fallback is None


def test_a_tool_that_does_not_exist_is_refused_as_a_write() -> None:
    with room(call("drop_tables", {}), GOOD) as it:
        (refused,) = it.generate().calls
    assert (refused.tool, refused.status, refused.effect) == ("drop_tables", "refused", "write")


def test_swapped_arguments_reach_the_desk_as_they_are_and_it_decides() -> None:
    with room(call("track_shipment", {"order_id": "FH-10050"}), GOOD) as it:
        generated = it.generate()
        told = json.loads(it.server.requests[1]["messages"][-1]["content"])
    assert it.desk.calls == [("track_shipment", {"order_id": "FH-10050"})]
    assert generated.calls[0].status == "refused"
    assert generated.evidence == ()
    assert told == {"status": "refused", "reasons": ["There is no such order of yours."]}


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"order_id": "FH-10002", "amount": "500.00"},
        {"order_id": ["FH-10002"]},
        '{"order_id": "FH-1',
    ],
)
def test_arguments_of_the_wrong_form_never_reach_the_desk(arguments: dict[str, object] | str) -> None:
    with room(call("track_shipment", arguments), GOOD) as it:
        generated = it.generate()
    assert it.desk.calls == []
    assert [c.status for c in generated.calls] == ["refused"]
    assert generated.answer.fallback is None


def test_the_result_of_a_call_is_evidence_with_the_next_number() -> None:
    arrives = answer(("Your parcel TRK556677 arrives on 17 June 2026.", ["R2"]))
    with room(call("track_shipment", {"order_id": "FH-10002"}), arrives) as it:
        generated = it.generate()
    assert [piece.id for piece in generated.evidence] == ["R2"]
    assert generated.answer.citations[0].record == "shipment:FH-10002"
    assert generated.answer.fallback is None


def test_a_record_that_evidence_already_holds_keeps_its_id() -> None:
    with room(call("look_up_order", {"order_id": "FH-10002"}), GOOD) as it:
        it.desk.outcome = lambda *_: given().results[0].model_copy(update={"proposed_by": "model"})
        generated = it.generate()
        told = json.loads(it.server.requests[1]["messages"][-1]["content"])
    assert generated.evidence == ()
    assert told["evidence"] == "R1"


def test_a_write_that_waits_for_approval_is_not_told_as_done() -> None:
    claims_it = answer(("Your refund for order FH-10002 has been issued.", ["R1"]))
    with room(call("issue_refund", {"order_id": "FH-10002"}), claims_it) as it:
        it.desk.outcome = lambda tool, arguments: ran(tool, "pending_approval", **arguments)
        generated = it.falls_back()
    assert [c.status for c in generated.calls] == ["pending_approval"]


def test_a_write_that_ran_may_be_told_and_the_composer_knows_of_it() -> None:
    tells = answer(("I have issued the refund for order FH-10002.", ["R2"]))
    with room(call("issue_refund", {"order_id": "FH-10002"}), tells) as it:
        it.desk.outcome = ran_with_refund
        assert it.generate().answer.fallback is None
    with room(call("issue_refund", {"order_id": "FH-10002"}), Fail(500)) as it:
        it.desk.outcome = ran_with_refund
        generated = it.falls_back()
        assert it.composer.given is not None
    assert [c.tool for c in it.composer.given.results] == ["look_up_order", "issue_refund"]
    assert [piece.id for piece in it.composer.given.evidence][-1] == "R2"
    assert [c.status for c in generated.calls] == ["done"]


def ran_with_refund(tool: str, arguments: object) -> CallRecord:
    """The desk refunded."""
    assert isinstance(arguments, dict)
    summary = "We issued a refund of 64.00 USD for order FH-10002."
    result = {"record": "refund:RF-5009", "summary": summary, "data": {}}
    return ran(tool, "done", **arguments).model_copy(update={"result": result, "proposed_by": "model"})


def test_a_tool_that_breaks_is_a_failed_call_and_the_turn_goes_on() -> None:
    def broken(*_: object) -> CallRecord:
        raise RuntimeError("database is locked")

    with room(call("track_shipment", {"order_id": "FH-10002"}), GOOD) as it:
        it.desk.outcome = broken
        generated = it.generate()
    assert [c.status for c in generated.calls] == ["failed"]
    assert generated.answer.fallback is None


def test_a_yes_never_means_two_things() -> None:
    asks = ran("cancel_order", "needs_confirmation", order_id="FH-10011")
    with room(call("issue_refund", {"order_id": "FH-10002"}), GOOD) as it:
        generated = it.generate(given(results=(*given().results, asks)))
    assert it.desk.calls == []
    assert generated.calls[0].reasons[0].rule_id == "model.one-question"
    with room(
        Call((("issue_refund", {"order_id": "FH-10002"}), ("issue_refund", {"order_id": "FH-10003"}))), GOOD
    ) as it:
        it.desk.outcome = lambda tool, arguments: ran(tool, "needs_confirmation", **arguments)
        generated = it.generate()
    assert [c.status for c in generated.calls] == ["needs_confirmation", "refused"]
    assert len(it.desk.calls) == 1


def test_tool_calls_without_end_are_stopped_by_their_number() -> None:
    with room(call("track_shipment", {"order_id": "FH-10002"})) as it:
        generated = it.falls_back()
        assert len(it.server.requests) == MOST_REQUESTS
    assert generated.answer.fallback == f"no answer within {MOST_REQUESTS} requests"


def test_a_flood_of_calls_in_one_reply_runs_none_of_them() -> None:
    flood = Call(tuple(("track_shipment", {"order_id": "FH-10002"}) for _ in range(50)))
    with room(flood) as it:
        generated = it.falls_back()
    assert it.desk.calls == []
    assert generated.answer.fallback == "more than 6 tool calls proposed"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (Fail(429, (("retry-after", "60"),)), "RateLimitError (429)"),
        (Fail(500), "(500)"),
        (Fail(401), "(401)"),
        (Hang(), "Timeout"),
        (Cut(GOOD.text), "ConnectionError"),
        (Raw("<html>busy</html>", "text/html"), "ValueError"),
        (Raw('{"choices": null}'), "TypeError"),
        (Raw('{"choices": []}'), "Error"),
        (Raw('{"choices": [{"mess'), "Error"),
        (Raw('{"id": "x"}'), "Error"),
        (call("track_shipment", '["FH-10002"]'), "ValidationError"),  # arguments that are no object
    ],
)
def test_a_server_that_fails_ends_in_the_fallback(line: Line, reason: str) -> None:
    with room(line) as it:
        generated = it.falls_back()
    assert reason in str(generated.answer.fallback)
    assert generated.answer.attempts == 1


@pytest.mark.parametrize(
    "text",
    ["", "   ", "Yes, you can!", '{"sentences": [', '{"sentences": []}', '{"sentences": "30 days"}', "<think>hm", "[]"],
)
def test_a_reply_of_another_form_ends_in_the_fallback(text: str) -> None:
    with room(Say(text)) as it:
        generated = it.falls_back()
        assert len(it.server.requests) == 2
    assert all(problem.startswith("form") for problem in generated.answer.problems)


def test_a_reply_cut_at_the_length_limit_is_said_to_be() -> None:
    with room(Say(GOOD.text[:60], finish="length")) as it:
        assert "cut off" in it.falls_back().answer.problems[0]


NO_ANSWER = Say('{"answerable": false, "sentences": []}')


def test_where_the_model_finds_no_answer_in_policies_none_is_composed_from_them() -> None:
    with room(NO_ANSWER) as it:
        answer = it.generate(given(evidence=(RULE, EXCEPTION), results=())).answer
    assert it.composer.given is None
    assert (answer.text, answer.citations, answer.generator) == ("", (), "openai:scripted")
    assert answer.fallback == "the model found no answer in the evidence"


def test_where_the_model_finds_no_answer_records_are_told_and_policies_are_not() -> None:
    relevance = Relevance(lambda texts: np.ones((len(texts), 2), dtype=np.float32))
    composer = ExtractiveComposer(relevance, RegionNames.load())
    for script, asked in (
        ((NO_ANSWER,), given()),
        ((call("look_up_order", {"order_id": "FH-10002"}), NO_ANSWER), given(evidence=(RULE,), results=())),
    ):
        with room(*script, composer=composer) as it:
            it.desk.outcome = lambda *_: LOOKED_UP
            generated = it.generate(asked)
        assert generated.answer.text == f"{ORDER.text} [R1]"
        assert generated.answer.fallback == "the model found no answer in the evidence"


def test_a_draft_that_did_not_validate_stays_on_record_when_the_model_then_finds_no_answer() -> None:
    with room(answer(("Most items may be returned.", [])), NO_ANSWER) as it:
        served = it.generate(given(evidence=(RULE,), results=())).answer
    assert (served.text, served.attempts, len(served.problems)) == ("", 2, 1)


def test_nobody_listening_ends_in_the_fallback() -> None:
    with room(GOOD) as it:
        pass
    assert "ConnectionError" in str(it.falls_back().answer.fallback)


def test_a_reply_that_never_ends_is_left_behind_when_its_time_is_up() -> None:
    with room(Drip(), seconds=0.5) as it:
        assert it.falls_back().answer.fallback == "OutOfTimeError"


def test_the_client_retries_as_often_as_it_is_set_to() -> None:
    with room(Fail(500, (("retry-after-ms", "1"),)), GOOD, retries=1) as it:
        assert it.generate().answer.fallback is None
        assert len(it.server.requests) == 2


def test_a_server_that_asks_for_a_long_pause_does_not_get_it() -> None:
    with room(Fail(429, (("retry-after", "60"),)), GOOD, seconds=0.5, retries=1) as it:
        assert it.falls_back().answer.fallback == "OutOfTimeError"


def test_no_time_left_sends_nothing() -> None:
    with room(GOOD, seconds=0) as it:
        it.falls_back()
        assert it.server.requests == []


def test_agents_only_evidence_never_leaves_with_a_customers_question() -> None:
    asked = given(evidence=(*EVIDENCE, AGENTS), agents_only=frozenset({"E4"}))
    with room(GOOD) as it:
        it.generate(asked)
        assert "fraud" not in it.server.heard
        it.generate(given(evidence=(*EVIDENCE, AGENTS), agents_only=frozenset({"E4"}), audience=Audience.AGENT))
        assert "fraud" in it.server.heard


def test_the_composers_stand_in_validates_too() -> None:
    served = Composer().generate(given(), RecordingDesk()).answer
    assert validate(Draft(served.text, served.citations), given()) == ()
