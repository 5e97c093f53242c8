"""Rule table of subscriptions."""

from tests.tools.gate.judging import RuleCase, Table, asked
from tools.gate.decision import Status
from tools.subscriptions.lookup import SubscriptionFacts
from tools.subscriptions.port import SubscriptionStatus
from tools.tool import NoFacts

GOOD: dict[str, object] = {
    "known": True,
    "subscription_id": "SUB-1",
    "status": SubscriptionStatus.ACTIVE,
    "days_until_renewal": 10,
    "notice_days": 3,
    "introductory": False,
    "deliveries_taken": 4,
    "introductory_deliveries": 2,
}
SKIP = Table("skip_delivery", SubscriptionFacts, GOOD)
END = Table("cancel_subscription", SubscriptionFacts, GOOD)


def _both(table: Table) -> tuple[RuleCase, ...]:
    """What holds for skipping holds for ending."""
    return (
        table.allowed(f"{table.tool} can be done in time"),
        table.allowed(f"{table.tool} can be done on the last day", days_until_renewal=3),
        table.denied(f"{table.tool} cannot a day later", "subscription-notice", days_until_renewal=2),
        table.denied(f"{table.tool} cannot without a renewal", "subscription-notice", days_until_renewal=None),
        table.denied(f"{table.tool} cannot without a rule in force", "subscription-notice", notice_days=None),
        table.denied(f"{table.tool} cannot when paused", "subscription-inactive", status=SubscriptionStatus.PAUSED),
        table.denied(f"{table.tool} cannot twice", "subscription-inactive", status=SubscriptionStatus.CANCELLED),
        table.denied(f"{table.tool} cannot without a status", "subscription-inactive", status=None),
        table.denied(f"{table.tool} cannot for an unknown one", "subscription-unknown", known=False),
        table.denied(f"{table.tool} cannot for one nobody looked for", "subscription-unknown", known=None),
        *asked(table.tool, table.tool, SubscriptionFacts(**GOOD)),  # type: ignore[arg-type]
    )


CASES: tuple[RuleCase, ...] = (
    RuleCase("subscriptions can be listed", "list_subscriptions", NoFacts(), Status.ALLOWED),
    *asked("list_subscriptions", "my_subscriptions", NoFacts()),
    *_both(SKIP),
    *_both(END),
    END.allowed("an introductory one can end after 2 deliveries", introductory=True, deliveries_taken=2),
    END.denied("not after 1", "subscription-introductory", introductory=True, deliveries_taken=1),
    END.denied("nor when that is unknown", "subscription-introductory", introductory=True, deliveries_taken=None),
    END.denied(
        "nor without a rule in force", "subscription-introductory", introductory=True, introductory_deliveries=None
    ),
    END.denied("nor when it may be introductory", "subscription-introductory", introductory=None),
    SKIP.allowed("an introductory delivery can be skipped", introductory=True, deliveries_taken=0),
)
