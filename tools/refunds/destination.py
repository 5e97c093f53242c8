"""Where refunded money goes: the way it came, the card or PayPal part first."""

from tools.money import Money
from tools.orders.port import Order, PaymentMethod
from tools.words import listed

NAMES = {
    PaymentMethod.CARD: "your card",
    PaymentMethod.PAYPAL: "your PayPal account",
    PaymentMethod.PAY_IN_3: "your pay in 3 plan",
    PaymentMethod.GIFT_CARD: "your gift card",
    PaymentMethod.CARD_AND_GIFT_CARD: "your card",
    PaymentMethod.INVOICE: "your invoice, as a credit note",
}


def shares(order: Order, amount: Money) -> tuple[tuple[str, Money], ...]:
    """How an amount is paid back, as (where to, how much); what was refunded before went the same way."""
    gift_card = order.gift_card_part
    if order.payment_method is PaymentMethod.GIFT_CARD or not gift_card:
        return ((NAMES[order.payment_method], amount),)
    first = order.paid - gift_card
    left = first - min(order.refunded, first)
    to_first = min(amount, left)
    both = ((NAMES[order.payment_method], to_first), ("your gift card", amount - to_first))
    return tuple(share for share in both if share[1])


def told(order: Order, amount: Money) -> str:
    """The same in words: "to your card", "(70.00 USD to your card and 10.00 USD to your gift card)"."""
    parts = shares(order, amount)
    if len(parts) == 1:
        return f"to {parts[0][0]}"
    return f"({listed([f'{share} to {where}' for where, share in parts])})"
