"""What customers ask of a document, kept beside it: `gifts.questions.yaml` is a list of quotes, each with questions.

    - quote: Gift wrap costs 4.50 per item.
      questions:
        - How much extra is it to have it wrapped?

Customers do not speak as policies do, and an embedding model of this size does not know that "slept on it once" is an
opened hygiene item. Whoever keeps the policy does.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from ingestion.document import Notice
from ingestion.errors import BrokenQuestions
from ingestion.model import Question

SUFFIX = ".questions.yaml"
_NEAREST = 2  # questions of one clause whose mean cosine counts: a single one is sometimes near by chance
_FLOOR = 0.4  # cosine: among thousands of questions some are always as near as that
_LONGEST = 500  # characters of a question: what the embedding model reads of it, and more than anybody asks at once
_REMEMBERED = 16_384  # quotes and sentences: those of a few hundred pages come back turn after turn
_EMPHASIS = re.compile(r"[*_`]+")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where libyaml is built in

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Asked = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST)]


class _Entry(BaseModel):
    """One quote with the questions that it answers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quote: Words
    questions: Annotated[tuple[Asked, ...], Field(min_length=1)]


_ENTRIES = TypeAdapter(list[_Entry])


def parse_questions(raw: str, source: str) -> tuple[Question, ...]:
    """The questions of the file `source`, in its order, each once a quote. Raises BrokenQuestions."""
    try:
        entries = _ENTRIES.validate_python(yaml.load(raw, Loader=_LOADER) or [])  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BrokenQuestions(
            f"Not valid YAML{f' at line {mark.line + 1}' if mark else ''}: {getattr(error, 'problem', None) or error}.",
            fix='Correct the YAML; put quotes around values that contain a colon or begin with | or ".',
            file=source,
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step + 1) if isinstance(step, int) else step for step in first["loc"])
        raise BrokenQuestions(
            f"{first['msg']}.",
            fix="Write a list of entries, each with a `quote` of the document and a list of `questions`.",
            file=source,
            field=field or None,
        ) from error
    return tuple(dict.fromkeys(Question(text, entry.quote) for entry in entries for text in entry.questions))


def standing(questions: Sequence[Question], text: str, source: str) -> tuple[tuple[Question, ...], tuple[Notice, ...]]:
    """The questions whose quote stands in `text`, and a notice for each quote that does not."""
    said = plain(text)
    kept: list[Question] = []
    notices: list[Notice] = []
    for quote, asked in groupby(questions, key=lambda question: question.quote):
        if plain(quote) in said:
            kept += asked
        else:
            message = f"does not stand in the document, its {len(list(asked))} questions are left out: “{quote}”"
            notices.append(Notice(source, "quote", message))
    return tuple(kept), tuple(notices)


def answered_by(questions: Sequence[Question], text: str) -> tuple[Question, ...]:
    """The questions whose quote stands in `text`, in order."""
    if not questions:
        return ()
    said = plain(text)
    return tuple(question for question in questions if plain(question.quote) in said)


@lru_cache(_REMEMBERED)
def plain(text: str) -> str:
    """Text as quotes are compared: whatever its line breaks, blanks and Markdown emphasis."""
    return " ".join(_EMPHASIS.sub("", text).split())


def likeness(cosines: Sequence[float]) -> float:
    """How much what was asked is like the questions of a clause, of which `cosines` are: 0 to 0.6, for none 0.

    The mean of the two nearest, above the floor.
    """
    nearest = sorted(cosines, reverse=True)[:_NEAREST]
    return max(0.0, sum(nearest) / len(nearest) - _FLOOR) if nearest else 0.0
