"""The engine answers every question of a batch, and never with more than it is sure of."""

from tests.tools.gate.small import PERMIT, SESSION, Wood, forbid, small_schema
from tools.gate.decision import Approver
from tools.gate.engine import Answer, Ask, Engine, Named, to_cedar
from tools.gate.rules import Source, load

STATE: dict[str, object] = {
    "missing": frozenset(),
    "confirmed": True,
    "approved": False,
    "approver": Approver.NOBODY,
    "woods": frozenset(),
}


def engine(*policies: str) -> Engine:
    book = load([Source("door.cedar", "\n".join((PERMIT, *policies)))], small_schema())
    return Engine(book.policies, book.schema)


def ask(**facts: object) -> Ask:
    return Ask("execute:open_door", "C-1", STATE | facts)


def test_answers_come_in_the_order_of_the_questions() -> None:
    shut = engine(forbid("shut", "when { context has known && !context.known }"))
    answers = shut.answer(SESSION, [ask(known=False), ask(known=True), ask(known=False)])
    assert [answer.allowed for answer in answers] == [False, True, False]
    assert answers[0] == Answer(allowed=False, rule_ids=("shut",))


def test_an_allow_with_an_error_is_not_allowed() -> None:
    broken = engine(forbid("broken", "when { context has price_minor && context.price_minor * 2 > 0 }"))
    answer = broken.answer(SESSION, [ask(price_minor=2**62)])[0]
    assert not answer.allowed
    assert len(answer.errors) == 1


def test_one_bad_question_does_not_spoil_the_others() -> None:
    answers = engine().answer(SESSION, [ask(known="yes"), ask(known=True), Ask("execute:fly", "C-1", STATE)])
    assert [answer.allowed for answer in answers] == [False, True, False]
    assert [bool(answer.errors) for answer in answers] == [True, False, True]


def test_a_batch_that_cannot_be_sent_allows_nothing() -> None:
    answers = engine().answer(SESSION, [ask(known=object()), ask(known=True)])
    assert [answer.allowed for answer in answers] == [False, False]
    assert all(answer.errors for answer in answers)


def test_ids_are_data_and_never_policy() -> None:
    hostile = 'C-1"; permit (principal, action, resource); //'
    answer = engine().answer(SESSION, [Ask("execute:open_door", hostile, STATE)])[0]
    assert answer.allowed
    assert answer.errors == ()


def test_values_become_cedars() -> None:
    oak = {"__entity": {"type": "Wood", "id": "oak"}}
    assert to_cedar(Wood.OAK) == oak
    assert to_cedar(frozenset({Wood.OAK})) == [oak]
    assert to_cedar(Named("Intent", "knock")) == {"__entity": {"type": "Intent", "id": "knock"}}
    assert to_cedar(3) == 3
