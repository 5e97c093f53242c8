"""What delivery cost, so that the demo's orders agree with the shipping policy of their day."""

from datetime import date

from tools.orders.port import Service
from tools.region import Region

LARGE_FEE = 4900  # flat, minor units
FREE_FROM = ((date(2026, 4, 1), 7500), (date.min, 6000))  # free standard delivery by order date, newest first

_FEES = {
    (Region.US, Service.STANDARD): 695,
    (Region.US, Service.EXPRESS): 1495,
    (Region.UK, Service.STANDARD): 495,
    (Region.UK, Service.EXPRESS): 995,
    (Region.EU, Service.STANDARD): 795,
    (Region.EU, Service.EXPRESS): 1695,
}

LONGEST = {  # business days that the service may take
    (Region.US, Service.STANDARD): 6,
    (Region.US, Service.EXPRESS): 2,
    (Region.UK, Service.STANDARD): 4,
    (Region.UK, Service.EXPRESS): 1,
    (Region.EU, Service.STANDARD): 8,
    (Region.EU, Service.EXPRESS): 3,
}


def delivery_fee(region: Region, service: Service, ordered_on: date, goods: int, *, large: bool) -> int:
    """Minor units for goods worth `goods` minor units."""
    if large:
        return LARGE_FEE
    free_from = next(minimum for start, minimum in FREE_FROM if start <= ordered_on)
    if service is Service.STANDARD and goods >= free_from:
        return 0
    return _FEES[region, service]
