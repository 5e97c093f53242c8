"""The hand-made cases that are not orders: cards, subscriptions, limits and locks."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.tools.seed.conftest import TODAY
from tests.tools.seed.test_edges import order_of
from tools.accounts.port import Claim
from tools.money import Money
from tools.orders.port import PaymentMethod
from tools.records import Records
from tools.seed import edge_people, edges


def test_aisha_has_points_and_paid_partly_with_a_gift_card(records: Records) -> None:
    customer = records.accounts.get(edges.AISHA)
    order = order_of(records, edges.AISHA, edges.AISHA_ORDER)
    assert customer is not None
    assert customer.points == 1240
    assert (order.payment_method, order.gift_card_part) == (PaymentMethod.CARD_AND_GIFT_CARD, Money(1500, "GBP"))


def test_aishas_subscriptions_renew_in_3_2_and_20_days(records: Records) -> None:
    subscriptions = records.subscriptions.list(edges.AISHA)
    assert [((row.next_renewal - TODAY).days, row.introductory) for row in subscriptions] == [
        (3, False),
        (2, False),
        (20, True),
    ]
    assert [row.id for row in subscriptions] == [edges.RENEWS_IN_3_DAYS, edges.RENEWS_IN_2_DAYS, edges.INTRODUCTORY]
    assert subscriptions[2].deliveries_taken == 1


def test_aishas_gift_cards_are_one_valid_and_one_expired(records: Records) -> None:
    valid, expired = (records.gift_cards.find(edges.AISHA, number) for number in (edges.CARD_VALID, edges.CARD_EXPIRED))
    assert valid is not None
    assert expired is not None
    assert valid.owner == expired.owner == edges.AISHA
    assert valid.expires_on is not None
    assert expired.expires_on is not None
    assert (valid.balance, expired.balance) == (Money(3500, "GBP"), Money(2000, "GBP"))
    assert expired.expires_on < TODAY < valid.expires_on


def test_the_loose_card_is_in_nobodys_account_and_never_expires(records: Records) -> None:
    card = records.gift_cards.find(None, edges.CARD_LOOSE)
    assert card is not None
    assert (card.balance, card.owner, card.expires_on) == (Money(5000, "USD"), None, None)


def test_daniel_has_had_390_back_in_30_days_and_40_more_would_pass_400(records: Records) -> None:
    since = datetime(2026, 6, 15, 4, tzinfo=UTC) - timedelta(days=30)
    refunds = records.refunds.for_customer_since(edges.DANIEL, since)
    assert [(refund.order_id, refund.amount) for refund in refunds] == [
        (edges.CUSTOMER_LIMIT_FIRST, Money(25000, "USD")),
        (edges.CUSTOMER_LIMIT_SECOND, Money(14000, "USD")),
    ]
    assert [line.paid for line in order_of(records, edges.DANIEL, edges.CUSTOMER_LIMIT).lines] == [Money(4000, "USD")]


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_mareks_verification_is_locked_at_any_hour_of_today(records: Records, hour: int) -> None:
    now = datetime(2026, 6, 14, 22, tzinfo=UTC) + timedelta(hours=hour)
    marek = edge_people.MAREK
    claim = Claim(edges.LOCKED_ORDER, marek.email, marek.address.postcode)
    assert records.accounts.locked_until(claim, "any conversation", now) is not None
