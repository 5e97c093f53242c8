"""Which parts of a message the policies may answer."""

import pytest

from copilot.turn.answerable import AnswerabilitySettings, answerable
from copilot.turn.retrieve import Candidates, PartHits
from copilot.understanding.meaning import Intent, Part
from ingestion.model import Audience, Chunk, ChunkId, DocId, Metadata, Question, Span
from ingestion.search import Hit

SETTINGS = AnswerabilitySettings(least_nearness=0.77, least_asked=1.08, out_of_scope=0.5)


def answers(intent: str, probability: float, nearness: float, questions: tuple[Question, ...] = ()) -> bool:
    chunk = Chunk(
        ChunkId("c"),
        Metadata(DocId("d"), "1", "D", "d.md"),
        ordinal=0,
        heading_path=(),
        section="",
        context="",
        text="Text.",
        span=Span(0, 5),
        audience=Audience.CUSTOMER,
        questions=questions,
    )
    hit = Hit(chunk, 1.0, dense_score=nearness / 2, sentence_score=nearness / 2)
    part = Part("What about a fir?", "What about a fir?", (Intent(intent, probability),))
    return bool(answerable(Candidates((PartHits(part, (hit,)),)), SETTINGS).parts)


@pytest.mark.parametrize(
    ("intent", "probability", "nearness", "answered"),
    [
        ("policy_question", 0.9, 0.8, True),
        ("policy_question", 0.9, 0.7, False),
        ("out_of_scope", 0.7, 0.9, False),
        ("out_of_scope", 0.4, 0.9, True),
        ("not_kept", 0.4, 1.4, False),  # the page is about points, not about this customer's
    ],
)
def test_a_class_and_a_distance_decide_together(
    intent: str, probability: float, nearness: float, answered: bool
) -> None:
    assert answers(intent, probability, nearness) is answered


@pytest.mark.parametrize(("nearness", "answered"), [(1.0, False), (1.1, True)])
def test_among_customers_questions_it_has_to_be_nearer(nearness: float, answered: bool) -> None:
    assert answers("policy_question", 0.9, nearness, (Question("a fir?", "Text."),)) is answered
    assert answers("policy_question", 0.9, nearness)
