"""What is searched for: the queries that a turn of the copilot would make of this message after this history."""

from copilot.understanding.followup import Question, questions
from evals.retrieval.records import Query

TURNS = 2  # earlier turns that the plainest use of history puts before the message


def asked(query: Query) -> tuple[Question, ...]:
    """The requests of the message as `copilot.turn.understand` searches for them."""
    previous: str | None = None
    for said in query.said_before:
        previous = " ".join(question.query for question in questions(said, (), previous))
    return questions(query.text, query.said_before, previous)


def last_turns(query: Query) -> str:
    """The message with the turns before it, joined: history in its plainest use."""
    return " ".join([*query.said_before[-TURNS:], query.text])
