"""Money goes back the way it came, the card or PayPal part first."""

import pytest

from tests.tools.returns.orders import line, order
from tools.money import Money
from tools.orders.port import PaymentMethod
from tools.refunds.destination import told


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (PaymentMethod.CARD, "to your card"),
        (PaymentMethod.PAYPAL, "to your PayPal account"),
        (PaymentMethod.PAY_IN_3, "to your pay in 3 plan"),
        (PaymentMethod.GIFT_CARD, "to your gift card"),
        (PaymentMethod.INVOICE, "to your invoice, as a credit note"),
    ],
)
def test_one_way(method: PaymentMethod, words: str) -> None:
    assert told(order(payment_method=method), Money(8000, "USD")) == words


@pytest.mark.parametrize(
    ("refunded", "amount", "words"),
    [  # 120.00 paid, 50.00 of it by gift card: the policy's own example
        (0, 8000, "(70.00 USD to your card and 10.00 USD to your gift card)"),
        (0, 7000, "to your card"),
        (7000, 2000, "to your gift card"),
        (6000, 2000, "(10.00 USD to your card and 10.00 USD to your gift card)"),
    ],
)
def test_two_ways(refunded: int, amount: int, words: str) -> None:
    bought = order(
        line(1, 12000, refunded=Money(refunded, "USD")),
        delivery_fee=0,
        payment_method=PaymentMethod.CARD_AND_GIFT_CARD,
        gift_card_part=Money(5000, "USD"),
    )
    assert told(bought, Money(amount, "USD")) == words
