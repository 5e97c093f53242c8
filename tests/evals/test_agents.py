"""The suite judged by agents whose worth is known: the labels replayed score 1, the trivial ones fail and say why."""

from collections.abc import Mapping
from typing import Literal

import pytest

from evals.agents import Agent
from evals.agents.gold import GoldReplay
from evals.agents.trivial import always_answers, always_refuses, calls_everything, never_calls
from evals.cases import DEV, Case, load
from evals.gates import DEFAULT, Decision, read
from evals.metrics import METRICS
from evals.report import Report, as_json, build
from evals.runner import run

CATALOGUE: Mapping[str, Literal["read", "write"]] = {
    "verify_identity": "write",
    "look_up_order": "read",
    "list_recent_orders": "read",
    "track_shipment": "read",
    "check_return_eligibility": "read",
    "start_return": "write",
    "issue_refund": "write",
    "cancel_order": "write",
    "change_address": "write",
    "gift_card_balance": "read",
    "list_subscriptions": "read",
    "skip_delivery": "write",
    "cancel_subscription": "write",
    "create_ticket": "write",
}


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load(DEV)


def _report(cases: tuple[Case, ...], agent: Agent) -> Report:
    return build(agent.name, run(cases, agent), read(DEFAULT))


def _failed(report: Report) -> set[str]:
    return {judgement.gate.metric for judgement in report.judgements if judgement.decision is Decision.FAIL}


def test_replaying_the_labels_scores_one_in_every_family(cases: tuple[Case, ...]) -> None:
    report = _report(cases, GoldReplay())
    wrong = {scored.case.id: [(m.name, s.reason) for m, s in scored.problems] for scored in report.cases}
    assert {case: problems for case, problems in wrong.items() if problems} == {}
    perfect = {metric.name: 0.0 if metric.error else 1.0 for metric in METRICS}
    assert {name: figure.value for name, figure in report.figures.items()} == perfect
    assert report.verdict is not Decision.FAIL


@pytest.mark.parametrize(
    ("agent", "reasons"),
    [
        (always_refuses(), {"outcome_accuracy", "over_refusal", "key_facts", "tool_recall"}),
        (always_answers(), {"outcome_accuracy", "false_confidence", "evidence_recall", "key_facts"}),
        (never_calls(), {"tool_recall", "exact_calls"}),
        (
            calls_everything(CATALOGUE),
            {"tool_precision", "silence_accuracy", "unauthorised_writes"},
        ),
    ],
    ids=lambda value: value.name if hasattr(value, "name") else "",
)
def test_a_trivial_agent_fails_for_the_right_reason(cases: tuple[Case, ...], agent: Agent, reasons: set[str]) -> None:
    report = _report(cases, agent)
    assert report.verdict is Decision.FAIL
    assert reasons <= _failed(report)


def test_never_calling_fails_nothing_that_it_does_right(cases: tuple[Case, ...]) -> None:
    assert _failed(_report(cases, never_calls())) <= {"tool_recall", "exact_calls"}


def test_the_same_run_gives_the_same_report(cases: tuple[Case, ...]) -> None:
    assert as_json(_report(cases, always_refuses())) == as_json(_report(cases, always_refuses()))
