"""No answer claims or promises an action that did not run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copilot.turn.answer.validation.deeds import Deed, deeds
from copilot.turn.answer.validation.figures import figures
from copilot.turn.answer.validation.outcomes import outcomes
from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Claim, Reading, normal
from copilot.turn.trace import CallRecord


@dataclass(frozen=True, slots=True)
class Action:
    """A thing that support does: how answers speak of it, and the word that the tools doing it have in their names."""

    spoken: re.Pattern[str]
    tool_word: str


# "approval" runs no tool: it is true while a call of this turn waits for a person.
APPROVAL = Action(re.compile(r"approv\w*|supervisor", re.IGNORECASE), "approval")
ACTIONS = (
    Action(re.compile(r"refund\w*|reimburs\w*|money back", re.IGNORECASE), "refund"),
    Action(re.compile(r"cancel\w*", re.IGNORECASE), "cancel"),
    Action(re.compile(r"\breturn\w*|label", re.IGNORECASE), "return"),
    Action(re.compile(r"address\w*", re.IGNORECASE), "address"),
    Action(re.compile(r"skip\w*", re.IGNORECASE), "skip"),
    Action(re.compile(r"escalat\w*|ticket|colleague|specialist|our team|a person|an agent", re.IGNORECASE), "ticket"),
    Action(re.compile(r"verif\w*|identity", re.IGNORECASE), "verify"),
    APPROVAL,
)
_OBJECTS = (
    "order",
    "subscription",
    "delivery",
)  # told apart where two tools share a word: cancel_order, cancel_subscription
_CONDITION = r"\b(?:if|when|whenever|whether|once|until|unless|before|after|as soon as|provided|should you)\b"
_NOT_DONE = r"(?<!\bbe )(?<!\bnot )(?<!\bnot been )(?<!\bno )"  # before the verb, in a record
_NO_DEED = r"(?!able|\s+(?:window|policy|period))"  # after it: "refundable", "return window"
_CONDITIONAL = re.compile(_CONDITION, re.IGNORECASE)
# Of what was done to something of the customer's no policy knows, and no record of ours words it so: where one seems to
# ("your refund has been issued" in a product's title), somebody speaks through it.
_YOURS_WAS_DONE = re.compile(
    rf"^(?!.*{_CONDITION})(?=.*\b(?:has|have|was|were)\b)(?:.*[.!?:;]\s+)?['\"(]*your\b", re.IGNORECASE
)
_IN_A_CONDITION = re.compile(rf"{_CONDITION}[^,;:]*$", re.IGNORECASE)  # "once it has been cancelled", up to the verb


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per sentence that says something was done, is under way or will be done, with no such call.

    What stands word for word in the evidence cited is the policy's or the record's claim, not the speaker's.

    A call counts when it is a write that ran in this turn (done or replayed), of that kind, on that order where the
    sentence names one. Of things done earlier a sentence may speak as its cited record does; of things to come it may
    speak under a condition ("once you confirm, ..."). What was *not* done needs no call.
    """
    for claim in reading.claims:
        if not claim.text.rstrip().endswith("?") and any(
            not _true(reading, claim, deed) for deed in (*deeds(claim.text), *outcomes(claim.text))
        ):
            yield Problem(Kind.ACTION, f"no such action ran: {claim.text}")


def _true(reading: Reading, claim: Claim, deed: Deed) -> bool:
    depends = bool(_CONDITIONAL.search(claim.text))
    calls = [call for call in reading.given.results if _speaks_of(call, claim, deed)]
    if any(_ran(call) or (deed.to_come and depends and call.status == "needs_confirmation") for call in calls):
        return True
    if deed.personal:
        return False
    if _YOURS_WAS_DONE.search(claim.text) and any(
        normal(claim.text) in normal(piece.text) for piece in reading.cited(claim)
    ):
        return False
    if reading.verbatim(claim):
        return True
    if deed.to_come and (depends or not deed.as_fact):
        return depends
    return bool(_IN_A_CONDITION.search(claim.text[: deed.at])) or _on_record(reading, claim, deed)


def _ran(call: CallRecord) -> bool:
    """ "pending_approval" counts here: `_speaks_of` lets it through only where an approval is spoken of."""
    return call.status in ("done", "replayed", "pending_approval")


def _speaks_of(call: CallRecord, claim: Claim, deed: Deed) -> bool:
    """Whether the deed, as the sentence tells it, is what `call` does."""
    action = _action(claim.text, deed)
    if action is None or call.effect != "write" or (action is APPROVAL) != (call.status == "pending_approval"):
        return False
    if action is APPROVAL:
        return deed.verb != "approv"  # it waits: nobody has approved
    return action.tool_word in call.tool and _same_object(call.tool, claim.text) and _same_ids(call, claim.text)


def _action(sentence: str, deed: Deed) -> Action | None:
    """The action that the verb names, or the one spoken of nearest to it: "issued your refund"."""
    named = next((action for action in ACTIONS if action.spoken.match(deed.verb)), None)
    spoken = [
        (abs(found.start() - deed.at), action) for action in ACTIONS for found in action.spoken.finditer(sentence)
    ]
    return named or (min(spoken, key=lambda pair: pair[0])[1] if spoken else None)


def _same_object(tool: str, sentence: str) -> bool:
    said = [word for word in _OBJECTS if re.search(rf"\b{word}\b", sentence, re.IGNORECASE)]
    meant = [word for word in _OBJECTS if word in tool]
    return not said or not meant or bool(set(said) & set(meant))


def _same_ids(call: CallRecord, sentence: str) -> bool:
    """Where the sentence names ids, one of them is among the call's arguments or is its record."""
    said = {value for figure in figures(sentence) if figure.unit == "id" for value in figure.values}
    touched = f"{call.arguments} {call.result or ''}".lower()
    return not said or any(name in touched for name in said)


def _on_record(reading: Reading, claim: Claim, deed: Deed) -> bool:
    """Whether a cited record says it as a fact: "cancelled", not "can be cancelled"."""
    past = re.compile(rf"{_NOT_DONE}\b{re.escape(deed.verb)}{_NO_DEED}\w*", re.IGNORECASE)
    return any(piece.kind == "record" and past.search(piece.text) for piece in reading.cited(claim))
