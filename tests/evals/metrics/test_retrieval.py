"""Context precision and recall, average precision, exception recall: hand-worked, with the traps others fell into."""

import pytest

from evals.episode import Episode
from evals.metrics import context_precision, context_recall, exception_recall
from tests.evals.builders import case, episode, evidence, gold, hit, trace

FIVE = [gold("returns-policy", f"Passage number {i} of five.") for i in range(5)]


def test_one_of_five_needed_passages_at_rank_one_is_a_fifth_not_a_whole() -> None:
    played = episode({"gold": FIVE}, hits=(hit("returns-policy", "Passage number 0 of five."),))
    average, recall = context_precision.average_precision(played), context_recall.of_hits(played)
    assert average is not None
    assert recall is not None
    assert average.part / average.whole == pytest.approx(0.2)
    assert (recall.part, recall.whole) == (1, 5)


def test_precision_divides_by_what_was_returned() -> None:
    hits = tuple(hit("returns-policy", text) for text in ("Passage number 0 of five.", "Noise.", "More noise."))
    score = context_precision.of_hits(episode({"gold": FIVE}, hits=hits))
    assert score is not None
    assert (score.part, score.whole) == (1, 3)


def test_a_duplicate_brings_nothing_new() -> None:
    hits = (hit("returns-policy", "Passage number 0 of five."),) * 2
    precision = context_precision.of_hits(episode({"gold": FIVE[:1]}, hits=hits))
    recall = context_recall.of_hits(episode({"gold": FIVE[:1]}, hits=hits))
    assert precision is not None
    assert recall is not None
    assert (precision.part, precision.whole) == (1, 2)
    assert (recall.part, recall.whole) == (1, 1)


def test_one_chunk_with_two_gold_passages_is_one_relevant_hit_and_two_found_passages() -> None:
    both = hit("returns-policy", "Passage number 0 of five. Passage number 1 of five.")
    played = episode({"gold": FIVE[:2]}, hits=(both,))
    precision, recall = context_precision.of_hits(played), context_recall.of_hits(played)
    assert precision is not None
    assert recall is not None
    assert (precision.part, precision.whole) == (1, 1)
    assert (recall.part, recall.whole) == (2, 2)


def test_average_precision_by_hand() -> None:
    """Relevant at ranks 1 and 3 of three needed: (1/1 + 2/3 + 0) / 3."""
    texts = ("Passage number 0 of five.", "Noise.", "Passage number 1 of five.")
    score = context_precision.average_precision(
        episode({"gold": FIVE[:3]}, hits=tuple(hit("returns-policy", t) for t in texts))
    )
    assert score is not None
    assert score.part / score.whole == pytest.approx((1 + 2 / 3) / 3)


def test_nothing_retrieved_is_no_recall_and_no_precision_at_all() -> None:
    played = episode({"gold": FIVE})
    recall, average = context_recall.of_hits(played), context_precision.average_precision(played)
    assert recall is not None
    assert average is not None
    assert (recall.part, recall.whole) == (0, 5)
    assert average.part == 0
    assert context_precision.of_hits(played) is None


def test_a_turn_without_gold_does_not_count() -> None:
    played = episode({}, hits=(hit("returns-policy", "Anything."),))
    assert context_recall.of_hits(played) is None
    assert context_precision.of_hits(played) is None
    assert exception_recall.score(played) is None


def test_the_wrong_year_is_not_found() -> None:
    label = gold("returns-policy", "You may return most items within 30 days of delivery.", version="2026.1")
    old = hit("returns-policy", "You may return most items within 30 days of delivery.", version="2025.1")
    score = context_recall.of_hits(episode({"gold": [label]}, hits=(old,)))
    assert score is not None
    assert score.part == 0


def test_the_same_sentence_in_another_document_is_not_found() -> None:
    label = gold("final-sale", "Items marked Final sale cannot be returned.")
    other = hit("returns-policy", "Items marked Final sale cannot be returned.")
    score = context_recall.of_hits(episode({"gold": [label]}, hits=(other,)))
    assert score is not None
    assert score.part == 0


def test_a_quote_cut_in_two_chunks_is_a_miss() -> None:
    label = gold("returns-policy", "Live plants must be returned within 14 days of delivery.")
    halves = (
        hit("returns-policy", "Live plants must be"),
        hit("returns-policy", "returned within 14 days of delivery."),
    )
    score = context_recall.of_hits(episode({"gold": [label]}, hits=halves))
    assert score is not None
    assert score.part == 0


