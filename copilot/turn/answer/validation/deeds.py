"""Where a sentence says that something was done, is being done or will be done by us. English forms only."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import Stemmer

# What support does to orders and money. Delivering, packing and shipping are the records' matter.
DOING = (
    "refund cancel return change update skip issue process approve initiate submit complete confirm register arrange "
    "send email apply credit replace reship escalate forward pass hand create open start book schedule verify "
    "reimburse delete add remove waive extend request notify stop pause log raise generate reserve transfer adjust "
    "grant flag file report contact lodge trigger handle sort resolve close activate finalise finalize sent done "
    "cancellation replacement"
)
# What "I have ..." may say of anything; every other verb there is a deed.
_LOOKING = "find found check look review see seen notice list read search understand understood summarise quote need"
_IRREGULAR = "sent|made|gave|given|done|put|set|taken|begun|written|paid|told|reset|undone|withdrawn"

_ADVERBS = r"(?:\s+(?:now|just|already|also|both|then|here|today|gone ahead and|went ahead and|\w+ly))*"
_WORD = r"\s+(?P<verb>[a-z]+)\b"
_PAST = rf"\s+(?P<verb>[a-z]+ed|{_IRREGULAR})\b"
_OURS = r"(?:\byour(?:\s+[\w'’#-]+){1,4}?|(?:^|[,;:!.]\s*)(?:it|this|that|everything))"
# before a passive: "no refund has been issued", "an item that was returned"
_NOT_OURS = re.compile(r"\b(?:(?:no|none|nothing)(?:\s+[\w-]+){0,3}|that|which|who|what)\s*$", re.IGNORECASE)


def _patterns(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


_I_DID = _patterns(rf"\bi(?:['’]ve|\s+have)?{_ADVERBS}{_PAST}")
_WE_DID = _patterns(rf"\bwe(?:['’]ve|\s+have){_ADVERBS}{_PAST}")
_PROMISE = _patterns(
    rf"\bi(?:['’]ll|\s+will|['’]m\s+going\s+to|\s+am\s+going\s+to|['’]m|\s+am){_ADVERBS}{_WORD}",
    rf"\bwe(?:['’]re|\s+are){_ADVERBS}\s+(?P<verb>[a-z]+ing)\b",
    rf"\blet\s+me{_ADVERBS}{_WORD}",
)
_WAS_DONE = _patterns(
    rf"\bwe{_ADVERBS}{_PAST}",
    rf"\b(?:colleague|supervisor|manager|specialist|team)\s+has{_ADVERBS}{_PAST}",
    rf"(?:\b(?:has|have|had)|['’]ve){_ADVERBS}\s+been{_ADVERBS}{_PAST}",
    rf"\b(?:was|were|(?:is|are){_ADVERBS}\s+(?:being|now|already)){_ADVERBS}{_PAST}",
    r"\b(?P<verb>refund|replacement|cancellation|return|credit|label)\s+is\s+(?:\w+\s+)?"
    r"(?:on\s+(?:its|the)\s+way|under\s?way|in\s+progress|complete)\b",
)
# "Your order is cancelled" is a claim, "your refund is issued once..." a rule: a condition tells them apart.
_IS_OR_WILL_BE = _patterns(
    rf"(?:\bwill|['’]ll){_ADVERBS}\s+be{_ADVERBS}{_PAST}", rf"{_OURS}(?:\s+(?:is|are)|['’]s){_ADVERBS}{_PAST}"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One such place. `personal`: the speaker says to have done it, so no record can be its source. `as_fact`: a record
    can, whatever the tense."""

    verb: str  # stemmed
    at: int  # where the verb begins in the sentence
    personal: bool
    to_come: bool
    as_fact: bool = False


def deeds(sentence: str) -> Iterator[Deed]:
    """Every deed in the sentence. What is only looked up or read is none, nor is "no refund was issued"."""
    doing, looking = stems(DOING), stems(_LOOKING)
    yield from (deed for deed in _found(_I_DID, sentence, personal=True) if deed.verb not in looking)
    yield from (deed for deed in _found(_WE_DID, sentence, personal=True) if deed.verb in doing)
    yield from (deed for deed in _found(_PROMISE, sentence, personal=True, to_come=True) if deed.verb in doing)
    yield from (deed for deed in _found(_WAS_DONE, sentence) if deed.verb in doing)
    yield from (deed for deed in _found(_IS_OR_WILL_BE, sentence, to_come=True) if deed.verb in doing)


def _found(
    patterns: tuple[re.Pattern[str], ...], sentence: str, *, personal: bool = False, to_come: bool = False
) -> Iterator[Deed]:
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            if personal or not _NOT_OURS.search(sentence[: match.start()]):
                (verb,) = stems(match["verb"])
                yield Deed(verb, match.start("verb"), personal, to_come)


def stems(words: str) -> frozenset[str]:
    """The stem of each word."""
    return frozenset(Stemmer.Stemmer("english").stemWords(words.lower().split()))
