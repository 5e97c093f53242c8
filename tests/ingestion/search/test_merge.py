"""Several requests' hits as one ranking."""

from ingestion.search import Hit, merged
from tests.ingestion.search.test_fusion import chunk


def hits(**scores: float) -> list[Hit]:
    return [Hit(chunk(name), score) for name, score in scores.items()]


def names(found: list[Hit]) -> list[str]:
    return [str(hit.chunk.chunk_id) for hit in found]


def test_the_request_that_is_answered_best_goes_first() -> None:
    assert names(merged([hits(a=0.9, b=0.2), hits(c=1.4, d=1.1)])) == ["c", "d", "a", "b"]


def test_a_chunk_stands_once_where_it_scored_best() -> None:
    found = merged([hits(a=0.9, b=0.8), hits(b=1.2, a=0.1)])
    assert [(str(hit.chunk.chunk_id), hit.score) for hit in found] == [("b", 1.2), ("a", 0.9)]


def test_equal_scores_stay_in_the_order_of_the_requests() -> None:
    assert names(merged([hits(b=0.5), hits(a=0.5)])) == ["b", "a"]


def test_the_order_of_one_request_is_kept_whatever_its_later_stages_scored() -> None:
    assert names(merged([hits(last_look=-3.0, not_looked_at=0.9), hits(other=0.1)])) == [
        "other",
        "last_look",
        "not_looked_at",
    ]


def test_nothing_merges_to_nothing() -> None:
    assert merged([]) == []
    assert merged([[], []]) == []
