"""Which parts of the message the policies can answer at all: better no answer than one from the wrong page."""

import re
from dataclasses import dataclass, replace

from copilot.turn.retrieve import Candidates, PartHits
from copilot.turn.terms import terms
from ingestion.model import Chunk

_WORD = re.compile(r"[^\W\d_]{2,}")  # "???" and a bare number ask nothing that a page could answer
OUT_OF_SCOPE = "out_of_scope"
_WORDS = 0.75  # of the share of the question's words, beside cosines: 0.5 to 1 do best on either corpus measured
_LEANING = 0.3  # of nearness: what the words of an earlier question add to a passage about its matter
_SAID_NOTHING = 0.5  # the share of a question of the commonest words only, "how do I do it?": neither here nor there
SMALL_TALK = {"greeting", "thanks"}
NOT_KEPT = "not_kept"  # the customer's own matter, of which there is no record to look up: no page knows it either
SIGNAL = "meaning and words"  # what `nearness` is made of: a threshold set on another is no threshold of this


@dataclass(frozen=True, slots=True)
class AnswerabilitySettings:
    """Thresholds on the nearest passage. `copilot calibrate` sets both on a shop's own questions."""

    least_nearness: float = 1.0  # of the nearest passage where none has customers' questions
    least_asked: float = 1.45  # and where one has: they bring the right passages nearer, and a wrong one too
    doubt: float = 0.45  # how far below that a passage is still shown, as the nearest there is and no answer
    out_of_scope: float = 0.5  # probability of the out-of-scope class from which a part is not answered


def answerable(candidates: Candidates, settings: AnswerabilitySettings, *, alone: bool = True) -> Candidates:
    """The candidates without the parts that no passage is near enough to; clauses of decisions stay.

    Where that leaves nothing, and nothing else is to be said (`alone`), the parts that a passage is nearly near enough
    to, as doubtful.
    """
    kept = tuple(found for found in candidates.parts if _has_answer(found, settings))
    if kept or candidates.clauses or not alone:
        return replace(candidates, parts=kept)
    near = tuple(found for found in candidates.parts if _has_answer(found, settings, less=settings.doubt))
    return replace(candidates, parts=near, doubtful=bool(near))


def _has_answer(found: PartHits, settings: AnswerabilitySettings, less: float = 0.0) -> bool:
    top = found.part.intents[0]
    if not _WORD.search(found.part.query):
        return False
    if top.name in {*SMALL_TALK, NOT_KEPT} or (top.name == OUT_OF_SCOPE and top.probability >= settings.out_of_scope):
        return False
    asked = any(hit.chunk.questions for hit in found.hits)
    return nearness(found) >= (settings.least_asked if asked else settings.least_nearness) - less


def nearness(found: PartHits) -> float:
    """How near the nearest passage is to what was asked, of its words as of its meaning; 0 where nothing was found.

    Meaning alone takes a passage about the matter for one that answers: what is asked of it is in the words. A request
    that leans on an earlier one finds the page spoken of whatever it asks, and has to be nearer.
    """
    leans = any(wording.joined for wording in found.part.wordings)
    nearest = max((hit.nearness + _WORDS * _held(found.part.text, hit.chunk) for hit in found.hits), default=0.0)
    return max(0.0, nearest - _LEANING * leans)


def _held(asked: str, chunk: Chunk) -> float:
    """The share of the question's terms that the chunk, its headings or its customers' questions hold."""
    said = terms(asked)
    if not said:
        return _SAID_NOTHING
    texts = (chunk.embedded_text, *(question.text for question in chunk.questions))
    held: frozenset[str] = frozenset().union(*map(terms, texts))
    return len(said & held) / len(said)
