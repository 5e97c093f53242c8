"""New records are numbered one after the other."""

import pytest

from tests.tools.records.shop import Shop
from tools.counters import next_number


def test_numbers_start_where_told_and_go_up_by_one(shop: Shop) -> None:
    with shop.database.write() as session:
        assert [next_number(session, "refund", 5001) for _ in range(3)] == [5001, 5002, 5003]


def test_each_name_counts_for_itself(shop: Shop) -> None:
    with shop.database.write() as session:
        next_number(session, "refund", 5001)
        assert next_number(session, "ticket", 3001) == 3001


def test_a_rolled_back_transaction_gives_its_number_back(shop: Shop) -> None:
    def interrupted() -> None:
        with shop.database.write() as session:
            next_number(session, "refund", 5001)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()
    with shop.database.write() as session:
        assert next_number(session, "refund", 5001) == 5001
