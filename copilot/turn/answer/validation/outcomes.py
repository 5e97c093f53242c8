"""Where a sentence tells the customer's refund, return or cancellation as a fact, without saying who did it.

Read on the side of caution: "your refund", with an order's number or an amount and with no word that leaves it open, is
told as a fact, whatever its verb. English forms only.
"""

import re
from collections.abc import Iterator

from copilot.turn.answer.validation.deeds import DOING, Deed, stems
from copilot.turn.answer.validation.figures import CURRENCIES, figures

_MATTER = r"(?P<verb>refund|reimbursement|return|cancellation|replacement|exchange)\b"
_BESIDE = r"(?!\s+(?:window|period|policy|label|deadline|reason|fee|form|method|address|option|right|parcel)s?\b)"
_ADJECTIVES = r"(?:(?!(?:and|or|to|for|from|in|on|with|that|we|you|is|are)\b)[\w'’-]+\s+){0,2}?"
_OF = r"(?:\s+(?:for|of|on)\s+[^,;:.]{1,40}?)?"
_SURELY = r"(?:(?:now|just|already|all|\w+ly)\s+)*"
_PLACE = r"(?:card|account|payment\s+method|wallet|paypal|bank)\b"


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.IGNORECASE)


_YOURS = _pattern(rf"\byour\s+{_ADJECTIVES}{_MATTER}{_BESIDE}")
_HAPPENED = _pattern(
    rf"\b(?:your|the|this)\s+{_ADJECTIVES}{_MATTER}{_OF}\s+(?:ha(?:s|ve)\s+{_SURELY}(?:gone|made|come))?\s*"
    r"(?:through|went|came|made\s+it|arrived|landed|cleared|succeeded|reached|hit)\b"
)
_IS_DONE = _pattern(
    rf"\byour\s+{_ADJECTIVES}{_MATTER}{_OF}(?:\s+is|['’]s)\s+{_SURELY}"
    r"(?:through|done|complete|final|set|ready|sorted|in|out|good)\b"
)
# "Refund approved: ...", "Order FH-10002 cancelled." Not "refund issued within 5 days": that is a rule's heading.
_VERBLESS = _pattern(
    r"(?:^|[,;:!.–—]\s*|\band\s+)(?:(?:the|your|full)\s+)*(?:refund|return|cancellation|replacement|order|subscription)"
    r"(?:\s+(?:for\s+|of\s+)?(?:order\s+)?[A-Z]+-[\w-]+)?(?:\s*:)?\s+(?P<verb>[a-z]+ed|done)\b"
    r"(?=\s*(?:$|[.,;:!–—]|and\b|successfully|to\s+your|for\s+(?:order|your)))"
)
_CONSIDER = _pattern(r"\b(?:consider|count|regard|treat)\s+(?:it|this|that|your)\b")
_CONSIDERED = _pattern(r"\b(?:it|this|that|your(?:\s+[\w'’#-]+){1,4}?)\s+(?:as\s+)?(?P<verb>[a-z]+ed|done)\b")
_COMES = _pattern(r"\b(?:back|expect|reach\w*|arriv\w*|land\w*|appear\w*|receiv\w*|credited|refunded|on\s+its\s+way)\b")
_TO_YOU = _pattern(
    rf"\b(?:(?:to|on|onto|into|in|reach\w*|hits?)\s+your\s+(?:[\w-]+\s+){{0,2}}{_PLACE}|back\s+to\s+you\b)"
)
_EXPECT = _pattern(
    r"(?:^|[,;:]\s*)(?:please\s+|(?:you\s+)?can\s+|you\s+may\s+)?(?:now\s+)?expect\b|\byou(?:['’]ll|\s+will)?\s+"
    r"(?:get|have|receive|see)\b.*\bback\b"
)
_MONEY_BACK = _pattern(
    rf"\byour\s+(?:money|payment)\s+(?:is|was|went|goes|comes)\s+{_SURELY}(?:back|on\s+its\s+way|reversed|released)\b"
)
_WE_WILL = _pattern(r"\bwe(?:['’]ll|\s+will)\s+(?:\w+ly\s+)?(?P<verb>[a-z]+)\b")

# What leaves it open: ability and duty, a "no", what is still to be asked for.
_OPEN = _pattern(
    r"\b(?:can(?:\s+\w+)?\s+be|cannot|could|would|must|needs?|ha(?:s|ve)\s+to|not|never|\w+n['’]t|possible|eligible|"
    r"entitled|allowed)\b"
)
_ASKED = _pattern(r"\b(?:to|can|could|please)\s+(?:\w+\s+)?$")
_DENIED = _pattern(r"\b(?:not|never|cannot|\w+n['’]t|no\s+(?:refund|money|amount|part))\b[^,;:!]*$")
_APPROVAL = _pattern(r"\bapproval\b")


def outcomes(sentence: str) -> Iterator[Deed]:
    """Every outcome told as a fact. Like other deeds it is true by a call, by a cited record, or under a condition."""
    doing = stems(DOING)
    for pattern, to_come in ((_HAPPENED, False), (_IS_DONE, True)):
        yield from (_deed(match, to_come=to_come) for match in pattern.finditer(sentence))
    done = [(match, False) for match in _VERBLESS.finditer(sentence)]
    if _CONSIDER.search(sentence):
        done += [(match, True) for match in _CONSIDERED.finditer(sentence)]
    yield from (_deed(match, to_come=to_come) for match, to_come in done if stems(match["verb"]) <= doing)
    yield from (_refund(match) for match in _MONEY_BACK.finditer(sentence))
    units = {figure.unit for figure in figures(sentence)}
    if "id" in units or units & CURRENCIES:
        yield from _named(sentence)
        yield from _money(sentence)
        ours = (match for match in _WE_WILL.finditer(sentence) if stems(match["verb"]) <= doing)
        yield from (_deed(match, to_come=True) for match in ours)


def _named(sentence: str) -> Iterator[Deed]:
    """ "Your refund", in a sentence that says which or how much. Spoken of as waiting for approval, it is that."""
    for match in _YOURS.finditer(sentence):
        clause = re.split(r"[,;:!]", sentence[match.end() :])[0]
        if not _OPEN.search(clause) and not _ASKED.search(sentence[: match.start()]):
            waits = _APPROVAL.search(sentence)
            fact = Deed("wait", waits.start(), personal=False, to_come=True, as_fact=True) if waits else None
            yield fact or _deed(match, to_come=True)


def _money(sentence: str) -> Iterator[Deed]:
    """Money that comes to the customer, by whatever word."""
    comes, to_you = _COMES.search(sentence), _TO_YOU.search(sentence)
    found = _EXPECT.search(sentence) or (comes if to_you else None)
    if found and not _DENIED.search(sentence[: found.end()]):
        yield _refund(found)


def _refund(match: re.Match[str]) -> Deed:
    return Deed("refund", match.start(), personal=False, to_come=True, as_fact=True)


def _deed(match: re.Match[str], *, to_come: bool) -> Deed:
    (verb,) = stems(match["verb"])
    return Deed(verb, match.start("verb"), personal=False, to_come=to_come, as_fact=True)
