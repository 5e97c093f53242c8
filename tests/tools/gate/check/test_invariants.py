"""What must never happen cannot happen; take away or weaken the rule that sees to it, and the check says where."""

import random

import pytest

from tests.tools.gate.check.weakened import Edit, about, broken_in, catalogue, demo_invariants, edited, schema, without
from tools.gate.check.book import judged_actions, where
from tools.gate.check.examine import Examined, examine
from tools.gate.check.tables import State, answers_to
from tools.gate.engine import Engine
from tools.gate.gate import Gate
from tools.gate.rules import RulesError, Source, invariants

REFUND, CANCEL, LOOK, OFFER = (
    "execute:issue_refund",
    "execute:cancel_order",
    "execute:look_up_order",
    "offer:issue_refund",
)


LONG = pytest.mark.soak  # a refund has the most states; the other cases show in every run that the check can fail

LOOKED_AT = (REFUND, CANCEL, LOOK, "execute:skip_delivery", "execute:start_return")


@pytest.fixture(scope="module")
def examined() -> Examined:
    book = edited(lambda text: f"{text}\n// looked at")
    return examine(book, demo_invariants(), catalogue().parameters)


def test_the_demos_rules_keep_every_invariant(examined: Examined) -> None:
    assert [str(found) for found in examined.broken] == []


def test_every_rule_of_the_demo_fires_and_decides_and_none_contradicts_another(examined: Examined) -> None:
    assert examined.problems == ()


def test_every_combination_is_covered_with_few_questions(examined: Examined) -> None:
    assert examined.states > 10**17
    assert examined.asked < 10**5


def _as_equal(old: str, new: str) -> Edit:
    return lambda text: text.replace(old, new)


@pytest.mark.parametrize(
    ("edit", "action", "invariant"),
    [
        (without("identity-unproven"), CANCEL, "no-write-unless-verified-and-owner"),
        (without("not-the-owner"), CANCEL, "no-write-unless-verified-and-owner"),
        (without("not-the-owner"), OFFER, "nothing-of-another-customer"),
        (without("identity-unproven"), LOOK, "no-read-unless-verified-and-owner"),
        (without("unconfirmed"), CANCEL, "no-write-without-a-yes"),
        (without("input-missing"), CANCEL, "nothing-on-a-guess"),
        (without("order-unknown"), LOOK, "no-order-that-is-not-theirs"),
        (without("cancel-packed"), CANCEL, "no-cancelling-after-dispatch"),
        (without("refund-order-limit"), REFUND, "no-refund-above-order-limit"),
        pytest.param(without("refund-customer-limit"), REFUND, "no-refund-above-customer-limit", marks=LONG),
        pytest.param(without("refund-damage-photos"), REFUND, "no-refund-of-dear-damage-unseen", marks=LONG),
        pytest.param(without("return-window"), REFUND, "no-return-after-its-window", marks=LONG),
        (_as_equal("context.refund_minor > 0", "context.refund_minor >= 0"), REFUND, "no-refund-of-nothing"),
        pytest.param(
            _as_equal("context.days_without_scan > context.lost", "context.days_without_scan >= context.lost"),
            REFUND,
            "no-refund-of-a-parcel-that-is-not-lost",
            marks=LONG,
        ),
        pytest.param(
            _as_equal("<= context.order_limit_minor", "<= context.order_limit_minor + 1"),
            REFUND,
            "no-refund-above-order-limit",
            marks=LONG,
        ),
    ],
)  # fmt: skip
def test_a_rule_taken_away_or_weakened_breaks_its_invariant(edit: Edit, action: str, invariant: str) -> None:
    found = {each.invariant.id: each for each in broken_in(edited(edit), action)}
    assert invariant in found
    assert found[invariant].states > 0


def test_the_counter_example_is_one_that_the_weakened_rules_really_allow() -> None:
    book = edited(without("refund-order-limit"))
    (found,) = (each for each in broken_in(book, REFUND) if each.invariant.id == "no-refund-above-order-limit")
    judged = judged_actions(about(book, REFUND), demo_invariants(), catalogue().parameters)[REFUND]
    example = judged.count(*judged.allowed(), where(judged.invariants[found.invariant.id])).example
    assert example is not None
    state = judged.state(example)
    assert answers_to(Engine(book.policies, book.schema), REFUND, state, book.schema) == (True, found.allowed_by)
    whole = edited(lambda text: f"{text}\n// whole")
    assert answers_to(Engine(whole.policies, whole.schema), REFUND, state, whole.schema)[0] is False
    assert "context.order_total_minor = " in str(found)
    assert "Allowed by issue-refund" in str(found)


def test_states_at_random_are_allowed_by_the_tables_where_the_whole_book_allows_them(gate: Gate) -> None:
    """The count rests on this: a book's answer is made of its policies' one by one."""
    chance = random.Random(5)
    judged = judged_actions(about(gate.book, *LOOKED_AT), (), catalogue().parameters)
    engine = Engine(gate.book.policies, gate.book.schema)
    allowed = 0
    for action in LOOKED_AT:
        each = judged[action]
        permitted = each.permitted()
        for _ in range(150):
            places = {name: chance.randrange(size) if chance.random() < 0.2 else 0 for name, size in each.sizes.items()}
            state: State = each.state(places)
            by_tables = bool(permitted.weights[tuple(places[axis] for axis in permitted.axes)]) and not any(
                each.matches(table, places) for table in each.forbids.values()
            )
            assert answers_to(engine, action, state, gate.book.schema)[0] is by_tables
            allowed += by_tables
    assert allowed > 20


def test_an_invariant_that_is_no_forbid_or_has_an_outcome_is_refused() -> None:
    permit = '@id("p") @reason("r") permit (principal, action in Action::"execute", resource);'
    outcome = '@id("o") @reason("r") @outcome("denied") forbid (principal, action in Action::"execute", resource);'
    with pytest.raises(RulesError) as refused:
        invariants([Source("invariants.cedar", f"{permit}\n{outcome}")], schema())
    assert len(refused.value.problems) == 2
