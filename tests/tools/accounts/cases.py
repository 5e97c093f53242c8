"""Rule table of accounts."""

from dataclasses import replace

from tests.tools.gate.judging import UNVERIFIED, RuleCase
from tools.accounts.verifying import VerificationFacts
from tools.gate.decision import Status

TOOL = "verify_identity"
DETAILS = frozenset({"order_id", "email", "postcode"})

CASES: tuple[RuleCase, ...] = (
    RuleCase("anybody may try", TOOL, VerificationFacts(), Status.ALLOWED, session=UNVERIFIED, owner=None),
    RuleCase(
        "nobody may while it is locked",
        TOOL,
        VerificationFacts(locked=True),
        Status.DENIED,
        ("verification-locked",),
        session=UNVERIFIED,
        owner=None,
    ),
    RuleCase(
        "somebody who is not the customer may not, with all three details",
        TOOL,
        VerificationFacts(),
        Status.DENIED,
        ("third-party-not-verified",),
        session=replace(UNVERIFIED, third_party=True),
        owner=None,
        given=DETAILS,
        required=True,
    ),
    RuleCase("once verified is enough", TOOL, VerificationFacts(), Status.DENIED, ("verified-already",)),
    RuleCase(
        "two details are not enough",
        TOOL,
        VerificationFacts(),
        Status.NEEDS_INPUT,
        ("input-missing",),
        session=UNVERIFIED,
        owner=None,
        given=frozenset({"order_id", "email"}),
        missing=frozenset({"postcode"}),
    ),
    RuleCase(
        "all three require it",
        TOOL,
        VerificationFacts(),
        Status.ALLOWED,
        session=UNVERIFIED,
        owner=None,
        given=DETAILS,
        required=True,
    ),
    RuleCase(
        "asking for it requires it",
        TOOL,
        VerificationFacts(),
        Status.ALLOWED,
        session=UNVERIFIED,
        owner=None,
        intents=frozenset({"verify_identity"}),
        required=True,
    ),
)
