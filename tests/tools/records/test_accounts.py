"""Proving who one is: all three details or nothing, and not many tries."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.tools.records.shop import NOW, ORDER, OWNER, STRANGER, Shop
from tools.accounts.port import Claim, CustomerId
from tools.orders.port import OrderId

TRUE = Claim(ORDER, "c-1@example.com", "SW4 7AB")
WRONG = replace(TRUE, postcode="97205")
NOBODYS = replace(TRUE, order_id="FH-404")
LOCK = timedelta(minutes=30)


def fail(shop: Shop, claim: Claim = WRONG, conversation: str = "one", at: datetime = NOW) -> datetime | None:
    with shop.writing() as records:
        return records.accounts.record_failure(claim, conversation, now=at, attempts=3, lock=LOCK)


def locked(shop: Shop, claim: Claim = TRUE, conversation: str = "one", at: datetime = NOW) -> datetime | None:
    with shop.reading() as records:
        return records.accounts.locked_until(claim, conversation, at)


@pytest.mark.parametrize(
    "claim",
    [
        TRUE,
        Claim(" fh-1 ", "C-1@EXAMPLE.COM", "sw47ab"),
        Claim("FH-1", " c-1@example.com", " SW4  7AB "),
    ],
)
def test_all_three_details_find_the_customer_whatever_their_case_and_spaces(shop: Shop, claim: Claim) -> None:
    shop.order()
    with shop.reading() as records:
        found = records.accounts.find(claim)
    assert found is not None
    assert found.id == OWNER


@pytest.mark.parametrize(
    "claim",
    [
        NOBODYS,
        replace(TRUE, email="c-2@example.com"),
        WRONG,
        replace(TRUE, email=""),
        replace(TRUE, postcode=""),
        replace(TRUE, order_id=""),
        Claim("", "", ""),
    ],
)
def test_any_mismatch_finds_nobody(shop: Shop, claim: Claim) -> None:
    shop.order()
    with shop.reading() as records:
        assert records.accounts.find(claim) is None


def test_a_customers_other_order_proves_it_too_but_somebody_elses_does_not(shop: Shop) -> None:
    shop.order(OrderId("FH-7"))
    shop.order(OrderId("FH-8"), STRANGER)
    with shop.reading() as records:
        assert records.accounts.find(replace(TRUE, order_id="FH-7")) is not None
        assert records.accounts.find(replace(TRUE, order_id="FH-8")) is None


def test_an_unknown_customer_is_none(shop: Shop) -> None:
    with shop.reading() as records:
        assert records.accounts.get(CustomerId("C-404")) is None


def test_the_third_failure_locks_for_the_time_given(shop: Shop) -> None:
    shop.order()
    assert [fail(shop), fail(shop), fail(shop)] == [None, None, NOW + LOCK]
    assert locked(shop) == NOW + LOCK


@pytest.mark.parametrize(("after", "is_locked"), [(LOCK - timedelta(seconds=1), True), (LOCK, False)])
def test_a_lock_ends_when_its_time_is_up(shop: Shop, after: timedelta, is_locked: bool) -> None:
    shop.order()
    for _ in range(3):
        fail(shop)
    assert (locked(shop, at=NOW + after) is not None) is is_locked


def test_after_a_lock_counting_starts_again(shop: Shop) -> None:
    shop.order()
    for _ in range(3):
        fail(shop)
    later = NOW + LOCK
    assert [fail(shop, at=later), fail(shop, at=later)] == [None, None]
    assert fail(shop, at=later) == later + LOCK


def test_failures_far_apart_do_not_add_up(shop: Shop) -> None:
    shop.order()
    assert [fail(shop, at=NOW + LOCK * times) for times in range(4)] == [None] * 4


def test_an_account_locks_across_conversations_and_across_its_orders(shop: Shop) -> None:
    shop.order()
    shop.order(OrderId("FH-2"))
    for conversation in ("one", "two", "three"):
        fail(shop, conversation=conversation)
    assert locked(shop, replace(TRUE, order_id="FH-2"), "four") == NOW + LOCK


def test_a_conversation_locks_across_accounts(shop: Shop) -> None:
    shop.order()
    for number in range(3):
        fail(shop, replace(WRONG, order_id=f"FH-90{number}"))
    assert locked(shop, TRUE, "one") == NOW + LOCK
    assert locked(shop, TRUE, "two") is None


def test_an_order_that_does_not_exist_locks_like_one_that_does(shop: Shop) -> None:
    shop.order()
    for claim in (WRONG, NOBODYS):
        answers = [fail(shop, claim, conversation=f"{claim.order_id}-{number}") for number in range(3)]
        assert answers == [None, None, NOW + LOCK]
        assert locked(shop, claim, "fresh") == NOW + LOCK


def test_one_accounts_lock_leaves_others_free(shop: Shop) -> None:
    shop.order()
    shop.order(OrderId("FH-2"), STRANGER)
    for number in range(3):
        fail(shop, conversation=str(number))
    assert locked(shop, replace(TRUE, order_id="FH-2"), "fresh") is None


def test_proof_clears_the_failures(shop: Shop) -> None:
    shop.order()
    fail(shop)
    fail(shop)
    with shop.writing() as records:
        records.accounts.clear_failures(TRUE, "one")
    assert [fail(shop), fail(shop)] == [None, None]


def test_a_customer_shows_failures_and_lock(shop: Shop) -> None:
    shop.order()
    for _ in range(3):
        fail(shop)
    with shop.reading() as records:
        customer = records.accounts.get(OWNER)
        other = records.accounts.get(STRANGER)
    assert customer is not None
    assert other is not None
    assert (customer.verification_failures, customer.locked_until) == (3, NOW + LOCK)
    assert (other.verification_failures, other.locked_until) == (0, None)
