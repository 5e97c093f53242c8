"""One case: proposals through the neutral gate, judged by the suite's metrics before and after it."""

from collections.abc import Sequence

import pytest

from evals.metrics import Score, Unscored
from evals.scoring import Scored
from evals.tool_cases.gate import Proposal, decide
from evals.tool_cases.play import NOTHING_SAID, UNLABELLED, play
from evals.tool_cases.records import Message
from tests.evals.tool_cases.builders import TOOLS, Says, case
from tools.gate.decision import Status

BLOCK = {"name": "block_card", "args": {"card_id": "77"}}


def _score(scored: Scored, metric: str) -> tuple[float, float] | None:
    result = scored.results[metric]
    return (result.part, result.whole) if isinstance(result, Score) else None


@pytest.mark.parametrize(
    ("proposal", "status"),
    [
        (Proposal("show_balance", {}), Status.ALLOWED),
        (Proposal("block_card", {"card_id": "77"}), Status.NEEDS_CONFIRMATION),
        (Proposal("block_card", {}), Status.NEEDS_INPUT),
        (Proposal("block_card", {"card_id": ""}), Status.NEEDS_INPUT),
        (Proposal("block_card", {"card_id": "77", "who": "me"}), Status.DENIED),
        (Proposal("block_card", None), Status.DENIED),
        (Proposal("close_bank", {}), Status.DENIED),
    ],
)
def test_the_neutral_gate_knows_tools_arguments_and_effects_only(proposal: Proposal, status: Status) -> None:
    assert decide(proposal, TOOLS) is status


def test_the_right_call_is_right_before_and_after_the_gate() -> None:
    played = play(case(BLOCK), Says(Proposal("block_card", {"card_id": "77"})), TOOLS)
    for scored in (played.proposed, played.made):
        assert [
            _score(scored, m) for m in ("tool_precision", "tool_recall", "argument_correctness", "exact_calls")
        ] == [(1, 1)] * 4


def test_a_call_without_its_arguments_is_proposed_and_not_made() -> None:
    played = play(case(BLOCK), Says(Proposal("block_card", {})), TOOLS)
    assert _score(played.proposed, "tool_recall") == (1, 1)
    assert _score(played.proposed, "argument_correctness") == (0, 1)
    assert _score(played.made, "tool_recall") == (0, 1)


def test_a_forbidden_proposal_counts_although_the_gate_stops_it() -> None:
    played = play(case(forbidden=["block_card"]), Says(Proposal("block_card", None)), TOOLS)
    assert _score(played.proposed, "forbidden_calls") == (1, 1)
    assert _score(played.made, "forbidden_calls") == (0, 1)


def test_a_malformed_call_is_no_silence() -> None:
    played = play(case(), Says(Proposal("show_balance", None, by_model=True)), TOOLS)
    assert _score(played.proposed, "silence_accuracy") == (0, 1)
    assert _score(play(case(), Says(), TOOLS).proposed, "silence_accuracy") == (1, 1)


def test_arguments_that_nobody_labelled_are_unscored_and_the_tool_is_not() -> None:
    played = play(case({"name": "block_card"}), Says(Proposal("block_card", {"card_id": "1"})), TOOLS)
    assert played.proposed.results["argument_correctness"] == Unscored(UNLABELLED)
    assert played.proposed.results["exact_calls"] == Unscored(UNLABELLED)
    assert _score(played.proposed, "tool_precision") == (1, 1)


def test_arguments_outside_the_comparison_do_not_count() -> None:
    labelled = case({"name": "list_cards", "args": {"email": "a@example.com", "note": ""}, "compare_args": ["email"]})
    played = play(labelled, Says(Proposal("list_cards", {"email": "a@example.com", "note": "hm"})), TOOLS)
    assert _score(played.proposed, "exact_calls") == (1, 1)


def test_a_whole_conversation_is_read_message_by_message_and_a_repeated_call_is_one() -> None:
    talk = [{"role": role, "content": text} for role, text in (("user", "Hi"), ("assistant", "Yes?"), ("user", "Now"))]
    says = Says(Proposal("show_balance", {}))
    played = play(case({"name": "show_balance", "args": {}, "after_turn": 0}, messages=talk), says, TOOLS)
    assert says.shown == [("Hi",), ("Hi", "Yes?", "Now")]
    assert _score(played.proposed, "tool_precision") == (1, 1)


def test_what_cannot_be_asked_or_breaks_is_unscored_with_its_cause() -> None:
    class Breaks(Says):
        def propose(self, conversation: Sequence[Message]) -> tuple[Proposal, ...]:  # noqa: ARG002
            raise TimeoutError("no reply")

    broken = play(case(BLOCK), Breaks(), TOOLS)
    assert broken.cause == "TimeoutError: no reply"
    assert broken.made.results["tool_recall"] == Unscored("TimeoutError: no reply")
    assert broken.made.results["silence_accuracy"] is None
    assert play(case(BLOCK, messages=[]), Says(), TOOLS).cause == NOTHING_SAID
