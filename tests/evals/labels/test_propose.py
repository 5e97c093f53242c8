"""What the rules propose, rule by rule: from a report's words, and from a trace alone."""

from typing import Any

import pytest

from evals.labels.failures import Failure, of_turns
from evals.labels.modes import MODES, Mode
from evals.labels.propose import propose
from tests.evals.builders import answer, call, decision, evidence, trace


def _failed(stage: str | None, **problems: str) -> Failure:
    return Failure("case", ("Hi",), "Hello", "answered", stage, problems)


@pytest.mark.parametrize(
    ("failure", "mode"),
    [
        (_failed("answered", outcome_accuracy="answered for abstained"), Mode.SHOULD_HAVE_DECLINED),
        (_failed("answered", outcome_accuracy="x for asked; acted for refused"), Mode.SHOULD_HAVE_DECLINED),
        (_failed("answered", false_confidence="answered what nothing answers"), Mode.SHOULD_HAVE_DECLINED),
        (_failed("answered", outcome_accuracy="abstained for answered"), Mode.REASONING),
        (_failed("decided", under_blocking="refund is allowed for denied"), Mode.POLICY_OR_TONE),
        (_failed("called", unauthorised_writes="refund", tool_recall="missed x"), Mode.POLICY_OR_TONE),
        (_failed("understood", evidence_recall="no"), Mode.REASONING),
        (_failed("retrieved", evidence_recall="no", key_facts="no"), Mode.WRONG_RETRIEVAL),
        (_failed("in evidence", evidence_recall="no"), Mode.NOISY_CONTEXT),
        (_failed("called", tool_recall="missed look_up_order", state_changes="no"), Mode.MISSING_TOOL_USE),
        (_failed("called", exact_calls="order_id wrong"), Mode.REASONING),
        (_failed("cited", citation_recall="no"), Mode.FORMAT),
        (_failed("cited", citation_recall="no", key_facts="30 days missing"), Mode.NOISY_CONTEXT),
        (_failed("answered", key_facts="14 days missing"), Mode.REASONING),
    ],
)  # fmt: skip
def test_a_failed_case_gets_the_mode_of_what_first_went_wrong(failure: Failure, mode: Mode) -> None:
    assert propose(failure).mode is mode


@pytest.mark.parametrize(
    ("fields", "mode"),
    [
        ({"outcome": "abstained"}, Mode.MISSING_KNOWLEDGE),
        ({"outcome": "abstained", "evidence": (evidence("returns", "x"),)}, Mode.WRONG_RETRIEVAL),
        ({"outcome": "refused"}, Mode.POLICY_OR_TONE),
        ({"calls": (call("look_up_order", status="failed"),)}, Mode.MISSING_TOOL_USE),
        ({"decisions": (decision("look_up_order", "allowed"),)}, Mode.MISSING_TOOL_USE),
        ({"answer": answer("x").model_copy(update={"fallback": "no JSON"})}, Mode.FORMAT),
        ({"evidence": tuple(evidence(f"doc-{n}", "x", n) for n in range(4))}, Mode.NOISY_CONTEXT),
        ({}, Mode.REASONING),
    ],
)
def test_a_turn_on_record_gets_a_mode_from_its_trace_alone(fields: dict[str, Any], mode: Mode) -> None:
    (failure,) = of_turns([trace(**fields)])
    assert propose(failure).mode is mode


def test_going_ahead_in_spite_of_a_risk_is_the_first_thing_said() -> None:
    risky = trace(calls=(call("look_up_order", status="failed"),))
    seen = risky.model_copy(update={"understanding": risky.understanding.model_copy(update={"risks": ("injury",)})})
    (failure,) = of_turns([seen])
    assert propose(failure).mode is Mode.SHOULD_HAVE_DECLINED


def test_every_mode_says_what_it_means_how_bad_it_is_and_where_to_look() -> None:
    assert set(MODES) == set(Mode)
    assert {about.severity for about in MODES.values()} == {1, 2, 3}
