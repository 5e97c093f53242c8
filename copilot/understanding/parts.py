"""A message may ask several things: cut it where one request ends and the next begins."""

import re
from dataclasses import dataclass

_OPENERS = (
    r"can|could|may|do|does|is|are|will|would|when|where|what|how|who|which|please"
    r"|cancel|refund|return|track|skip|show|tell|log|register|end|stop|check|change|update"
    r"|i (?:want|need|would like|also)|i'd like"
)
_PREPOSITION = r"(?:for|until|by|from|at|on|in|with)\s+"  # "... and for how long?"
_BOUNDARY = re.compile(
    rf"(?<=[?!.])(?<!\bi\.e\.)(?<!\be\.g\.)\s+|,?\s+(?:and|but|also|plus)\s+(?:also\s+)?(?=(?:{_PREPOSITION})?(?:{_OPENERS})\b)|\s*;\s*|\n+",
    re.IGNORECASE,
)
_LEADS_IN = r"(?:(?:and|but|so|or|then|also|ok(?:ay)?|well|now|hi|hello|hey|please|plus|oh|ah|actually|just)\b,?\s+)*"
_SUBJECT = r"(?:i|we|you|he|she|it|they|there|that|this|these|those|the|my|our|your|an?|any|anyone|somebody|someone)"
_VERB = r"(?:can|could|may|might|do|does|did|is|are|was|were|will|would|should|shall|has|have|am)"
_ASKS = re.compile(
    rf"\?|^{_LEADS_IN}(?:{_OPENERS}|{_VERB}|whose|why|any|get|put|let|give|send|make)\b"  # "is it", "any news"
    rf"|\b(?:how|what|why|where's|wheres|what's|whats)\b"
    rf"|\b(?:when|where|who|which|if|whether)\s+{_SUBJECT}?\s*{_VERB}\b"  # "until when can", not "the day when"
    rf"|(?<=,)\s*{_VERB}\s+{_SUBJECT}\b"  # "then what, can I"
    r"|\b(?:please|cancel|refund|return|track|skip|show me|change|update|check|stop|register|tell me|let me know"
    r"|wonder(?:ing)?|(?<!n't )(?<!n’t )(?<!not )want|need|like to|looking (?:for|to|at)|wish)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:(?:ok(?:ay)?|and|so|then),? )*(?:what|how) about\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:it|that|this|them|those|these)\b", re.IGNORECASE)
_MOST = 3  # requests looked at in one message; what follows joins the last
_FEWEST_WORDS = 2


def asks(message: str) -> bool:
    """Whether `message` asks for anything, or only states it."""
    return bool(_ASKS.search(message))


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a message. `text` is all of it, context included; `ask` the sentence that asks."""

    text: str
    ask: str

    @property
    def context(self) -> str:
        """What it says besides asking; empty where it only asks."""
        return " ".join(self.text.replace(self.ask, " ", 1).split())


def split_requests(message: str) -> tuple[Request, ...]:
    """The requests in `message`, at least one and at most three, in order.

    Sentences that ask nothing ("I bought a lamp.") or only say of what ("What about the lamp? Can I return it?") are
    context: they join the request that follows, or the one
    before when nothing follows.
    """
    pieces = [piece.strip() for piece in _BOUNDARY.split(message) if piece and piece.strip()]
    requests: list[Request] = []
    context: list[str] = []
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        topic = _TOPIC.match(piece) and _POINTS_BACK.search(following)
        if not topic and asks(piece) and len(piece.split()) >= _FEWEST_WORDS:
            requests.append(Request(" ".join([*context, piece]), piece))
            context = []
        else:
            context.append(piece)
    if context:
        tail = " ".join(context)
        last = requests.pop() if requests else Request("", tail)
        requests.append(Request(f"{last.text} {tail}".strip(), last.ask))
    if len(requests) > _MOST:
        rest = requests[_MOST - 1 :]
        requests[_MOST - 1 :] = [Request(" ".join(request.text for request in rest), rest[0].ask)]
    return tuple(requests) or (Request(message.strip(), message.strip()),)
