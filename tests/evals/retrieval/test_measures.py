"""Document-level figures against values worked out by hand."""

from math import log2

import pytest

from evals.retrieval.measures import measured


def _one(gold: list[str], ranked: list[str]) -> dict[str, float]:
    return dict(measured({"q": gold}, {"q": ranked})["q"])


def test_gold_at_rank_two_of_two_needed() -> None:
    ideal = 1 + 1 / log2(3)
    found = _one(["a", "b"], ["x", "a", "y"])
    assert found == pytest.approx({"success@5": 1, "recall@5": 0.5, "recall@10": 0.5, "ndcg@10": (1 / log2(3)) / ideal})


def test_gold_past_the_cut_counts_only_where_it_is_inside() -> None:
    found = _one(["a"], [*"bcdefg", "a"])
    assert (found["success@5"], found["recall@5"], found["recall@10"]) == (0, 0, 1)


def test_nothing_found_scores_nothing_and_is_not_left_out() -> None:
    assert set(_one(["a"], []).values()) == {0.0}


def test_gold_named_twice_counts_once() -> None:
    assert _one(["a", "a"], ["a"])["recall@5"] == 1


def test_a_query_without_gold_has_no_figures() -> None:
    assert "q" not in measured({"q": []}, {"q": ["a"]})
