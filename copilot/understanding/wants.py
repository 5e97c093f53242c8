"""From the likeliest intent of a request to what it wants: is it about a record of the customer's own, or in general?

"How do I cancel an order?" asks for a rule; "cancel my order" asks for an action. Words alone decide here which
question is asked of the gate, never what the gate answers.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from copilot.understanding.meaning import Intent

PERSON = "talk_to_person"
POLICY, COMPLAINT = "policy_question", "complaint"
WANTED = 0.35  # probability from which an intent counts as wanted
_GENERAL = {POLICY, "not_kept", "out_of_scope", "greeting", "thanks"}  # never about an order that is named
_OF_ONE_RECORD = {  # need a record that the message names or owns; otherwise they ask for the policy
    "where_is_my_order",
    "order_status",
    "can_i_return",
    "change_address",
    "cancel_order",
    "skip_delivery",
}
_WISHES = {  # need no record when they are wished for; a question about them asks for the policy
    "start_return",
    "refund_request",
    "cancel_subscription",
    "gift_card_balance",
    "my_subscriptions",
    "recent_orders",
}
_ACTS = {"start_return", "refund_request", "cancel_order", "cancel_subscription", "skip_delivery", "change_address"}
_TICKETS = {"complaint", "talk_to_person"}  # open a ticket at once: only for who tells or wishes something
_COMPLAINS = 0.5  # probability from which a complaint that is not called one is passed on: likelier than all else
_LIKELY_ENOUGH = 0.05  # of an intent behind a general one, when the message names a record
_OWN = re.compile(
    r"\b(?:my|our|this|that) (?:\w+ )?(?:orders?|parcel|package|delivery|shipment|purchases?|refund|subscriptions?"
    r"|refills?|gift ?card|card|address|return|box)\b"
    r"|\b(?:the|an?) (?:\w+ )?(?:orders?|parcel|purchase|subscription) (?:that |which )?i(?:'ve| have)? (?:just )?"
    r"(?:placed|made|ordered|bought|got|have|started)\b"
    r"|\b(?:do|did|have) i (?:have|order(?:ed)?|buy|bought|placed?|made|paid?)\b|\bi (?:have )?ordered\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:refund (?:it|this|that|me|us|both|everything|all|only|just|my|the|order|please|pls|now|[A-Z]{2,3}-?\d+)"
    r"|(?:money|paid) back|pay (?:me|us) back|credit (?:me|us)|(?:want|like|give me|issue) (?:\w+ ){0,3}refund"
    r"|(?:want|like|need|give me|have) (?:my|our|the) money)\b",
    re.IGNORECASE,
)
_OPENING = r"^(?:so |and |but |hi,? |hello,? )?"
_ASKS_WHICH = re.compile(
    _OPENING + r"(?:how|what|when|where|which|who|why|up to|until|within|in which|after)\b", re.IGNORECASE
)
_ASKS_WHETHER = re.compile(_OPENING + r"(?:is|are|do|does|did|can|could|may|will|would|am)\b|\?\s*$", re.IGNORECASE)
_ASKS_TO_KNOW = re.compile(
    r"\b(?:how (?:much|many|long|often|quickly|soon|late|do i (?:complain|make a complaint))|what|which|who|when)\b"
    r"[^.!?]*\?\s*$",
    re.IGNORECASE,
)
_CALLED_COMPLAINT = re.compile(r"\b(?:complain(?:ts?|ing|ed)?|grievances?|dissatisfied)\b", re.IGNORECASE)
_ASKED_CALMLY = re.compile(_OPENING + r"(?:how(?! dare)|what(?! a\b)|when|where|which|who)\b", re.IGNORECASE)
_BEGS = re.compile(_OPENING + r"(?:can|could|would|will) you\b|\bplease\b|\bpls\b", re.IGNORECASE)
_ASKS_HOW_MUCH = re.compile(r"\b(?:how (?:much|many|long|soon)|what|which)\b[^.!?]*\?", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(?:if|when|suppose|supposing|say|before|should) (?:i|we)\b", re.IGNORECASE)
_POLITE = re.compile(r"\b(?:can|could|would|will) you\b|\bplease\b|\bpls\b", re.IGNORECASE)


def wanted(words: str, intents: Sequence[Intent], *, names_record: bool, spoken_of: bool) -> tuple[Intent, ...]:
    """The intents with what is really wanted in front.

    `names_record`: these words hold an order, subscription or card number. `spoken_of`: the conversation has an order
    or a subscription that "it" may mean.
    """
    if names_record or spoken_of:
        intents = _money_first(words, intents)
    top = intents[0]
    if names_record and top.name in {*_ACTS, POLICY} and _asks_before_acting(words):
        return (replace(top, name=POLICY), *intents[1:])
    if names_record:
        return _about_the_record(intents)
    if top.name in _OF_ONE_RECORD and not (spoken_of or _OWN.search(words)):
        return (replace(top, name=POLICY), *intents[1:])
    if top.name in _TICKETS and _ASKS_TO_KNOW.search(words) and not _POLITE.search(words):
        return (replace(top, name=POLICY), *intents[1:])
    if top.name == COMPLAINT and _ASKED_CALMLY.search(words.strip()) and not _POLITE.search(words):
        return (replace(top, name=POLICY), *intents[1:])
    if top.name in _WISHES and _asks_in_general(words):
        return (replace(top, name=POLICY), *intents[1:])
    return tuple(intents)


def is_sure(words: str, intent: Intent) -> bool:
    """Whether `words` want `intent` for sure.

    A complaint is passed on at once and cannot be taken back: one that is not called by its name has to be likelier
    than everything else together.
    """
    if intent.name == COMPLAINT and not _CALLED_COMPLAINT.search(words):
        return intent.probability >= _COMPLAINS
    return intent.probability >= WANTED


def _money_first(words: str, intents: Sequence[Intent]) -> Sequence[Intent]:
    """Goods that go back and money that comes back are near in meaning: who asks for the money wants the refund."""
    refund = next((intent for intent in intents if intent.name == "refund_request"), None)
    if refund is None or not _MONEY.search(words) or _ASKS_WHETHER.search(words) or _ASKS_WHICH.search(words):
        return intents
    wished = replace(refund, probability=max(refund.probability, intents[0].probability, WANTED))
    return (wished, *(intent for intent in intents if intent is not refund))


def _about_the_record(intents: Sequence[Intent]) -> tuple[Intent, ...]:
    top = intents[0]
    if top.name == "recent_orders":
        return (replace(top, name="order_status"), *intents[1:])
    if top.name not in _GENERAL:
        return tuple(intents)
    behind = [intent for intent in intents[1:] if intent.name not in _GENERAL and intent.probability >= _LIKELY_ENOUGH]
    return (behind[0], *(intent for intent in intents if intent is not behind[0])) if behind else tuple(intents)


def _asks_before_acting(words: str) -> bool:
    """ "If I give it back, how much do you keep?": asked before anything is wanted."""
    return bool(_SUPPOSES.search(words) and _ASKS_HOW_MUCH.search(words)) and not _BEGS.search(words.strip())


def _asks_in_general(words: str) -> bool:
    """A question that speaks of nothing of the customer's own; "can you ... please" is a wish, not a question."""
    if _OWN.search(words):
        return False
    asks_whether = bool(_ASKS_WHETHER.search(words.strip())) and not _POLITE.search(words)
    return asks_whether or bool(_ASKS_WHICH.search(words.strip()))
