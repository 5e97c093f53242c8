"""The orders around the hand-made cases: a year of ordinary trade."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from random import Random

from tools.orders.port import Category, OrderId, PaymentMethod, Service
from tools.seed import goods
from tools.seed.calendar import Calendar
from tools.seed.draft import Draft, Item, Person
from tools.seed.journey import delivered, packed, placed, shipped

COUNT = 230
FIRST = 11001  # FH-10001 to FH-10999 are kept for hand-made cases
OLDEST_DAYS = 360

_PAYMENTS = (PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.PAYPAL)
_SOLD_OFF = 0.08  # share of lines on Final sale
_CALLED_OFF = 0.03  # share of orders cancelled soon after they were placed


def bustle(random: Random, calendar: Calendar, people: Sequence[Person]) -> Iterator[Draft]:
    """`COUNT` orders, oldest first."""
    ages = sorted((random.randint(0, OLDEST_DAYS) for _ in range(COUNT)), reverse=True)
    for number, age in enumerate(ages, start=FIRST):
        draft = _draft(random, calendar, OrderId(f"FH-{number}"), random.choice(people), age)
        yield replace(
            draft,
            payment=random.choice(_PAYMENTS),
            service=random.choice((Service.STANDARD, Service.STANDARD, Service.EXPRESS)),
        )


def _draft(random: Random, calendar: Calendar, order_id: OrderId, buyer: Person, age: int) -> Draft:
    """An order as far along as its age in days allows; a few were cancelled instead."""
    at = calendar.ago(buyer.region, age, time(random.randint(9, 17), random.randrange(60)))
    items = tuple(_item(random) for _ in range(random.randint(1, 3)))
    if random.random() < _CALLED_OFF:
        return replace(placed(order_id, buyer, at - timedelta(days=2), *items), cancelled_at=at - timedelta(days=1))
    if age > 2:
        return delivered(order_id, buyer, at, *items, transit=timedelta(days=random.randint(1, 5)))
    if age == 2:
        return shipped(order_id, buyer, at, calendar.ago(buyer.region, 1), *items)
    if age == 1:
        return packed(order_id, buyer, at, *items)
    return placed(order_id, buyer, calendar.start(buyer.region) - timedelta(hours=2), *items)


def _item(random: Random) -> Item:
    product = random.choice(goods.ALL)
    sold_off = product.category is not Category.LIVE_PLANT and random.random() < _SOLD_OFF
    if sold_off:
        return Item(product, paid=product.price // 2, final_sale=True)
    return Item(product, random.choice((1, 1, 1, 2)))
