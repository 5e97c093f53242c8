"""Rule table of orders."""

from tests.tools.gate.judging import RuleCase, Table, asked
from tools.gate.decision import Status
from tools.orders.cancelling import CancelFacts
from tools.orders.lookup import OrderFacts
from tools.orders.port import OrderStatus
from tools.orders.readdressing import AddressFacts
from tools.tool import NoFacts

LOOK = Table("look_up_order", OrderFacts, {"known": True, "order_id": "FH-1"})
CANCEL = Table(
    "cancel_order",
    CancelFacts,
    {
        "known": True,
        "order_id": "FH-1",
        "order_status": OrderStatus.PROCESSING,
        "personalised": False,
        "preorder": False,
        "hours_since_order": 4,
        "personalised_cancel_hours": 24,
    },
)
MOVE = Table(
    "change_address",
    AddressFacts,
    {"known": True, "order_id": "FH-1", "order_status": OrderStatus.PROCESSING, "same_country": True},
)

CASES: tuple[RuleCase, ...] = (
    LOOK.allowed("an order of one's own can be looked up"),
    LOOK.denied("an unknown order cannot", "order-unknown", known=False),
    LOOK.denied("an order nobody looked for cannot", "order-unknown", known=None),
    *asked("look_up_order", "order_status", OrderFacts(known=True)),
    RuleCase("recent orders can be listed", "list_recent_orders", NoFacts(), Status.ALLOWED),
    *asked("list_recent_orders", "recent_orders", NoFacts()),
    CANCEL.allowed("an order in processing can be cancelled"),
    CANCEL.denied("a packed one cannot", "cancel-packed", order_status=OrderStatus.PACKED),
    CANCEL.denied("a shipped one cannot", "cancel-packed", order_status=OrderStatus.SHIPPED),
    CANCEL.denied("a delivered one cannot", "cancel-packed", order_status=OrderStatus.DELIVERED),
    CANCEL.denied("a cancelled one cannot again", "cancel-packed", order_status=OrderStatus.CANCELLED),
    CANCEL.denied("one without a status cannot", "cancel-packed", order_status=None),
    CANCEL.allowed("a packed pre-order can", order_status=OrderStatus.PACKED, preorder=True),
    CANCEL.denied("a shipped pre-order cannot", "cancel-packed", order_status=OrderStatus.SHIPPED, preorder=True),
    CANCEL.denied(
        "a packed one that may be a pre-order cannot", "cancel-packed", order_status=OrderStatus.PACKED, preorder=None
    ),
    CANCEL.allowed("a personalised one can after 24 hours", personalised=True, hours_since_order=24),
    CANCEL.denied("a personalised one cannot after 25", "cancel-personalised", personalised=True, hours_since_order=25),
    CANCEL.denied("one that may be personalised cannot", "cancel-personalised", personalised=None),
    CANCEL.denied(
        "a personalised one of unknown age cannot", "cancel-personalised", personalised=True, hours_since_order=None
    ),
    CANCEL.denied(
        "a personalised one without a rule in force cannot",
        "cancel-personalised",
        personalised=True,
        personalised_cancel_hours=None,
    ),
    CANCEL.denied("an unknown order cannot be cancelled", "order-unknown", known=False),
    *asked("cancel_order", "cancel_order", CancelFacts(**CANCEL.good)),  # type: ignore[arg-type]
    MOVE.allowed("an order in processing can go elsewhere"),
    MOVE.denied("a packed one cannot", "address-packed", order_status=OrderStatus.PACKED),
    MOVE.denied("one without a status cannot", "address-packed", order_status=None),
    MOVE.denied("it cannot go abroad", "address-abroad", same_country=False),
    MOVE.denied("an unknown order cannot go elsewhere", "order-unknown", known=False),
    *asked("change_address", "change_address", AddressFacts(**MOVE.good)),  # type: ignore[arg-type]
)
