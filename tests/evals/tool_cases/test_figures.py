"""Figures over several cases against a table worked by hand."""

from typing import Any

from evals.tool_cases.figures import NOTHING, confused, measure
from evals.tool_cases.gate import Proposal
from evals.tool_cases.play import Played, play
from tests.evals.tool_cases.builders import TOOLS, Says, case

BLOCK = {"name": "block_card", "args": {"card_id": "77"}}
SHOW = {"name": "show_balance", "args": {}}


def _played(name: str, expected: list[dict[str, Any]], called: list[str], **fields: Any) -> Played:  # noqa: ANN401
    proposals = [Proposal(tool, {"card_id": "77"} if tool == "block_card" else {}) for tool in called]
    return play(case(*expected, id=name, **fields), Says(*proposals), TOOLS)


def test_figures_add_up_over_cases() -> None:
    played = [
        _played("right", [BLOCK, SHOW], ["block_card", "show_balance"], slice="a"),
        _played("wrong", [BLOCK], ["show_balance", "show_balance"], slice="b", forbidden=["list_cards"]),
        _played("silent", [], [], slice="b"),
        _played("noisy", [], ["list_cards"], slice="b", forbidden=["list_cards", "close"]),
        _played("unasked", [SHOW], [], slice="b", messages=[]),
    ]
    found = measure(played, TOOLS)
    figures = found.overall["proposed"]
    counted = {name: (one.part, one.whole, one.scored, one.of) for name, one in figures.items()}
    assert counted == {
        "tool_precision": (2, 5, 3, 4),
        "tool_recall": (2, 3, 2, 3),
        "argument_correctness": (1, 1, 1, 1),
        "exact_calls": (2, 3, 2, 3),
        "forbidden_calls": (1, 3, 2, 2),
        "silence_accuracy": (1, 2, 2, 2),
    }
    assert found.kinds == {
        "right call": 2,
        "right tool, wrong arguments": 0,
        "right tool, arguments not labelled": 0,
        "missed": 1,
        "needless": 2,
        "forbidden": 1,
        "rightly none": 1,
    }
    assert list(found.slices) == ["a", "b"]
    assert (found.tools["show_balance"].expected, found.tools["show_balance"].called) == (1, 3)
    assert found.confusion[("block_card", "show_balance")] == 1
    assert found.confusion[(NOTHING, "show_balance")] == 1


def test_what_was_missed_stands_beside_what_was_called_instead() -> None:
    wrong = _played("x", [BLOCK, BLOCK, SHOW], ["block_card", "list_cards"])
    assert confused(wrong) == (("block_card", "block_card"), ("block_card", "list_cards"), ("show_balance", NOTHING))


def test_a_tool_that_labels_allow_confuses_nothing() -> None:
    assert confused(_played("x", [], ["show_balance"], allowed=["show_balance"])) == ((NOTHING, NOTHING),)


def test_a_labelled_tool_that_the_catalogue_lacks_is_named() -> None:
    assert measure([_played("x", [{"name": "gone", "args": {}}], [])], TOOLS).unknown == ("gone",)


def test_a_right_tool_with_wrong_or_unlabelled_arguments_is_named_so() -> None:
    wrong = {"name": "block_card", "args": {"card_id": "78"}}
    found = measure(
        [_played("wrong", [wrong], ["block_card"]), _played("bare", [{"name": "show_balance"}], ["show_balance"])],
        TOOLS,
    )
    assert (found.kinds["right call"], found.kinds["right tool, wrong arguments"]) == (0, 1)
    assert found.kinds["right tool, arguments not labelled"] == 1
