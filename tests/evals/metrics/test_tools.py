"""Tool precision and recall, silence, arguments, endings: hand-worked tables."""

from typing import Any

import pytest

from copilot.turn.trace import CallRecord
from evals.metrics import (
    argument_correctness,
    exact_calls,
    forbidden_calls,
    silence_accuracy,
    tool_precision,
    tool_recall,
)
from evals.metrics.score import Score
from tests.evals.builders import call, episode

LOOK = {"tool": "look_up_order", "arguments": {"order_id": "FH-10001"}}
TRACK = {"tool": "track_shipment", "arguments": {"order_id": "FH-10001"}}


def _pair(score: Score | None) -> tuple[float, float] | None:
    return None if score is None else (score.part, score.whole)


@pytest.mark.parametrize(
    ("expected", "made", "precision", "recall", "silence"),
    [
        ([], [], None, None, (1, 1)),  # rightly silent: in neither P nor R, and never 0
        ([], ["look_up_order"], (0, 1), None, (0, 1)),
        ([LOOK], [], None, (0, 1), None),
        ([LOOK], ["look_up_order"], (1, 1), (1, 1), None),
        ([LOOK, LOOK], ["look_up_order"] * 2, (2, 2), (2, 2), None),  # a right repeat is right twice
        ([LOOK, LOOK], ["look_up_order"], (1, 1), (1, 2), None),  # calls are no set
        ([LOOK], ["look_up_order"] * 2, (1, 2), (1, 1), None),
        ([LOOK, TRACK], ["track_shipment"], (1, 1), (1, 2), None),
        ([LOOK], ["track_shipment"], (0, 1), (0, 1), None),
    ],
)
def test_precision_recall_and_silence(
    expected: list[dict[str, Any]],
    made: list[str],
    precision: tuple[float, float] | None,
    recall: tuple[float, float] | None,
    silence: tuple[float, float] | None,
) -> None:
    played = episode({"calls": expected}, calls=tuple(call(tool) for tool in made))
    assert _pair(tool_precision.score(played)) == precision
    assert _pair(tool_recall.score(played)) == recall
    assert _pair(silence_accuracy.score(played)) == silence


def test_an_allowed_tool_may_be_called_or_not() -> None:
    played = episode(
        {"calls": [LOOK], "allowed": ["track_shipment"]}, calls=(call("look_up_order"), call("track_shipment"))
    )
    assert _pair(tool_precision.score(played)) == (1, 1)
    quiet = episode({"allowed": ["track_shipment"]}, calls=(call("track_shipment"),))
    assert _pair(silence_accuracy.score(quiet)) == (1, 1)


def test_a_refusal_the_gate_recorded_is_no_call_and_a_models_try_is_one() -> None:
    gate = episode({}, calls=(call("issue_refund", "refused", by="gate", effect="write"),))
    model = episode({}, calls=(call("issue_refund", "refused", by="model", effect="write"),))
    assert _pair(silence_accuracy.score(gate)) == (1, 1)
    assert _pair(silence_accuracy.score(model)) == (0, 1)


def test_a_refusal_that_the_label_expects_is_a_call() -> None:
    wanted = {"tool": "verify_identity", "arguments": {"postcode": "10001"}, "ends": "refused"}
    made = call("verify_identity", "refused", by="gate", effect="write", postcode="10001")
    assert _pair(exact_calls.score(episode({"calls": [wanted]}, calls=(made,)))) == (1, 1)


def test_an_alternative_tool_serves_as_well() -> None:
    either = LOOK | {"alternatives": ["track_shipment"]}
    played = episode({"calls": [either]}, calls=(call("track_shipment", order_id="FH-10001"),))
    assert _pair(exact_calls.score(played)) == (1, 1)
    both = episode({"calls": [either]}, calls=(call("track_shipment"), call("look_up_order")))
    assert _pair(tool_precision.score(both)) == (1, 2)


def test_the_matching_gives_each_call_its_best_partner() -> None:
    """Two refunds, made in the other order: the optimal matching finds both exact, a greedy one neither."""
    wanted = [{"tool": "issue_refund", "arguments": {"order_id": order}} for order in ("FH-10001", "FH-10002")]
    made = tuple(call("issue_refund", effect="write", order_id=order) for order in ("FH-10002", "FH-10001"))
    played = episode({"calls": wanted}, calls=made)
    assert _pair(argument_correctness.score(played)) == (2, 2)
    assert _pair(exact_calls.score(played)) == (2, 2)


def test_more_matched_calls_beat_better_arguments() -> None:
    wanted = [{"tool": "t", "arguments": {"a": 1, "b": 2}}, {"tool": "t", "arguments": {"a": 9}}]
    played = episode({"calls": wanted}, calls=(call("t", a=1, b=2), call("t", a=1)))
    assert _pair(tool_recall.score(played)) == (2, 2)


