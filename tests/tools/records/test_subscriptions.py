"""Deliveries are skipped once each, and a cancelled subscription stays cancelled."""

from datetime import date

import pytest

from tests.tools.records.shop import NOW, OWNER, STRANGER, Shop, usd
from tools.problem import RecordNotFoundError
from tools.subscriptions.port import Subscription, SubscriptionId, SubscriptionStateError, SubscriptionStatus

SUB = SubscriptionId("SUB-1")
RENEWAL = date(2026, 6, 20)


def subscription_of(shop: Shop) -> Subscription:
    with shop.reading() as records:
        subscription = records.subscriptions.get(OWNER, SUB)
    assert subscription is not None
    return subscription


def test_a_subscription_shows_its_price_and_next_renewal(shop: Shop) -> None:
    shop.subscription()
    assert (subscription_of(shop).price, subscription_of(shop).next_renewal) == (usd(1440), RENEWAL)


def test_only_its_customer_sees_it(shop: Shop) -> None:
    shop.subscription("SUB-2")
    shop.subscription("SUB-1")
    shop.subscription("SUB-3", STRANGER)
    with shop.reading() as records:
        assert [row.id for row in records.subscriptions.list(OWNER)] == ["SUB-1", "SUB-2"]
        assert records.subscriptions.get(OWNER, SubscriptionId("SUB-3")) is None
        assert records.subscriptions.get(OWNER, SubscriptionId("SUB-404")) is None


def test_skipping_moves_the_renewal_by_one_interval(shop: Shop) -> None:
    shop.subscription()
    with shop.writing() as records:
        records.subscriptions.skip(OWNER, SUB, renewal=RENEWAL)
    assert subscription_of(shop).next_renewal == date(2026, 7, 20)


def test_the_same_delivery_is_not_skipped_twice(shop: Shop) -> None:
    shop.subscription()
    with shop.writing() as records:
        records.subscriptions.skip(OWNER, SUB, renewal=RENEWAL)
    with pytest.raises(SubscriptionStateError, match="the next is 2026-07-20"), shop.writing() as records:
        records.subscriptions.skip(OWNER, SUB, renewal=RENEWAL)
    assert subscription_of(shop).next_renewal == date(2026, 7, 20)


@pytest.mark.parametrize("status", [SubscriptionStatus.PAUSED, SubscriptionStatus.CANCELLED])
def test_only_an_active_subscription_has_a_delivery_to_skip(shop: Shop, status: SubscriptionStatus) -> None:
    shop.subscription(status=status)
    with pytest.raises(SubscriptionStateError, match=f"it is {status}"), shop.writing() as records:
        records.subscriptions.skip(OWNER, SUB, renewal=RENEWAL)


@pytest.mark.parametrize("status", [SubscriptionStatus.ACTIVE, SubscriptionStatus.PAUSED])
def test_a_subscription_is_cancelled(shop: Shop, status: SubscriptionStatus) -> None:
    shop.subscription(status=status)
    with shop.writing() as records:
        records.subscriptions.cancel(OWNER, SUB, at=NOW)
    after = subscription_of(shop)
    assert (after.status, after.cancelled_at) == (SubscriptionStatus.CANCELLED, NOW)


def test_a_cancelled_subscription_is_not_cancelled_again(shop: Shop) -> None:
    shop.subscription(status=SubscriptionStatus.CANCELLED)
    with pytest.raises(SubscriptionStateError, match="already cancelled"), shop.writing() as records:
        records.subscriptions.cancel(OWNER, SUB, at=NOW)


def test_nobody_changes_somebody_elses_subscription(shop: Shop) -> None:
    shop.subscription()
    with pytest.raises(RecordNotFoundError), shop.writing() as records:
        records.subscriptions.skip(STRANGER, SUB, renewal=RENEWAL)
    with pytest.raises(RecordNotFoundError), shop.writing() as records:
        records.subscriptions.cancel(STRANGER, SUB, at=NOW)
    assert (subscription_of(shop).status, subscription_of(shop).next_renewal) == (SubscriptionStatus.ACTIVE, RENEWAL)
