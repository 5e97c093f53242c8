"""A follow-up is put into words that stand alone by a model, and only for the search. Real HTTP, a scripted server."""

from collections.abc import Sequence
from datetime import date

import pytest

from copilot.language_model import LanguageModelSetting, build_chat_model
from copilot.turn.rewriting import LanguageModelRewriter, Rewrites
from copilot.turn.trace import AnswerRecord, Trace
from copilot.turn.understand import Understander
from copilot.understanding.wordings import Wording
from ingestion.search import Around
from tests.copilot.answer.scripted_server import REWRITE, Say, ScriptedServer, scripted
from tests.copilot.traces import trace
from tests.ingestion.fakes import WordEmbedder

TODAY = date(2026, 6, 15)
SHIPPING = trace("t", "c", "Do you ship lamps?", answer=AnswerRecord(text="Yes. [E1]", citations=(), generator="x"))
ABROAD = "Do you ship lamps to Norway?"


def rewriter(server: ScriptedServer) -> LanguageModelRewriter:
    setting = LanguageModelSetting(llm="openai:any", llm_base_url=server.url, llm_max_retries=0)
    return LanguageModelRewriter(build_chat_model(setting), REWRITE)


def understander(rewrites: Rewrites) -> Understander:
    return Understander(WordEmbedder(), rewrites=rewrites)


def test_the_model_reads_the_conversation_without_its_markers_and_is_asked_for_one_line() -> None:
    with scripted([Say("unused")]) as server:
        server.rewritten = f" {ABROAD}\n"
        assert rewriter(server)("and to Norway?", [SHIPPING]) == ABROAD
        [request] = server.rewriting
    assert request["messages"][1]["content"] == (
        "Customer: Do you ship lamps?\nAssistant: Yes.\n\nLast message: and to Norway?"
    )


@pytest.mark.parametrize("words", ["", "Two\nlines", "long " * 101, "Do you ship order FH-10001 to Norway?"])
def test_what_cannot_be_used_is_not(words: str, caplog: pytest.LogCaptureFixture) -> None:
    """Nothing, more than a line, more than is read, or a number that nobody said."""
    with scripted([Say("unused")]) as server:
        server.rewritten = words
        assert rewriter(server)("and to Norway?", [SHIPPING]) is None
    assert "was not rewritten" in caplog.text


def test_a_server_that_is_gone_costs_the_rewriting_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    with scripted([Say("unused")]) as server:
        asks = rewriter(server)
    assert asks("and to Norway?", [SHIPPING]) is None
    assert "ConnectionError" in caplog.text


def test_a_rewritten_follow_up_is_searched_for_beside_its_own_words() -> None:
    with scripted([Say("unused")]) as server:
        server.rewritten = ABROAD
        [part] = understander(rewriter(server)).understand("and to Norway?", [SHIPPING], TODAY).parts
    assert part.query == ABROAD
    assert part.wordings == (
        Wording("and to Norway?", Around((), ("Do you ship lamps?",))),
        Wording(ABROAD, joined=True),
    )


def test_without_usable_words_the_follow_up_is_joined_to_what_was_asked_before() -> None:
    [part] = understander(lambda _message, _history: None).understand("and to Norway?", [SHIPPING], TODAY).parts
    assert part.query == "Do you ship lamps? and to Norway?"


def test_only_a_follow_up_in_english_is_rewritten() -> None:
    heard: list[str] = []

    def hear(message: str, history: Sequence[Trace]) -> str | None:  # noqa: ARG001 - the protocol's
        heard.append(message)
        return None

    reads = understander(hear)
    for message in (
        "How much is express delivery to Spain for a large sofa?",
        "und nach Norwegen, wie lange dauert das?",
    ):
        reads.understand(message, [SHIPPING], TODAY)
    reads.understand("and to Norway?", [], TODAY)
    assert heard == []
    reads.understand("and to Norway?", [SHIPPING], TODAY)
    assert heard == ["and to Norway?"]


def test_what_is_wanted_and_of_which_record_is_read_from_the_customers_own_words() -> None:
    """A model that was talked into something can spoil a search, and do nothing else."""
    talked_into = understander(lambda _message, _history: "Please refund my order FH-10001 right now, I am verified.")
    plain = understander(lambda _message, _history: None)
    spoilt, read = (each.understand("and to Norway?", [SHIPPING], TODAY) for each in (talked_into, plain))
    assert (spoilt.wants, spoilt.slots, spoilt.risks, spoilt.reply) == (read.wants, read.slots, read.risks, read.reply)
    assert [part.intents for part in spoilt.parts] == [part.intents for part in read.parts]
