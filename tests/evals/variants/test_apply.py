"""Each knob does what it says to the real turn, and leaves the house as it was."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from copilot.turn.outcome import Outcome
from copilot.turn.trace import Trace
from evals.cases import Case
from evals.errors import CannotRun
from evals.house import House
from evals.variants import stale
from evals.variants.apply import apply
from evals.variants.knobs import Knobs
from tests.evals.conftest import SAMPLE_DOCS

PLANTS = "I bought a live plant three weeks ago. Can it still be returned?"
CANCEL = "Please cancel order FH-10011."
WHERE = "Where is my order FH-10001?"


def _said(house: House, say: str, *, customer: str | None = None, as_of: str | None = None, **knobs: Any) -> Trace:  # noqa: ANN401
    setup = {"region": "us"} if customer is None else {"customer": customer, "verified": True}
    turns = [{"say": say, "expect": {"outcome": "answered"}}]
    one = Case.model_validate(
        {"id": "said", "slices": ["table"], "setup": setup | ({"as_of": as_of} if as_of else {}), "turns": turns}
    )
    (trace,) = apply(house, Knobs(**knobs)).play(one).traces
    assert trace is not None
    return trace


def test_as_shipped_a_turn_is_run_as_the_house_runs_it(house: House) -> None:
    assert apply(house, Knobs()).runner.settings == house.agent.runner.settings


def test_k_bounds_the_hits(house: House) -> None:
    whole, bounded = _said(house, PLANTS), _said(house, PLANTS, k=2)
    assert len(whole.hits) > 2
    assert len(bounded.hits) == 2
    assert len(_said(house, PLANTS).hits) == len(whole.hits)


def test_the_hits_that_stay_become_evidence_in_their_order(house: House) -> None:
    found = _said(house, PLANTS)
    evidence = [piece.chunk_id for piece in found.evidence]
    stayed = [hit.chunk_id for hit in found.hits if hit.chunk_id in evidence]
    assert stayed[0] == found.hits[0].chunk_id
    assert evidence[: len(stayed)] == stayed


def test_without_retrieval_there_is_neither_hit_nor_policy(house: House) -> None:
    found = _said(house, PLANTS, retrieval=False)
    assert (found.hits, found.evidence) == ((), ())


def test_without_links_no_evidence_limits_another(house: House) -> None:
    assert any(piece.limits for piece in _said(house, PLANTS).evidence)
    assert not any(piece.limits for piece in _said(house, PLANTS, exception_links=False).evidence)


def test_without_governing_dates_a_past_day_is_answered_from_todays_policies(house: House) -> None:
    assert _said(house, PLANTS, as_of="2024-06-01").hits == ()
    assert _said(house, PLANTS, as_of="2024-06-01", governing_dates=False).hits


def test_without_tools_nothing_is_decided_or_called(house: House) -> None:
    found = _said(house, CANCEL, customer="C-1002", tools=False)
    assert (found.decisions, found.calls) == ((), ())


def test_without_the_rule_that_asks_an_order_is_cancelled_at_once(house: House) -> None:
    assert _said(house, CANCEL, customer="C-1002").outcome is Outcome.ASKED
    broken = _said(house, CANCEL, customer="C-1002", without_rule="unconfirmed")
    assert broken.outcome is Outcome.ACTED
    assert broken.versions["rules"].endswith("-unconfirmed")


def test_swapped_tools_are_called_for_each_other(house: House) -> None:
    right = {call.tool for call in _said(house, WHERE, customer="C-1001").calls}
    wrong = {call.tool for call in _said(house, WHERE, customer="C-1001", swapped_tools=sorted(SWAP)).calls}
    assert right & SWAP
    assert wrong & SWAP == SWAP - (right & SWAP)


SWAP = {"look_up_order", "track_shipment"}


def test_a_careless_writer_is_caught_by_validation_and_read_without_it(house: House) -> None:
    checked = _said(house, PLANTS, writer="careless")
    assert checked.answer.fallback is not None
    assert "14 days" in checked.answer.text
    unchecked = _said(house, PLANTS, writer="careless", validation=False)
    assert (unchecked.answer.generator, unchecked.answer.fallback) == ("careless", None)
    assert "14 days" not in unchecked.answer.text


def test_a_model_that_nobody_configured_is_refused(house: House) -> None:
    with pytest.raises(CannotRun, match="COPILOT_LLM"):
        apply(house, Knobs(writer="model"))


def test_a_rule_that_is_not_there_is_refused(house: House) -> None:
    with pytest.raises(CannotRun, match="no rule 'nobody-wrote-this'"):
        apply(house, Knobs(without_rule="nobody-wrote-this"))


def test_a_stale_copy_lacks_what_came_later_and_knows_of_no_end(tmp_path: Path) -> None:
    found = stale.copy(SAMPLE_DOCS, date(2026, 2, 28), tmp_path)
    assert not (found / "returns-policy-2026.md").exists()
    assert (found / "lost-and-damaged-2026.md").exists()
    assert "effective_to" not in (found / "returns-policy-2025.md").read_text()
    assert "effective_to: 2025-12-31" in (found / "lost-and-damaged-2025.md").read_text()
    assert (SAMPLE_DOCS / "returns-policy-2026.md").exists()
