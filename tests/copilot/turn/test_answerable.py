"""Which parts of a message the policies may answer."""

import pytest

from copilot.turn.answerable import AnswerabilitySettings, answerable, nearness
from copilot.turn.retrieve import Candidates, PartHits
from copilot.understanding.meaning import Intent, Part
from copilot.understanding.wordings import Wording
from ingestion.model import Audience, Chunk, ChunkId, DocId, Metadata, Question, Span
from ingestion.search import Hit

SETTINGS = AnswerabilitySettings(least_nearness=0.77, least_asked=1.08, doubt=0.2, out_of_scope=0.5)
ASKED = "What about a fir?"


def found(
    intent: str,
    probability: float,
    near: float,
    questions: tuple[Question, ...] = (),
    text: str = "Text.",
    wordings: tuple[Wording, ...] = (),
) -> PartHits:
    chunk = Chunk(
        ChunkId("c"),
        Metadata(DocId("d"), "1", "D", "d.md"),
        ordinal=0,
        heading_path=(),
        section="",
        context="",
        text=text,
        span=Span(0, 5),
        audience=Audience.CUSTOMER,
        questions=questions,
    )
    hit = Hit(chunk, 1.0, dense_score=near / 2, sentence_score=near / 2)
    return PartHits(Part(ASKED, ASKED, (Intent(intent, probability),), wordings), (hit,))


def answers(*found_: PartHits) -> bool:
    kept = answerable(Candidates(found_), SETTINGS)
    return bool(kept.parts) and not kept.doubtful


@pytest.mark.parametrize(
    ("intent", "probability", "near", "answered"),
    [
        ("policy_question", 0.9, 0.8, True),
        ("policy_question", 0.9, 0.7, False),
        ("out_of_scope", 0.7, 0.9, False),
        ("out_of_scope", 0.4, 0.9, True),
        ("not_kept", 0.4, 1.4, False),  # the page is about points, not about this customer's
    ],
)
def test_a_class_and_a_distance_decide_together(intent: str, probability: float, near: float, answered: bool) -> None:
    assert answers(found(intent, probability, near)) is answered


@pytest.mark.parametrize(("near", "answered"), [(1.0, False), (1.1, True)])
def test_among_customers_questions_it_has_to_be_nearer(near: float, answered: bool) -> None:
    assert answers(found("policy_question", 0.9, near, (Question("and so?", "Text."),))) is answered
    assert answers(found("policy_question", 0.9, near))


def test_a_passage_that_holds_the_words_of_the_question_is_nearer() -> None:
    """Whether they stand in its text or in what customers ask of it."""
    bare, said = found("policy_question", 0.9, 0.5), found("policy_question", 0.9, 0.5, text="Firs are trees.")
    assert nearness(bare) == pytest.approx(0.5)
    assert nearness(said) == pytest.approx(0.5 + 0.75 / 2)  # "about" and "fir"; the rest stops
    assert nearness(found("policy_question", 0.9, 0.5, (Question("A fir?", "Text."),))) == nearness(said)


def test_what_leans_on_an_earlier_question_has_to_be_nearer() -> None:
    wordings = (Wording(ASKED), Wording(f"Do you sell trees? {ASKED}", joined=True))
    assert nearness(found("policy_question", 0.9, 0.9, wordings=wordings)) == pytest.approx(0.6)


@pytest.mark.parametrize(("near", "kept"), [(0.6, True), (0.5, False)])
def test_what_is_nearly_near_enough_is_kept_as_doubtful(near: float, kept: bool) -> None:
    candidates = answerable(Candidates((found("policy_question", 0.9, near),)), SETTINGS)
    assert (bool(candidates.parts), candidates.doubtful) == (kept, kept)


def test_nothing_doubtful_is_kept_beside_what_is_sure_or_what_a_tool_says() -> None:
    sure, doubtful = found("policy_question", 0.9, 0.9), found("policy_question", 0.9, 0.6)
    assert answerable(Candidates((sure, doubtful)), SETTINGS) == Candidates((sure,))
    assert answerable(Candidates((doubtful,)), SETTINGS, alone=False) == Candidates()
