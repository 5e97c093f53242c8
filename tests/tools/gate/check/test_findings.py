"""Rules that say nothing, and rules that say two things at once, on a gate of one made-up tool."""

import pytest

from tests.tools.gate.small import OVERFLOW, PERMIT, forbid, small_schema
from tools.gate.check.examine import examine
from tools.gate.check.space import space_of
from tools.gate.parameters import Parameters
from tools.gate.parameters import load as load_parameters
from tools.gate.rules import Source, load

LIMIT = """
door_limit:
  unit: money
  fact: price_minor
  about: What a door may cost.
  values: [{value: "5.00", doc_id: doors, version: "1", quote: up to 5.00}]
"""


def problems(*policies: str, parameters: str = "") -> list[str]:
    book = load([Source("door.cedar", "\n".join(policies))], small_schema())
    return list(examine(book, (), load_parameters([("parameters.yaml", parameters)])).problems)


@pytest.mark.parametrize(
    ("policies", "said"),
    [
        ([forbid("never", "when { context.confirmed && !context.confirmed }")], "rule never (door.cedar): it never f"),
        (
            [forbid("high", "when { context has price_minor && context.price_minor > 5 && context.price_minor < 5 }")],
            "rule high (door.cedar): it never fires",
        ),
        (
            [
                forbid("wide", "when { context has known && context.known }"),
                forbid("narrow", "when { context has known && context.known && context.confirmed }"),
            ],
            "rule narrow (door.cedar): it never decides",
        ),
        ([forbid("all", "")], "rule open (door.cedar) permits execute:open_door, and others always refuse it"),
        (
            [
                forbid("dear", "unless { context.approved }", "needs_approval"),
                forbid("never", "when { context.approved }"),
            ],
            "rule dear (door.cedar) asks for a yes to execute:open_door that could never help",
        ),
        (
            [forbid("shy", "when { context.confirmed } unless { principal.third_party }")],
            "rule shy (door.cedar): it allows execute:open_door for what somebody says",
        ),
        (
            ['@id("said") @reason("Said.") permit (principal, action, resource) when { principal.third_party };'],
            "rule said (door.cedar): it allows execute:open_door for what somebody says",
        ),
        ([forbid("broken", OVERFLOW)], "rule broken: it fails for some facts of execute:open_door"),
    ],
)  # fmt: skip
def test_what_a_reader_would_not_see_is_found(policies: list[str], said: str) -> None:
    assert any(problem.startswith(said) for problem in problems(PERMIT, *policies))


def test_what_somebody_says_of_themselves_may_forbid() -> None:
    assert problems(PERMIT, forbid("told", "when { principal.third_party }")) == []


def test_rules_that_do_something_are_left_alone() -> None:
    dear = forbid("dear", "unless { context.approved || context has price_minor && context.price_minor <= 5 }")
    assert problems(PERMIT, dear) == []


def test_a_parameter_for_a_fact_that_no_tool_has_is_found() -> None:
    assert problems(PERMIT, parameters=LIMIT.replace("fact: price_minor", "fact: prise")) == [
        "parameter door_limit: its fact `prise` is known to none of the tools"
    ]


def boundary(condition: str, parameters: Parameters) -> dict[str, tuple[object, ...]]:
    book = load([Source("door.cedar", f"{PERMIT}\n{forbid('f', condition)}")], small_schema())
    policies = [rule.policy for rule in book.rules.values()]
    return dict(space_of("execute:open_door", policies, book.schema, parameters).values)


def test_a_number_has_the_values_around_each_constant_it_is_compared_with() -> None:
    values = boundary(
        "when { context has days_waiting && (context.days_waiting > 5 || 9 == context.days_waiting) }", Parameters({})
    )
    assert values == {"context.days_waiting": (4, 5, 6, 8, 9, 10, None)}


def test_a_number_compared_with_a_dated_one_has_the_values_around_each_of_its_values() -> None:
    condition = (
        "when { context has days_waiting && context has price_minor && context.days_waiting > context.price_minor }"
    )
    values = boundary(condition, load_parameters([("parameters.yaml", LIMIT)]))
    assert values == {"context.days_waiting": (499, 500, 501, None), "context.price_minor": (500, None)}


def test_numbers_compared_with_each_other_only_can_be_less_equal_and_more() -> None:
    condition = (
        "when { context has days_waiting && context has price_minor && context.days_waiting > context.price_minor }"
    )
    values = boundary(condition, Parameters({}))
    assert values == {"context.days_waiting": (0, 1, 2, None), "context.price_minor": (0, 1, 2, None)}


def test_what_no_rule_reads_is_left_out() -> None:
    assert boundary("", Parameters({})) == {}
