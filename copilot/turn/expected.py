"""What kind of answer a question expects: a time, an amount, a number. A sentence that gives one is likelier."""

import re

_TIME = re.compile(
    r"\bhow (?:long|soon|fast|quick(?:ly)?|late)\b"
    r"|\bhow many (?:business |working )?(?:days|weeks|months|years|hours|minutes)\b"
    r"|\b(?:until |by |from )?when\b|\bdeadline\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\bhow much\b|\bcosts?\b|\bfees?\b|\bprices? (?:of|for)\b|\bcharged?\b|\bfree\b", re.IGNORECASE)
_NUMBER = re.compile(r"\bhow (?:many|often)\b", re.IGNORECASE)
_GIVES_TIME = re.compile(
    r"(?:\d|\b(?:one|two|three|four|five|six|seven|next|same|no|not))\b[^.;]{0,20}"
    r"\b(?:second|minute|hour|day|week|month|year|date)s?\b|\bexpir|\bany time\b|\b(?:until|once|as soon as|before)\b",
    re.IGNORECASE,
)
_GIVES_AMOUNT = re.compile(r"\d\.\d\d\b|\d ?%|\bfree\b|\bno (?:\w+ )?(?:fee|cost|charge)|\bpays?\b", re.IGNORECASE)
_GIVES_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|once|twice|only|most)\b", re.IGNORECASE)
_KINDS = ((_TIME, _GIVES_TIME), (_AMOUNT, _GIVES_AMOUNT), (_NUMBER, _GIVES_NUMBER))


def gives_what_is_asked(question: str, sentence: str) -> float:
    """1 where the sentence gives the kind of thing that is asked for, 0 where it does not, 0.5 for other questions."""
    for asks, gives in _KINDS:
        if asks.search(question):
            return float(bool(gives.search(sentence)))
    return 0.5
