"""Gift cards and subscriptions of the customers around the hand-made cases."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random

from dateutil.relativedelta import relativedelta

from tools.gift_cards.models import GiftCardRow
from tools.region import Region
from tools.seed import goods
from tools.seed.calendar import Calendar
from tools.seed.draft import Person
from tools.subscriptions.models import SubscriptionRow
from tools.subscriptions.port import SubscriptionStatus

GIFT_CARDS = 18
SUBSCRIPTIONS = 12
FIRST_SUBSCRIPTION = 2010  # SUB-2001 to SUB-2009 are kept for hand-made cases
VALID = relativedelta(months=24)  # a gift card's life in the uk and the eu; in the us it has no end

_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letters that look like digits
_BALANCES = (0, 1000, 2500, 5000, 10000)  # minor units
_INTERVALS = (30, 60, 90)  # days


def gift_cards(random: Random, calendar: Calendar, people: Sequence[Person]) -> Iterator[GiftCardRow]:
    """`GIFT_CARDS` cards; one in three is in nobody's account."""
    for _ in range(GIFT_CARDS):
        person = random.choice(people)
        purchased_on = calendar.today - timedelta(days=random.randint(5, 700))
        yield GiftCardRow(
            number=f"GC-{''.join(random.choices(_SYMBOLS, k=4))}-{''.join(random.choices(_SYMBOLS, k=4))}",
            region=person.region,
            balance_minor=random.choice(_BALANCES),
            purchased_on=purchased_on,
            expires_on=None if person.region is Region.US else purchased_on + VALID,
            owner_id=random.choice((person.id, person.id, None)),
        )


def subscriptions(random: Random, calendar: Calendar, people: Sequence[Person]) -> Iterator[SubscriptionRow]:
    """`SUBSCRIPTIONS` subscriptions of different customers, by id."""
    for number, person in enumerate(random.sample(people, SUBSCRIPTIONS), start=FIRST_SUBSCRIPTION):
        product = random.choice((goods.COMPOST_REFILL, goods.FEED_REFILL))
        interval, taken = random.choice(_INTERVALS), random.randint(1, 8)
        renewal = calendar.today + timedelta(days=random.randint(4, interval))
        yield SubscriptionRow(
            id=f"SUB-{number}",
            customer_id=person.id,
            product=product.title,
            price_minor=goods.subscription_price(product),
            currency=person.region.currency,
            interval_days=interval,
            next_renewal=renewal,
            status=random.choice((SubscriptionStatus.ACTIVE, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAUSED)),
            deliveries_taken=taken,
            started_on=renewal - timedelta(days=interval * taken),
        )