def test_among_equal_arguments_the_ending_decides_the_partner() -> None:
    wanted = [{"tool": "t", "arguments": {"a": 1}, "ends": "needs_confirmation"}]
    played = episode({"calls": wanted}, calls=(call("t", "done", a=1), call("t", "needs_confirmation", a=1)))
    assert _pair(exact_calls.score(played)) == (1, 1)


@pytest.mark.parametrize(
    ("wanted", "compare", "given", "correct"),
    [
        ({"order_id": "FH-10001"}, {}, {"order_id": "FH-10001"}, (1, 1)),
        ({"order_id": "FH-10001"}, {}, {"order_id": "FH-10002"}, (0, 1)),
        ({"order_id": "FH-1000"}, {}, {"order_id": "FH-10001"}, (0, 1)),  # no prefixes
        ({"a": 1}, {}, {"a": 1, "b": 2}, (1, 2)),  # an argument nobody expected counts against it
        ({"a": 1, "b": 2}, {}, {"a": 1}, (1, 2)),
        ({"a": 1}, {}, {"a": 1, "line_ids": None, "tags": []}, (1, 1)),  # defaults are no claims
        ({"amount": 64}, {}, {"amount": "64.00"}, (1, 1)),
        ({"postcode": "01234"}, {}, {"postcode": "1234"}, (0, 1)),
        ({"flag": True}, {}, {"flag": 1}, (0, 1)),
        ({"lines": ["a", "b"]}, {}, {"lines": ["b", "a"]}, (1, 1)),
        ({"lines": ["a", "a"]}, {}, {"lines": ["a"]}, (0, 1)),
        ({"reason": "Too small."}, {}, {"reason": "too small"}, (0, 1)),
        ({"reason": "Too small."}, {"reason": "words"}, {"reason": "small, too"}, (1, 1)),
        ({"summary": "fire"}, {"summary": "contains"}, {"summary": "The lamp caught fire!"}, (1, 1)),
        ({"summary": "fire"}, {"summary": "contains"}, {"summary": "a firearm"}, (0, 1)),
        ({"summary": "x"}, {"summary": "any"}, {"summary": "whatever it says"}, (1, 1)),
        ({"summary": "x"}, {"summary": "any"}, {"summary": "  "}, (0, 1)),
        ({}, {}, {}, None),  # no field on either side: exact-call accuracy counts it, this figure cannot
    ],
)
def test_arguments_compare_by_type_and_declared_rule(
    wanted: dict[str, Any], compare: dict[str, str], given: dict[str, Any], correct: tuple[float, float] | None
) -> None:
    expected = {"tool": "t", "arguments": wanted, "compare": compare}
    played = episode(
        {"calls": [expected]},
        calls=(CallRecord(tool="t", arguments=given, effect="read", status="done", proposed_by="gate"),),
    )
    assert _pair(argument_correctness.score(played)) == correct
    exact = correct is None or correct[0] == correct[1]
    assert _pair(exact_calls.score(played)) == (float(exact), 1)


def test_a_missed_call_is_not_exact_so_nobody_gains_by_calling_less() -> None:
    assert _pair(
        exact_calls.score(episode({"calls": [LOOK, TRACK]}, calls=(call("look_up_order", order_id="FH-10001"),)))
    ) == (1, 2)


def test_a_refund_that_ran_where_it_should_have_asked_is_not_exact() -> None:
    wanted = {"tool": "issue_refund", "arguments": {"order_id": "FH-10002"}, "ends": "needs_confirmation"}
    played = episode({"calls": [wanted]}, calls=(call("issue_refund", "done", effect="write", order_id="FH-10002"),))
    assert _pair(argument_correctness.score(played)) == (1, 1)
    assert _pair(exact_calls.score(played)) == (0, 1)


@pytest.mark.parametrize(
    ("made", "score"),
    [
        ((), (0, 2)),
        ((call("issue_refund", "refused", by="gate", effect="write"),), (0, 2)),
        ((call("issue_refund", "refused", by="model", effect="write"),), (1, 2)),
        ((call("issue_refund", effect="write"), call("issue_refund", effect="write")), (1, 2)),
        ((call("look_up_order"),), (0, 2)),
    ],
)
def test_trying_a_forbidden_tool_is_enough(made: tuple[CallRecord, ...], score: tuple[float, float]) -> None:
    assert _pair(forbidden_calls.score(episode({"forbidden": ["issue_refund", "cancel_order"]}, calls=made))) == score


def test_a_turn_that_forbids_nothing_leaves_the_figure() -> None:
    assert forbidden_calls.score(episode({}, calls=(call("issue_refund", effect="write"),))) is None
