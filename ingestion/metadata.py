"""Front matter and sidecars, parsed at the edge into `model.Metadata`."""

from datetime import date
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from ingestion.document import Notice
from ingestion.errors import BrokenFrontMatter, DatesReversed, InvalidMetadata
from ingestion.model import Audience, DocId, GovernedBy, Metadata

_FENCE = "---"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # ten times as fast where libyaml is built in
_FIXES = {
    "enum": "Use one of the values it names.",
    "date_from_datetime_parsing": "Write the date as YYYY-MM-DD.",
    "date_parsing": "Write the date as YYYY-MM-DD.",
    "date_type": "Write the date as YYYY-MM-DD.",
    "string_type": "Write a single value.",
}


def _listed(value: object) -> object:
    """A single value stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _iso(value: object) -> object:
    """Only YYYY-MM-DD is a date here: "2026" would otherwise be read as seconds since 1970."""
    return date.fromisoformat(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_iso)]
Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class FrontMatter(BaseModel):
    """The keys a policy document may carry. All are optional; a missing one takes its default, with a notice."""

    model_config = ConfigDict(extra="allow", frozen=True)

    id: Annotated[str, Field(min_length=1, pattern=r"^[^\s@#]+$")] | None = None
    title: str | None = None
    version: Annotated[str, Field(min_length=1, pattern=r"^[^\s@#]+$")] | None = None
    effective_from: Day | None = None
    effective_to: Day | None = None
    governed_by: GovernedBy = GovernedBy.REQUEST
    supersedes: str | None = None
    audience: Audience = Audience.CUSTOMER
    region: Names = ()
    products: Names = ()
    owner: str | None = None
    tags: Names = ()


def parse_yaml(raw: str, source: str) -> dict[str, Any]:
    """A mapping of plain strings and lists: versions such as 2025.10 keep their last zero. Empty values are dropped.

    Raises BrokenFrontMatter for anything else.
    """
    try:
        values = yaml.load(raw, Loader=_LOADER)  # noqa: S506 - BaseLoader builds only strings, lists, dicts
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark is not None else ""
        raise BrokenFrontMatter(
            f"The metadata is not valid YAML{line}: {getattr(error, 'problem', None) or error}.",
            fix="Correct the YAML; put quotes around values that contain a colon.",
            file=source,
            field="front matter",
        ) from error
    if values in (None, ""):
        return {}
    if not isinstance(values, dict):
        raise BrokenFrontMatter(
            "The metadata is not a list of keys and values.",
            fix="Write one `key: value` a line.",
            file=source,
            field="front matter",
        )
    return {str(key): value for key, value in values.items() if value not in ("", "null", "~", None)}


def split_front_matter(text: str, source: str) -> tuple[dict[str, Any], str]:
    """The front matter's values and the text below it. A document that does not open with `---` has none."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return {}, text
    closing = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in (_FENCE, "...")), None)
    if closing is None:
        raise BrokenFrontMatter(
            "The front matter opened with `---` is never closed.",
            fix="Add a line with `---` below the last key.",
            file=source,
            field="front matter",
        )
    return parse_yaml("\n".join(lines[1:closing]), source), "\n".join(lines[closing + 1 :])


def build_metadata(
    values: dict[str, Any], *, source: str, default_id: str, default_title: str
) -> tuple[Metadata, tuple[Notice, ...]]:
    """Typed metadata with notices for unknown keys and missing dates.

    Raises InvalidMetadata naming the first wrong field, DatesReversed when the validity period is empty.
    """
    try:
        front = FrontMatter.model_validate(values)
    except ValidationError as error:
        raise _refusal(error.errors()[0], source) from error
    if front.effective_from and front.effective_to and front.effective_to < front.effective_from:
        raise DatesReversed(
            f"{front.effective_to} lies before effective_from {front.effective_from}.",
            fix="effective_to is the last day in force: give a day on or after effective_from, or remove it.",
            file=source,
            field="effective_to",
        )
    metadata = Metadata(
        doc_id=DocId(front.id or default_id),
        version=front.version or "1",
        title=front.title or default_title,
        source=source,
        effective_from=front.effective_from,
        effective_to=front.effective_to,
        governed_by=front.governed_by,
        supersedes=front.supersedes,
        audience=front.audience,
        regions=front.region,
        products=front.products,
        owner=front.owner,
        tags=front.tags,
    )
    return metadata, _notices(front, source)


def _notices(front: FrontMatter, source: str) -> tuple[Notice, ...]:
    known = ", ".join(FrontMatter.model_fields)
    notices = [Notice(source, key, f"unknown key, ignored. Known: {known}.") for key in front.model_extra or {}]
    if front.effective_from is None:
        notices.append(Notice(source, "effective_from", "missing; taken as in force since always."))
    return tuple(notices)


def _refusal(detail: ErrorDetails, source: str) -> InvalidMetadata:
    kind = detail["type"]
    field = ".".join(str(part) for part in detail["loc"]) or "front matter"
    is_date = field.startswith("effective_")
    message = "Not a calendar date." if is_date else f"{detail['msg']}."
    fix = "Write the date as YYYY-MM-DD." if is_date else _FIXES.get(kind, "Correct the value.")
    return InvalidMetadata(f"{message} Found {detail['input']!r}.", fix=fix, file=source, field=field)
