"""What is searched for is what the copilot's own turn searches for."""

from datetime import date

import pytest

from copilot.turn.trace import Trace
from copilot.turn.translate import understanding_record
from copilot.turn.understand import Understander
from evals.retrieval.asking import asked, last_turns
from evals.retrieval.records import Query, Utterance
from tests.copilot.traces import trace
from tests.ingestion.fakes import WordEmbedder

TODAY = date(2026, 6, 15)
CONVERSATIONS = [
    ("How long does that take?", ("Do you ship to Norway?",)),
    ("Can I return a lamp? When do refunds arrive?", ()),
    ("And if it was a gift? What does it cost?", ("One?", "Two?", "Three?", "Four?")),
    ("Where is FH-10001?", ("Do you ship to Norway?",)),
]


@pytest.fixture(scope="module")
def understander() -> Understander:
    return Understander(WordEmbedder())


def _query(text: str, *said: str) -> Query:
    history = tuple(Utterance(role="user", content=words) for words in said)
    return Query(id="q", text=text, history=history)


@pytest.mark.parametrize(("message", "said"), CONVERSATIONS)
def test_a_query_is_asked_as_a_turn_asks_it(understander: Understander, message: str, said: tuple[str, ...]) -> None:
    history: list[Trace] = []
    for number, words in enumerate(said):
        read = understander.understand(words, history, TODAY)
        history.append(trace(str(number), "c", words, understanding=understanding_record(read)))
    parts = understander.understand(message, history, TODAY).parts
    assert [part.wordings for part in parts] == [question.wordings for question in asked(_query(message, *said))]


def test_the_plain_use_of_history_takes_the_last_two_turns() -> None:
    assert last_turns(_query("And lamps?", "One.", "Two.", "Three.")) == "Two. Three. And lamps?"


def test_history_left_out_leaves_the_message() -> None:
    [question] = asked(_query("What of that?", "Lamps?").without_history())
    assert (question.request.text, question.wordings[0].around.before) == ("What of that?", ())
