"""What else the hand-made cases need: refunds already paid, gift cards, subscriptions, a locked verification."""

from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.orm import Session

from tools.accounts.models import VerificationRow
from tools.accounts.port import CustomerId
from tools.gift_cards.models import GiftCardRow
from tools.money import Money
from tools.orders.port import LineId, OrderId
from tools.refunds.port import RefundGround, RefundPart, RefundRequest
from tools.refunds.store import SqlRefunds
from tools.region import Region
from tools.seed import edges, goods
from tools.seed.calendar import Calendar
from tools.subscriptions.models import SubscriptionRow
from tools.subscriptions.port import SubscriptionStatus

VALID_MONTHS = 24  # a gift card's life in the uk and the eu


def write_edge_records(session: Session, calendar: Calendar) -> None:
    """Add them; the customers and orders must have been written."""
    _refunds(session, calendar)
    session.add_all(_gift_cards(calendar))
    session.add_all(_subscriptions(calendar))
    midnight = calendar.start(Region.EU)
    session.add(
        VerificationRow(
            subject=f"customer:{edges.MAREK}",
            failures=3,
            last_failed_at=midnight,
            locked_until=midnight + timedelta(days=1),  # longer than the policy's, to hold at any hour of today
        )
    )


def _refunds(session: Session, calendar: Calendar) -> None:
    def refund(customer: CustomerId, order: OrderId, days: int, ground: RefundGround, *parts: tuple[int, int]) -> None:
        """`parts` are line number (0: the delivery fee) and minor units."""
        _issue(session, customer, order, calendar.ago(Region.US, days), ground, parts)

    refund(edges.PRIYA, edges.PARTLY_REFUNDED, 7, RefundGround.RETURN, (1, 3800))
    refund(edges.PRIYA, edges.PARTLY_REFUNDED, 5, RefundGround.DAMAGED, (2, 1500))
    refund(edges.PRIYA, edges.FULLY_REFUNDED, 15, RefundGround.DAMAGED, (1, 4200), (0, 695))
    refund(edges.DANIEL, edges.CUSTOMER_LIMIT_FIRST, 20, RefundGround.RETURN, (1, 25000))
    refund(edges.DANIEL, edges.CUSTOMER_LIMIT_SECOND, 12, RefundGround.RETURN, (1, 14000))


def _issue(
    session: Session,
    customer_id: CustomerId,
    order_id: OrderId,
    at: datetime,
    ground: RefundGround,
    parts: tuple[tuple[int, int], ...],
) -> None:
    SqlRefunds(session).issue(
        RefundRequest(
            customer_id,
            order_id,
            ground,
            tuple(
                RefundPart(LineId(f"{order_id}-{line}") if line else None, Money(minor, Region.US.currency))
                for line, minor in parts
            ),
            idempotency_key=f"seed:{order_id}:{parts[0][0]}",
            at=at,
        )
    )


def _gift_cards(calendar: Calendar) -> list[GiftCardRow]:
    recently, long_ago = calendar.today - relativedelta(months=8), calendar.today - relativedelta(months=25)
    life = relativedelta(months=VALID_MONTHS)
    return [
        GiftCardRow(
            number=edges.CARD_VALID,
            region=Region.UK,
            balance_minor=3500,
            purchased_on=recently,
            expires_on=recently + life,
            owner_id=edges.AISHA,
        ),
        GiftCardRow(
            number=edges.CARD_EXPIRED,
            region=Region.UK,
            balance_minor=2000,
            purchased_on=long_ago,
            expires_on=long_ago + life,
            owner_id=edges.AISHA,
        ),
        GiftCardRow(number=edges.CARD_LOOSE, region=Region.US, balance_minor=5000, purchased_on=recently),
    ]


def _subscriptions(calendar: Calendar) -> list[SubscriptionRow]:
    compost, feed = goods.COMPOST_REFILL, goods.FEED_REFILL
    return [
        _subscription(edges.RENEWS_IN_3_DAYS, compost, calendar, renews_in=3, taken=5),
        _subscription(edges.RENEWS_IN_2_DAYS, feed, calendar, renews_in=2, taken=9),
        _subscription(edges.INTRODUCTORY, feed, calendar, renews_in=20, taken=1, introductory=True),
    ]


def _subscription(
    subscription_id: str,
    product: goods.Product,
    calendar: Calendar,
    *,
    renews_in: int,
    taken: int,
    introductory: bool = False,
) -> SubscriptionRow:
    renewal, interval = calendar.today + timedelta(days=renews_in), 30
    return SubscriptionRow(
        id=subscription_id,
        customer_id=edges.AISHA,
        product=product.title,
        price_minor=goods.subscription_price(product),
        currency=Region.UK.currency,
        interval_days=interval,
        next_renewal=renewal,
        status=SubscriptionStatus.ACTIVE,
        deliveries_taken=taken,
        introductory=introductory,
        started_on=renewal - timedelta(days=interval * taken),
    )
