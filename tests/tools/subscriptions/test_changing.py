"""Subscriptions: seeing them, skipping a delivery, ending one."""

from tests.tools.desk.counter import Counter, customer, rules, summary
from tools.desk import ExecutionStatus
from tools.seed import edges

AISHA = customer(edges.AISHA)


def test_the_list_names_product_price_and_next_delivery(counter: Counter) -> None:
    text = summary(counter.do(AISHA, "list_subscriptions"))
    assert text.startswith(
        "Your subscriptions: SUB-2001, Peat-free compost refill, 40 l, 14.40 GBP every 30 days, "
        "next delivery on 18 June 2026; SUB-2002,"
    )


def test_somebody_without_any_is_told_so(counter: Counter) -> None:
    assert summary(counter.do(customer(edges.MAYA), "list_subscriptions")) == (
        "There are no subscriptions on your account."
    )


def test_a_delivery_is_skipped_three_days_before(counter: Counter) -> None:
    asked = counter.do(AISHA, "skip_delivery", subscription_id=edges.RENEWS_IN_3_DAYS)
    assert asked.confirmation is not None
    assert asked.confirmation.prompt == (
        "Skip the delivery of Peat-free compost refill, 40 l (SUB-2001) on 18 June 2026? 14.40 GBP will not be "
        "charged; the next delivery comes 30 days later."
    )
    assert summary(counter.confirm(AISHA, asked)) == (
        "The delivery of Peat-free compost refill, 40 l (SUB-2001) on 18 June 2026 is skipped. "
        "The next one comes on 18 July 2026."
    )


def test_the_delivery_after_that_is_another_matter(counter: Counter) -> None:
    counter.confirmed(AISHA, "skip_delivery", subscription_id=edges.RENEWS_IN_3_DAYS)
    again = counter.do(AISHA, "skip_delivery", subscription_id=edges.RENEWS_IN_3_DAYS)
    assert again.status is ExecutionStatus.NEEDS_CONFIRMATION
    assert again.confirmation is not None
    assert "on 18 July 2026" in again.confirmation.prompt


def test_two_days_before_is_too_late(counter: Counter) -> None:
    refused = counter.do(AISHA, "skip_delivery", subscription_id=edges.RENEWS_IN_2_DAYS)
    assert [reason.text for reason in refused.decision.reasons] == [
        "The next delivery of SUB-2002 renews in 2 days. "
        "It can be skipped or cancelled up to 3 days before its renewal date."
    ]


def test_an_introductory_one_has_to_run_a_little(counter: Counter) -> None:
    refused = counter.do(AISHA, "cancel_subscription", subscription_id=edges.INTRODUCTORY)
    assert rules(refused) == ["subscription-introductory"]


def test_ending_one_ends_it(counter: Counter) -> None:
    done = counter.confirmed(AISHA, "cancel_subscription", subscription_id="sub 2001")
    assert summary(done) == (
        "The subscription SUB-2001 (Peat-free compost refill, 40 l) is cancelled. No further delivery comes."
    )
    for tool in ("cancel_subscription", "skip_delivery"):
        assert rules(counter.do(AISHA, tool, subscription_id=edges.RENEWS_IN_3_DAYS)) == ["subscription-inactive"]


def test_somebody_elses_is_unknown(counter: Counter) -> None:
    for subscription_id in (edges.RENEWS_IN_3_DAYS, "SUB-9999"):
        refused = counter.do(customer(edges.MAYA), "skip_delivery", subscription_id=subscription_id)
        assert rules(refused) == ["subscription-unknown"]
