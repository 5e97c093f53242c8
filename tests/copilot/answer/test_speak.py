"""What is said around a generator's words: notices of decisions, and what a reader may learn of why."""

from dataclasses import dataclass, field, replace

import pytest

from copilot.reasons import NEUTRAL
from copilot.turn.act import Acted
from copilot.turn.answer.draft import CallTool, GeneratedAnswer, Generator, GeneratorInput
from copilot.turn.answer.phrases import Phrases
from copilot.turn.answer.prompt import Prompt
from copilot.turn.answer.speak import Speaker, Spoken
from copilot.turn.outcome import Outcome
from copilot.turn.trace import AnswerRecord, CallRecord, ClauseRecord
from copilot.understanding.meaning import Risk, Slots, Understanding
from ingestion.model import Audience
from tests.copilot.answer.material import EVIDENCE, EXCEPTION, ORDER, RecordingDesk, given, ran
from tools.gate.decision import Clause, Decision, Reason, Status
from tools.session import Session

READ = Understanding(
    query="q", parts=(), wants=frozenset(), slots=Slots(), language="en", risks=(), reply=None
)  # nothing that courtesy answers
SECRET = Reason("flag", "There is a fraud flag on you.", Clause("agent-handbook", "Three refunds are a flag."))
FINAL = Reason("final", "It was a final sale.", Clause("returns-policy", "Items marked Final sale cannot be returned."))
DENIED = Decision("issue_refund", required=True, status=Status.DENIED, reasons=(SECRET, FINAL))
LACKS = Decision("look_up_order", required=True, status=Status.NEEDS_INPUT, missing=("order_id",))


@dataclass
class Silent:
    """A generator that says nothing of its own, after some calls; keeps what it was given."""

    calls: tuple[CallRecord, ...] = ()
    given: list[GeneratorInput] = field(default_factory=list)
    name: str = "silent"

    def generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:  # noqa: ARG002
        self.given.append(given)
        return GeneratedAnswer(AnswerRecord(text="", citations=(), generator=self.name), self.calls)


def _returns_only(clause: Clause | ClauseRecord) -> bool:
    return clause.doc_id == "returns-policy"


def spoken(
    generator: Generator,
    *decisions: Decision,
    audience: Audience = Audience.CUSTOMER,
    read: Understanding = READ,
    quoting: Generator | None = None,
    doubtful: bool = False,
) -> Spoken:
    acted = Acted(Session("cnv_1", None, False, "customer"), decisions, (), ())
    asked = given(evidence=EVIDENCE, results=(), decisions=decisions, audience=audience, doubtful=doubtful)
    speaker = Speaker(generator, quoting or generator, Phrases.load(), _returns_only)
    return speaker.speak(asked, acted, read, RecordingDesk(), None)


@dataclass
class Quoting:
    """A generator that says one sentence."""

    text: str = "Items marked Final sale cannot be returned. [E2]"
    name: str = "quoting"

    def generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:  # noqa: ARG002
        return GeneratedAnswer(AnswerRecord(text=self.text, citations=(), generator=self.name))


def test_what_is_only_near_is_quoted_as_that_and_answers_nothing() -> None:
    silent = Silent()
    said = spoken(silent, quoting=Quoting(), doubtful=True)
    assert said.outcome is Outcome.ABSTAINED
    assert said.answer.text == f"{Phrases.load().nearest}\nItems marked Final sale cannot be returned. [E2]"
    assert not silent.given  # a model is not asked to make an answer of it


def test_where_nothing_near_may_be_said_nothing_is_quoted() -> None:
    said = spoken(Silent(), quoting=Quoting(text=""), doubtful=True)
    assert (said.outcome, said.answer.text) == (Outcome.ABSTAINED, Phrases.load().abstained)


def test_a_notice_is_not_followed_by_what_is_only_near() -> None:
    said = spoken(Silent(), DENIED, quoting=Quoting(), doubtful=True)
    assert (said.outcome, said.answer.text) == (Outcome.REFUSED, f"{NEUTRAL.text}\n{FINAL.text} [E2]")


def test_a_refusal_for_a_hidden_reason_is_told_in_neutral_words_and_any_other_with_its_clause() -> None:
    said = spoken(Silent(), DENIED)
    assert said.outcome is Outcome.REFUSED
    assert said.answer.text == f"{NEUTRAL.text}\n{FINAL.text} [E2]"
    assert [citation.quote for citation in said.answer.citations] == [EXCEPTION.text]  # in the evidence's own words
    assert said.answer.citations[0].span == EXCEPTION.span


def test_an_agent_hears_every_reason() -> None:
    assert SECRET.text in spoken(Silent(), DENIED, audience=Audience.AGENT).answer.text


@pytest.mark.parametrize(("audience", "hidden"), [(Audience.CUSTOMER, True), (Audience.AGENT, False)])
def test_a_model_reads_what_its_reader_may_learn(audience: Audience, hidden: bool) -> None:
    generator = Silent()
    spoken(generator, DENIED, audience=audience)
    (asked,) = generator.given
    material = str(Prompt.load().messages(asked)[-1].content)
    assert ("fraud" not in material) is hidden
    assert (NEUTRAL.text in material) is hidden
    assert FINAL.text in material


def test_without_the_gates_list_of_clauses_a_model_reads_no_reason_that_rests_on_one() -> None:
    refused = ran("issue_refund", "refused").model_copy(
        update={"reasons": spoken_reasons(given(decisions=(DENIED,), audience=Audience.AGENT))}
    )
    material = str(Prompt.load().messages(given(decisions=(DENIED,), results=(refused,)))[-1].content)
    assert not [reason.text for reason in (SECRET, FINAL) if reason.text in material]


def spoken_reasons(asked: GeneratorInput) -> tuple[object, ...]:
    """The reasons of the first decision, as they are recorded."""
    return asked.told(asked.decisions[0].reasons)


def test_what_a_model_found_is_not_asked_for_again() -> None:
    found = ran("look_up_order", order_id="FH-10002")
    assert spoken(Silent(), LACKS).asked_for == ("order_id",)
    assert spoken(Silent((found,)), LACKS).asked_for == ()
    assert spoken(Silent((ran("look_up_order", "refused"),)), LACKS).asked_for == ("order_id",)


def test_a_generator_with_nothing_to_say_abstains() -> None:
    said = spoken(Silent())
    assert said.outcome is Outcome.ABSTAINED
    assert said.answer.text == Phrases.load().abstained
    assert ORDER.text not in said.answer.text


def test_what_a_risk_says_is_said_first() -> None:
    danger = Risk("hazard", escalate=True, priority="urgent", category="safety", words="smoke", say="Stop using it.")
    said = spoken(Silent(), DENIED, read=replace(READ, risks=(danger,)))
    assert said.answer.text.startswith("Stop using it.\n")


def test_what_no_record_holds_is_said_to_be_out_of_sight() -> None:
    said = spoken(Silent(), read=replace(READ, wants=frozenset({"not_kept"})))
    assert said.answer.text == Phrases.load().not_kept
    assert said.outcome is Outcome.ABSTAINED
