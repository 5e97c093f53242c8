"""Who holds a customer or a claim keeps other writers waiting, so that limits count what happened just before."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event, Thread

import pytest

from tests.tools.records.shop import NOW, ORDER, OWNER, Shop
from tools.accounts.port import Claim
from tools.orders.port import OrderId
from tools.records import Records

CLAIM = Claim(ORDER, "c-1@example.com", "SW4 7AB")
Hold = Callable[[Records], None]


def customer(records: Records) -> None:
    records.accounts.hold(OWNER)


def account_of_claim(records: Records) -> None:
    records.accounts.hold_claim(CLAIM, "one", NOW)


def account_of_claim_elsewhere(records: Records) -> None:
    records.accounts.hold_claim(CLAIM, "two", NOW)


def conversation_of_claim(records: Records) -> None:
    records.accounts.hold_claim(replace(CLAIM, order_id="FH-404"), "one", NOW)


def order_changing(records: Records) -> None:
    with pytest.raises(Exception, match="cannot cancel"):
        records.orders.cancel(OWNER, OrderId(ORDER), at=NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (customer, customer),
        (account_of_claim, account_of_claim),
        (account_of_claim, account_of_claim_elsewhere),
        (account_of_claim, conversation_of_claim),
        (order_changing, order_changing),
    ],
)
def test_the_second_waits_for_the_first(shop: Shop, first: Hold, second: Hold) -> None:
    shop.order()
    steps: list[str] = []
    held, going = Event(), Event()

    def later() -> None:
        held.wait(10)
        with shop.writing() as records:
            going.set()
            second(records)
            steps.append("second in")

    thread = Thread(target=later)
    thread.start()
    with shop.writing() as records:
        first(records)
        held.set()
        going.wait(0.2)  # on SQLite the second cannot even begin
        thread.join(0.2)  # long enough for it to get in, if nothing held it back
        steps.append("first out")
    thread.join(10)
    assert steps == ["first out", "second in"]


def test_holding_a_claim_counts_no_failure(shop: Shop) -> None:
    shop.order()
    with shop.writing() as records:
        records.accounts.hold_claim(CLAIM, "one", NOW)
    with shop.reading() as records:
        owner = records.accounts.get(OWNER)
        assert records.accounts.locked_until(CLAIM, "one", NOW) is None
    assert owner is not None
    assert owner.verification_failures == 0
