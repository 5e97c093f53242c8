"""Sentences that state nothing: greetings, thanks, questions, offers to help. Only these may go without a citation."""

import re

from copilot.turn.answer.validation.words import content_stems

# A sentence made of these alone states no fact about the shop, its policies or a record.
COURTESY = content_stems(
    "hello hi hey dear good morning afternoon evening thanks thank welcome sorry apologies apologise apologize regret "
    "hear understand frustrating inconvenience trouble confusion patience glad happy help helps assist pleased please "
    "let know tell reach contact anything something else more further other question questions ask answer answers "
    "here below following find found look see details detail information need needs policies policy records "
    "confirm reply choose press yes go ahead wish want would like could unfortunately sure course great"
)
_QUESTION = re.compile(
    r"^(?:and |so |please |sorry, )?"
    r"(?:which|what|when|where|who|how|would|could|can|may|shall|do|does|is|are|should)\b",
    re.IGNORECASE,
)


def states_nothing(text: str) -> bool:
    """Whether a sentence needs no evidence. A question that opens otherwise ("Did you know that...?") does, and so does
    any other sentence with a number in it."""
    if text.rstrip("\"'”’) ").endswith("?") and _QUESTION.match(text.strip()):
        return True
    return not re.search(r"\d", text) and content_stems(text) <= COURTESY
