"""Rule table of what holds for every tool."""

from dataclasses import replace

from tests.tools.gate.judging import UNVERIFIED, VERIFIED, RuleCase
from tests.tools.orders.cases import CANCEL, LOOK
from tools.gate.decision import Status
from tools.tickets.opening import TicketFacts

THIRD_PARTY = replace(VERIFIED, third_party=True)

CASES: tuple[RuleCase, ...] = (
    replace(
        LOOK.row("nobody unverified reads", Status.NEEDS_VERIFICATION, "identity-unproven", known=None),
        session=UNVERIFIED,
        owner=None,
    ),
    replace(
        CANCEL.row(
            "nobody unverified writes, confirmed or not",
            Status.NEEDS_VERIFICATION,
            "identity-unproven",
            **dict.fromkeys(CANCEL.good),
        ),
        session=UNVERIFIED,
        owner=None,
    ),
    replace(LOOK.denied("nobody reads another's record", "not-the-owner"), owner="C-2"),
    replace(CANCEL.denied("nobody changes another's record", "not-the-owner"), owner="C-2"),
    replace(
        CANCEL.row("what is missing is asked for", Status.NEEDS_INPUT, "input-missing", **dict.fromkeys(CANCEL.good)),
        missing=frozenset({"order_id"}),
        owner=None,
    ),
    replace(CANCEL.row("a write wants a yes", Status.NEEDS_CONFIRMATION, "unconfirmed"), confirmed=False),
    replace(LOOK.allowed("a read does not"), confirmed=False),
    replace(LOOK.denied("nothing is shown to who is not the customer", "third-party"), session=THIRD_PARTY),
    replace(CANCEL.denied("nothing is done for who is not the customer", "third-party"), session=THIRD_PARTY),
    RuleCase("anybody may reach a person", "create_ticket", TicketFacts(), Status.ALLOWED, session=THIRD_PARTY),
)
