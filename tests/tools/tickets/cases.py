"""Rule table of tickets."""

from tests.tools.gate.judging import UNVERIFIED, RuleCase, asked
from tools.gate.decision import Status
from tools.tickets.opening import TicketFacts

CASES: tuple[RuleCase, ...] = (
    RuleCase("anybody may ask for a person", "create_ticket", TicketFacts(), Status.ALLOWED, session=UNVERIFIED),
    RuleCase("so may a customer", "create_ticket", TicketFacts(), Status.ALLOWED),
    *asked("create_ticket", "talk_to_person", TicketFacts()),
    *asked("create_ticket", "complaint", TicketFacts()),
)
