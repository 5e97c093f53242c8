"""The production turn under the suite: real index, real rules, a real copy of the records for each case."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from copilot.turn.outcome import Outcome
from evals.cases.schema import Case
from evals.episode import Episode
from evals.house import TODAY, House, settings_in
from evals.records import difference, snapshot
from evals.runner import run
from evals.scoring import Verdict


def _case(*turns: dict[str, Any], **setup: Any) -> Case:  # noqa: ANN401
    said = [{"expect": {"outcome": "answered"}} | turn for turn in turns if "say" in turn] if turns else []
    others = [turn for turn in turns if "say" not in turn]
    return Case.model_validate({"id": "played", "slices": ["order_lookup"], "setup": setup, "turns": [*said, *others]})


CANCEL = (
    {"say": "Please cancel order FH-10011."},
    {"say": "Confirm", "press": "confirm"},
)


def _outcomes(episode: Episode) -> list[Outcome | None]:
    return [trace.outcome if trace else None for trace in episode.traces]


def test_a_policy_question_is_answered_from_the_documents(house: House) -> None:
    episode = house.agent.play(_case({"say": "Can Final sale items be returned?"}, region="us"))
    (trace,) = episode.traces
    assert trace is not None
    assert trace.hits
    assert {hit.doc_id for hit in trace.hits} <= {"returns-policy", "order-changes-and-cancellation", "final-sale"}
    assert episode.changes == ()


def test_a_confirmed_cancellation_is_one_changed_order(house: House) -> None:
    episode = house.agent.play(_case(*CANCEL, customer="C-1002", verified=True))
    assert _outcomes(episode) == [Outcome.ASKED, Outcome.ACTED]
    assert [(row.table, row.kind, row.key) for row in episode.changes] == [("orders", "update", "FH-10011")]
    assert episode.changes[0].values["status"] == "cancelled"


def test_no_case_sees_what_another_did_and_the_records_stay_as_they_were(house: House) -> None:
    before = snapshot(house.agent.copies.seeded)
    cases = [_case(*CANCEL, customer="C-1002", verified=True).model_copy(update={"id": f"c-{i}"}) for i in range(3)]
    played = [house.agent.play(case) for case in cases]
    assert [_outcomes(episode) for episode in played] == [[Outcome.ASKED, Outcome.ACTED]] * 3
    assert difference(before, snapshot(house.agent.copies.seeded)) == ()


def test_every_case_begins_at_noon_of_the_day_it_was_written_for(house: House) -> None:
    for _ in range(2):
        (trace,) = house.agent.play(_case({"say": "Hello"})).traces
        assert trace is not None
        assert (trace.started_at.date(), trace.started_at.hour) == (TODAY, 12)


def test_the_same_case_is_played_the_same_way_twice(house: House) -> None:
    def told() -> list[Any]:
        case = _case({"say": "How long do I have to return something?"}, region="uk")
        found = [trace for trace in house.agent.play(case).traces if trace]
        return [trace.model_dump(exclude={"timings"}) for trace in found]

    assert told() == told()


def test_an_approver_with_nothing_to_decide_changes_nothing(house: House) -> None:
    episode = house.agent.play(_case({"say": "Hello"}, {"approver": "approve"}))
    assert episode.traces[-1] is None
    assert episode.changes == ()


def test_labels_are_checked_against_the_documents_that_serve(house: House) -> None:
    assert sorted(house.library) == [
        ("final-sale", "2025.1"),
        ("order-changes-and-cancellation", "2025.1"),
        ("returns-policy", "2026.1"),
    ]
    gone = Case.model_validate(
        {
            "id": "gone",
            "slices": ["table"],
            "turns": [
                {
                    "say": "Is Amex fine?",
                    "expect": {"outcome": "answered", "gold": [{"doc_id": "payment-methods", "quote": "Yes"}]},
                }
            ],
        }
    )
    (scored,) = run([gone], house.agent, house.library)
    assert scored.verdict is Verdict.UNSCORED


def test_a_deployments_databases_are_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_TOOLS__BUSINESS_URL", "postgresql://shop/live")
    monkeypatch.setenv("COPILOT_INGESTION__LEDGER_URL", "postgresql://shop/ledger")
    monkeypatch.setenv("COPILOT_INGESTION__CHROMA", "http://shop:8000")
    monkeypatch.setenv("COPILOT_RECORDS_URL", "postgresql://shop/copilot")
    monkeypatch.setenv("COPILOT_DEMO_TODAY", "2026-01-01")
    settings = settings_in(tmp_path, tmp_path / "docs")
    places = (
        settings.tools.database_url,
        settings.ingestion.ledger,
        settings.ingestion.chroma_location,
        settings.records_location,
    )
    assert all(str(tmp_path) in place for place in places)
    assert settings.tools.demo_today == settings.demo_today == date(2026, 6, 15)
