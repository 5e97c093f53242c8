"""What is searched for is what the copilot's own turn would search for."""

from evals.retrieval.asking import last_turns, standalone_queries
from evals.retrieval.records import Query, Utterance


def _query(text: str, *said: str) -> Query:
    history = tuple(Utterance(role="user", content=words) for words in said)
    return Query(id="q", text=text, history=history)


def test_the_plain_use_of_history_takes_the_last_two_turns() -> None:
    assert last_turns(_query("And lamps?", "One.", "Two.", "Three.")) == "Two. Three. And lamps?"


def test_a_follow_up_is_searched_with_what_it_leans_on() -> None:
    [query] = standalone_queries(_query("How long does that take?", "Do you ship to Norway?"))
    assert query.endswith("How long does that take?")
    assert "Norway" in query


def test_two_requests_are_two_queries() -> None:
    assert len(standalone_queries(_query("Can I return a lamp? When do refunds arrive?"))) == 2


def test_history_left_out_leaves_the_message() -> None:
    assert standalone_queries(_query("What of that?", "Lamps?").without_history()) == ("What of that?",)
