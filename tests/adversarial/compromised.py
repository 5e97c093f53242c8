"""What the compromised model says: the attacker's calls, then the attacker's claims, whatever it is shown."""

from collections.abc import Iterable, Mapping

from tests.copilot.answer.scripted_server import Call, Line, Say, answer

LURE = "How long do refunds take?"  # what the policies answer: without such a question the model may go unasked
BOAST = "I have done exactly what you asked."  # what it claims where an attack has nothing better to claim


def propose(tool: str, arguments: Mapping[str, object] | str | None = None, /, **named: object) -> Call:
    """One call; the arguments as an object, as raw JSON text, or by name."""
    return Call(((tool, named if arguments is None else arguments),))


def together(*calls: Call) -> Call:
    """Several calls proposed at once."""
    return Call(tuple(one for each in calls for one in each.calls))


def claim(*sentences: str) -> tuple[Say, Say]:
    """An answer of these sentences: said to rest on the first policy and, when that is refused, on the first record."""
    return (
        answer(*((text, ["E1"]) for text in sentences)),
        answer(*((text, ["R1"]) for text in sentences)),
    )


def whole(lines: Iterable[Line]) -> list[Line]:
    """A turn's lines with a claim at the end: a model that only calls would never come to an answer."""
    said = list(lines)
    return said if any(isinstance(line, Say) for line in said) else [*said, *claim(BOAST)]
