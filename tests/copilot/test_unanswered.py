"""Questions that nothing answered, as the documents to write."""

from datetime import timedelta

from copilot.turn.outcome import Outcome
from copilot.turn.trace import IntentRecord, Trace, UnderstandingRecord
from copilot.unanswered import unanswered
from ingestion.embedding import Embedder
from tests.copilot.traces import NOW, trace


def asked(number: int, question: str, intent: str = "policy_question", outcome: Outcome = Outcome.ABSTAINED) -> Trace:
    read = UnderstandingRecord(
        query=question,
        parts=(question,),
        intents=(IntentRecord(name=intent, probability=0.9),),
        slots={},
        language="en",
        risks=(),
        reply=None,
    )
    started = NOW + timedelta(minutes=number)
    return trace(f"trn_{number}", "cnv_1", question, understanding=read, outcome=outcome, started_at=started)


def plain(text: str) -> str:
    return text


def test_near_identical_questions_are_one_and_the_most_asked_comes_first(embedder: Embedder) -> None:
    traces = [
        asked(1, "Do you have a phone app?"),
        asked(2, "Do you have a student discount?"),
        asked(3, "is there a discount for students"),
    ]
    first, second = unanswered(traces, embedder.embed, plain)
    assert (first.times, first.turns) == (2, ("trn_3", "trn_2"))
    assert first.wordings == ("is there a discount for students", "Do you have a student discount?")
    assert (second.times, second.wordings) == (1, ("Do you have a phone app?",))


def test_what_no_document_would_answer_and_what_was_answered_is_left_out(embedder: Embedder) -> None:
    traces = [
        asked(1, "Who won the match?", "out_of_scope"),
        asked(2, "How many points do I have?", "not_kept"),
        asked(3, "Do gift cards expire?", outcome=Outcome.ANSWERED),
    ]
    assert unanswered(traces, embedder.embed, plain) == ()


def test_identifiers_are_read_as_what_they_stand_for(embedder: Embedder) -> None:
    (one,) = unanswered([asked(1, "Is FH-10001 vegan?")], embedder.embed, lambda text: text.replace("FH-10001", "it"))
    assert one.wordings == ("Is it vegan?",)
