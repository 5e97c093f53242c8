"""Which passages stay: those near the best, and the exceptions to them."""

from copilot.turn.trimming import Bars, near_enough
from ingestion.model import ChunkId

RULE, EXCEPTION, FAR = ChunkId("rule"), ChunkId("exception"), ChunkId("far")
HITS = {RULE, EXCEPTION, FAR}
BARS = Bars(near=0.7, beside=0.8, linked=0.6)


def stay(
    share: dict[ChunkId, float], limits: dict[ChunkId, list[ChunkId]], always: set[ChunkId] | None = None
) -> set[ChunkId]:
    return near_enough(share, HITS, {name: limits.get(name, []) for name in share}, always or set(), BARS)


def test_an_exception_may_be_farther_than_its_rule() -> None:
    assert stay({RULE: 1.0, EXCEPTION: 0.62, FAR: 0.62}, {EXCEPTION: [RULE]}) == {RULE, EXCEPTION}


def test_an_exception_goes_with_the_rule_it_limits() -> None:
    assert stay({RULE: 0.5, EXCEPTION: 0.62, FAR: 1.0}, {EXCEPTION: [RULE]}) == {FAR}


def test_the_clause_of_a_decision_stays_however_far() -> None:
    assert stay({RULE: 0.0, FAR: 1.0}, {}, {RULE}) == {RULE, FAR}


def test_what_only_stands_beside_a_hit_must_be_nearer() -> None:
    beside = ChunkId("beside")
    assert near_enough({RULE: 1.0, beside: 0.75}, {RULE}, {RULE: [], beside: []}, set(), BARS) == {RULE}


def test_an_exception_that_is_told_brings_the_first_rule_and_the_nearest_however_far() -> None:
    other = ChunkId("other")
    shares = {RULE: 0.2, FAR: 0.3, other: 0.1, EXCEPTION: 1.0}
    assert stay(shares, {EXCEPTION: [RULE, other, FAR]}) == {RULE, FAR, EXCEPTION}
