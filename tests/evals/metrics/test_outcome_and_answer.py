"""Outcome, confidence, facts and citations."""

import pytest

from copilot.turn.outcome import Outcome
from evals.metrics import citation_quality, confidence, facts_said, outcome_accuracy
from tests.evals.builders import answer, citation, episode, evidence, gold


@pytest.mark.parametrize(
    ("wanted", "also", "ended", "right"),
    [
        ("answered", [], "answered", 1),
        ("answered", [], "abstained", 0),
        ("asked", ["refused"], "refused", 1),
        ("asked", ["refused"], "answered", 0),
    ],
)
def test_an_outcome_is_right_or_an_allowed_alternative(wanted: str, also: list[str], ended: str, right: float) -> None:
    played = episode({"outcome": wanted, "alternatives": also}, outcome=Outcome(ended))
    score = outcome_accuracy.score(played)
    assert score is not None
    assert score.part == right


@pytest.mark.parametrize(
    ("wanted", "also", "ended", "false_confidence", "over_refusal"),
    [
        ("abstained", [], "answered", 1, None),
        ("abstained", [], "abstained", 0, None),
        ("abstained", ["escalated"], "acted", 1, None),
        ("abstained", ["escalated"], "escalated", 0, None),
        ("answered", [], "answered", None, 0),
        ("answered", [], "abstained", None, 1),
        ("answered", [], "asked", None, 1),
        ("answered", ["acted"], "acted", None, 0),
        ("answered", ["abstained"], "abstained", None, None),  # undetermined: in neither
        ("answered", ["asked"], "asked", None, None),
        ("refused", [], "answered", None, None),
        ("asked", [], "abstained", None, None),
    ],
)
def test_the_same_abstention_is_one_thing_everywhere(
    wanted: str, also: list[str], ended: str, false_confidence: int | None, over_refusal: int | None
) -> None:
    played = episode({"outcome": wanted, "alternatives": also}, outcome=Outcome(ended))
    for found, expected in (
        (confidence.false_confidence(played), false_confidence),
        (confidence.over_refusal(played), over_refusal),
    ):
        assert (None if found is None else found.part) == expected


def test_key_facts_are_looked_for_in_the_answer_alone() -> None:
    label = {"facts": [{"number": 30, "unit": "days"}, {"money": "25.00"}]}
    said = answer("You have 30 days.", citation("returns-policy", "a fee of 25.00"))
    score = facts_said.key_facts(episode(label, answer=said))
    assert score is not None
    assert (score.part, score.whole) == (1, 2)
    assert "25.00" in score.reason


def test_forbidden_facts_are_looked_for_in_everything_served() -> None:
    label = {"forbidden_facts": [{"money": "150.00"}, {"phrase": "supervisor"}, {"phrase": "goodwill"}]}
    said = answer("We will look into it.", citation("refunds-policy", "Refunds of up to 150.00 need no supervisor."))
    score = facts_said.forbidden_facts(episode(label, answer=said))
    assert score is not None
    assert (score.part, score.whole) == (2, 3)


def test_turns_without_such_labels_do_not_count() -> None:
    assert facts_said.key_facts(episode({})) is None
    assert facts_said.forbidden_facts(episode({})) is None


PIECE = evidence("returns-policy", "You may return most items within 30 days of delivery.")


@pytest.mark.parametrize(
    ("cited", "valid"),
    [
        (citation("returns-policy", "You may return most items within 30 days of delivery."), 1),
        (citation("returns-policy", "within 30 days"), 1),
        (citation("returns-policy", "within 45 days"), 0),
        (citation("returns-policy", "within 30 days", number=2), 0),  # evidence nobody was given
        (citation("final-sale", "within 30 days"), 0),
        (citation("returns-policy", "within 30 days", version="2026.1"), 0),
        (citation("returns-policy", " "), 0),
    ],
)
def test_a_citation_holds_when_its_evidence_says_it(cited: object, valid: float) -> None:
    score = citation_quality.validity(episode({}, evidence=(PIECE,), answer=answer("Yes.", cited)))  # type: ignore[arg-type]
    assert score is not None
    assert (score.part, score.whole) == (valid, 1)


def test_no_citation_is_none_to_be_wrong_and_all_to_be_missed() -> None:
    played = episode({"gold": [gold("returns-policy", PIECE.text)]}, evidence=(PIECE,), answer=answer("Yes."))
    recall = citation_quality.recall(played)
    assert citation_quality.validity(played) is None
    assert recall is not None
    assert (recall.part, recall.whole) == (0, 1)


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        ("You may return most items within 30 days of delivery.", 1),
        ("You may return most items within 30 days of delivery. The exceptions are in section 7.", 1),
        ("return most items within 30 days", 1),
        ("delivery", 0),  # one word quotes nothing
        ("The exceptions are in section 7.", 0),
    ],
)
def test_gold_is_cited_by_its_words(quote: str, cited: float) -> None:
    label = {"gold": [gold("returns-policy", "You may return most items within 30 days of delivery.")]}
    played = episode(label, answer=answer("Yes.", citation("returns-policy", quote)))
    score = citation_quality.recall(played)
    assert score is not None
    assert score.part == cited