def test_moving_chunk_boundaries_changes_nothing() -> None:
    label = gold("returns-policy", "Live plants must be returned within 14 days of delivery.")
    wide = hit("returns-policy", "7.1 **Live plants** must be returned\nwithin 14 days of delivery. Keep the pot.")
    score = context_recall.of_hits(episode({"gold": [label]}, hits=(wide,)))
    assert score is not None
    assert (score.part, score.whole) == (1, 1)


def test_recall_at_k_stops_at_k() -> None:
    hits = (hit("returns-policy", "Noise."), hit("returns-policy", "Passage number 0 of five."))
    played = episode({"gold": FIVE[:1]}, hits=hits)
    first, second = context_recall.of_hits(played, k=1), context_recall.of_hits(played, k=2)
    assert first is not None
    assert second is not None
    assert (first.part, second.part) == (0, 1)


def test_optional_gold_is_relevant_when_found_and_no_miss_when_not() -> None:
    labels = [FIVE[0], gold("returns-policy", "Nice to know.", required=False)]
    hits = (hit("returns-policy", "Passage number 0 of five."), hit("returns-policy", "Nice to know."))
    precision = context_precision.of_hits(episode({"gold": labels}, hits=hits))
    recall = context_recall.of_hits(episode({"gold": labels}, hits=hits[:1]))
    assert precision is not None
    assert recall is not None
    assert (precision.part, precision.whole) == (2, 2)
    assert (recall.part, recall.whole) == (1, 1)


def test_a_passage_that_says_the_same_elsewhere_is_as_good() -> None:
    elsewhere = {"doc_id": "shipping-policy", "quote": "A large item weighs more than 30 kg."}
    label = gold("returns-policy", "Large means over 30 kg.", same_as=[elsewhere])
    score = context_recall.of_hits(episode({"gold": [label]}, hits=(hit("shipping-policy", elsewhere["quote"]),)))
    assert score is not None
    assert (score.part, score.whole) == (1, 1)


def test_evidence_and_hits_are_judged_apart_and_records_are_no_context() -> None:
    from_record = evidence("returns-policy", "Passage number 0 of five.").model_copy(update={"kind": "record"})
    played = episode(
        {"gold": FIVE[:1]}, hits=(hit("returns-policy", "Passage number 0 of five."),), evidence=(from_record,)
    )
    hits, pieces = context_recall.of_hits(played), context_recall.of_evidence(played)
    assert hits is not None
    assert pieces is not None
    assert (hits.part, pieces.part) == (1, 0)
    assert context_precision.of_evidence(played) is None


RULE = gold("returns-policy", "You may return most items within 30 days of delivery.")
EXCEPTION = gold("returns-policy", "Items marked Final sale cannot be returned.", role="exception")


@pytest.mark.parametrize(
    ("texts", "part"),
    [
        ((RULE["quote"], EXCEPTION["quote"]), 1),
        ((RULE["quote"],), 0),
        ((EXCEPTION["quote"],), 0),
        ((), 0),
    ],
)
def test_the_rule_without_its_exception_is_no_evidence(texts: tuple[str, ...], part: float) -> None:
    pieces = tuple(evidence("returns-policy", text, i) for i, text in enumerate(texts, start=1))
    score = exception_recall.score(episode({"gold": [RULE, EXCEPTION]}, evidence=pieces))
    assert score is not None
    assert (score.part, score.whole) == (part, 1)


def test_a_case_without_exception_leaves_exception_recall() -> None:
    assert exception_recall.score(episode({"gold": [RULE]})) is None


def test_the_turns_of_a_case_add_up() -> None:
    two = case({"gold": FIVE[:1]}, {"gold": FIVE[1:3]})
    found = trace(hits=(hit("returns-policy", "Passage number 0 of five."),))
    score = context_recall.of_hits(Episode(two, (found, trace())))
    assert score is not None
    assert (score.part, score.whole) == (1, 3)


def test_average_precision_agrees_with_the_library() -> None:
    """ir_measures on the same ranking: relevant at 2 and 4 of three needed."""
    import ir_measures

    texts = ("Noise a.", "Passage number 0 of five.", "Noise b.", "Passage number 1 of five.")
    score = context_precision.average_precision(
        episode({"gold": FIVE[:3]}, hits=tuple(hit("returns-policy", t) for t in texts))
    )
    qrels = [ir_measures.Qrel("q", f"p{i}", 1) for i in (0, 1, 2)]
    run = [ir_measures.ScoredDoc("q", name, 1 / rank) for rank, name in enumerate(("a", "p0", "b", "p1"), start=1)]
    assert score is not None
    assert score.part / score.whole == pytest.approx(
        ir_measures.calc_aggregate([ir_measures.AP], qrels, run)[ir_measures.AP]
    )
