"""The hand-made cases of the demo by name. Every "days ago" counts local days of the customer's region up to `today`.

Each holds at any hour of that day; what has a fixed date says so.
"""

from tools.accounts.port import CustomerId
from tools.gift_cards.port import GiftCardNumber
from tools.orders.port import OrderId
from tools.subscriptions.port import SubscriptionId

MAYA = CustomerId("C-1001")  # us
IN_TRANSIT = OrderId("FH-10001")  # on its way, promised in 2 days
RETURN_ELIGIBLE = OrderId("FH-10002")  # delivered 10 days ago, one line of 64.00
RETURN_LAST_DAY = OrderId("FH-10003")  # delivered 30 days ago
RETURN_DAY_AFTER = OrderId("FH-10004")  # delivered 31 days ago
RETURN_OVER_LIMIT = OrderId("FH-10005")  # delivered 5 days ago, one line of 329.00

TOM = CustomerId("C-1002")  # uk
FINAL_SALE = OrderId("FH-10010")  # Final sale, delivered 4 days ago
CANCELLABLE = OrderId("FH-10011")  # processing, placed 4 hours before today
PACKED = OrderId("FH-10012")  # packed yesterday
GIFT = OrderId("FH-10013")  # sent to somebody else as a gift, delivered 8 days ago
PERSONALISED_LATE = OrderId("FH-10014")  # personalised, processing, placed 30 hours before today began
PERSONALISED_FRESH = OrderId("FH-10015")  # personalised, processing, placed as today began
PREORDER_PACKED = OrderId("FH-10016")  # a pre-order, packed, not shipped

ELENA = CustomerId("C-1003")  # eu
FINAL_SALE_EU = OrderId("FH-10020")  # Final sale, delivered 10 days ago
FINAL_SALE_EU_LAST_DAY = OrderId("FH-10021")  # Final sale, delivered 14 days ago
FINAL_SALE_EU_DAY_AFTER = OrderId("FH-10022")  # Final sale, delivered 15 days ago
LOST = OrderId("FH-10023")  # domestic, last scan 12 days ago

PRIYA = CustomerId("C-1004")  # us
OLD_POLICY_LARGE = OrderId("FH-10030")  # fixed: ordered 2026-02-25, delivered 2026-05-05, over 30 kg
DAMAGED = OrderId("FH-10031")  # delivered damaged 9 days ago
DAMAGED_TOO_LATE = OrderId("FH-10032")  # delivered damaged 16 days ago
PARTLY_REFUNDED = OrderId("FH-10033")  # delivered 12 days ago; line 1 refunded whole, line 2 in part
FULLY_REFUNDED = OrderId("FH-10034")  # delivered 20 days ago; lines and delivery fee refunded
EXPRESS_LATE = OrderId("FH-10035")  # express, delivered 6 days ago, 2 business days or more after the promise

JONAS = CustomerId("C-1005")  # eu
PLANT_LAST_DAY = OrderId("FH-10040")  # live plant, delivered 14 days ago
PLANT_DAY_AFTER = OrderId("FH-10041")  # live plant, delivered 15 days ago
HYGIENE = OrderId("FH-10042")  # a pillow, delivered 6 days ago
INTERNATIONAL_NOT_LOST = OrderId("FH-10043")  # eu to uk, last scan 19 days ago
INTERNATIONAL_LOST = OrderId("FH-10044")  # eu to uk, last scan 21 days ago

AISHA = CustomerId("C-1006")  # uk, 1,240 points
AISHA_ORDER = OrderId("FH-10045")  # delivered 12 days ago
RENEWS_IN_3_DAYS = SubscriptionId("SUB-2001")
RENEWS_IN_2_DAYS = SubscriptionId("SUB-2002")
INTRODUCTORY = SubscriptionId("SUB-2003")  # introductory offer, 1 delivery taken, renews in 20 days
CARD_VALID = GiftCardNumber("GC-7K2M-Q4XT")  # Aisha's, 35.00
CARD_EXPIRED = GiftCardNumber("GC-3F8D-W9NP")  # Aisha's, 20.00, expired last month
CARD_LOOSE = GiftCardNumber("GC-B5RJ-H6CV")  # in nobody's account, us, 50.00

DANIEL = CustomerId("C-1007")  # us
CUSTOMER_LIMIT = OrderId("FH-10050")  # delivered 3 days ago, one line of 40.00
CUSTOMER_LIMIT_FIRST = OrderId("FH-10051")  # 250.00 refunded 20 days ago
CUSTOMER_LIMIT_SECOND = OrderId("FH-10052")  # 140.00 refunded 12 days ago

HARRIET = CustomerId("C-1008")  # uk
HOLIDAY = OrderId("FH-10060")  # fixed: placed 2025-12-10, delivered 2025-12-15

MAREK = CustomerId("C-1009")  # eu, verification locked all of today after 3 failures
LOCKED_ORDER = OrderId("FH-10070")  # delivered 9 days ago

NOLAN = CustomerId("C-1010")  # us, trade account
TRADE_IN_WINDOW = OrderId("FH-10080")  # delivered 10 days ago
TRADE_OUT_OF_WINDOW = OrderId("FH-10081")  # delivered 20 days ago
