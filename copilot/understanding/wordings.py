"""How a request is put to the search: in its own words, by its asking sentence, and joined to what it leans on.

No one of these finds all: a story hides its question, and "and if it is open?" says what it asks, not of what.
"""

from dataclasses import dataclass

from ingestion.search import ALONE, Around


@dataclass(frozen=True, slots=True)
class Wording:
    """`text` is searched for, `around` weighing in. `joined`: an earlier question's words are in the text."""

    text: str
    around: Around = ALONE
    joined: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """All that has to be embedded: `text`, then what is around it."""
        return (self.text, *self.around.texts)


def wordings(text: str, ask: str, context: str, joined: str, around: Around) -> tuple[Wording, ...]:
    """The request `text`, all of it; its sentence `ask`, where it has a `context` besides, which then weighs in like
    another request; and `joined`, where it leans on what was said before, which then need not weigh in.
    """
    put = [Wording(text, around)]
    if context:
        put.append(Wording(ask, Around((*around.beside, context), around.before)))
    if joined != text:
        put.append(Wording(joined, Around(around.beside), joined=True))
    return tuple(put)
