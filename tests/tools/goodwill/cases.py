"""Rule table of goodwill."""

from tests.tools.gate.judging import UNVERIFIED, RuleCase, asked
from tools.gate.decision import Status
from tools.goodwill.tools import GoodwillFacts

CASES: tuple[RuleCase, ...] = (
    RuleCase("anybody may ask", "request_goodwill", GoodwillFacts(), Status.ALLOWED, session=UNVERIFIED),
    RuleCase("so may a customer", "request_goodwill", GoodwillFacts(), Status.ALLOWED),
    *asked("request_goodwill", "goodwill_credit", GoodwillFacts()),
)
