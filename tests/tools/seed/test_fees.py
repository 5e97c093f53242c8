"""Delivery fees follow the shipping policy of the order's day."""

from datetime import date

import pytest

from tools.orders.port import Service
from tools.region import Region
from tools.seed.fees import delivery_fee

BEFORE, AFTER = date(2026, 3, 31), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("region", "service", "day", "goods", "large", "fee"),
    [
        (Region.US, Service.STANDARD, AFTER, 7499, False, 695),
        (Region.US, Service.STANDARD, AFTER, 7500, False, 0),
        (Region.UK, Service.STANDARD, BEFORE, 6000, False, 0),
        (Region.UK, Service.STANDARD, BEFORE, 5999, False, 495),
        (Region.EU, Service.STANDARD, AFTER, 6000, False, 795),
        (Region.EU, Service.EXPRESS, AFTER, 90000, False, 1695),
        (Region.US, Service.STANDARD, AFTER, 90000, True, 4900),
        (Region.UK, Service.EXPRESS, BEFORE, 100, True, 4900),
    ],
)
def test_the_fee(region: Region, service: Service, day: date, goods: int, large: bool, fee: int) -> None:
    assert delivery_fee(region, service, day, goods, large=large) == fee
