"""A model's final reply, read back: JSON in text, since that is what every OpenAI-compatible server can give.

Tolerant of the wrapping (code fences, words around it, a thinking block, ids in brackets), strict in meaning: one
object, the fields of the right type, every sentence with its ids.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from copilot.turn.answer.citing import cite
from copilot.turn.answer.draft import Draft
from copilot.turn.answer.validation.reading import claims
from copilot.turn.answer.validation.words import content_stems
from copilot.turn.trace import CitationRecord, EvidenceRecord
from ingestion.reading import sentences

LONGEST = 40_000  # characters of a reply that are read at all: some twenty times a long answer
_THINKING = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)


class UnreadableReplyError(Exception):
    """The reply is not one answer in the agreed form; the message says what is wrong with it."""


class ReplySentence(BaseModel):
    """One sentence and the evidence it rests on."""

    model_config = ConfigDict(strict=True)

    text: str = Field(min_length=1)
    evidence: list[str] = []

    @field_validator("evidence", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        """Write `e1`, `[E1]` and a lone `"E1"` as ids in a list."""
        named = [value] if isinstance(value, str) else value
        if not isinstance(named, list):
            return value
        return [name.strip(" []").upper() if isinstance(name, str) else name for name in named]


class Reply(BaseModel):
    """The agreed form."""

    model_config = ConfigDict(strict=True)

    answerable: bool = True
    sentences: list[ReplySentence]


def read_reply(text: str) -> Reply:
    """The one answer in `text`. Raises `UnreadableReplyError`: none, several that differ, or one of another form."""
    if len(text) > LONGEST:
        raise UnreadableReplyError(f"the reply has {len(text):,} characters")
    candidates = [found for found in _objects(_THINKING.sub("", text)) if "sentences" in found]
    if not candidates:
        raise UnreadableReplyError("the reply holds no JSON object with sentences" if text.strip() else "it is empty")
    if any(candidate != candidates[0] for candidate in candidates):
        raise UnreadableReplyError("the reply holds more than one answer")
    try:
        reply = Reply.model_validate(candidates[0])
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(str(part) for part in problem["loc"])
        raise UnreadableReplyError(f"{where}: {problem['msg']}") from error
    if reply.answerable and not reply.sentences:
        raise UnreadableReplyError("the answer has no sentences")
    return reply


def draft_of(reply: Reply, evidence: Mapping[str, EvidenceRecord]) -> Draft:
    """Text with markers and a citation per sentence and id. A text of several sentences cites its ids after each."""
    parts = [(claim.text, [*said.evidence, *claim.cites]) for said in reply.sentences for claim in claims(said.text)]
    cited = [(text, list(dict.fromkeys(names))) for text, names in parts]
    text = " ".join(f"{text} {''.join(f'[{name}]' for name in names)}".strip() for text, names in cited)
    citations = [_citation(text, name, evidence.get(name)) for text, names in cited for name in names]
    return Draft(text, tuple(dict.fromkeys(citations)))


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Every outermost JSON object in the text."""
    decoder, at = json.JSONDecoder(), text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            end = at + 1
        else:
            yield value
        at = text.find("{", end)


def _citation(sentence: str, name: str, piece: EvidenceRecord | None) -> CitationRecord:
    """Quotes the sentence of the evidence that shares most words; an id that does not exist is validation's matter."""
    if piece is None:
        return CitationRecord(evidence_id=name, kind="policy", quote="")
    said = content_stems(sentence)
    quotes = [found.quote for found in sentences(piece.text, piece.context)]
    return cite(piece, max(quotes, key=lambda quote: len(said & content_stems(quote)), default=piece.text))
