"""Which clauses a person looked at when they last said that the rules are right, and which have changed since.

A quote may still stand while the section around it grew an exception. So the whole section is remembered, by its hash,
for every version of the document: a new version has to be looked at too, whether it says the quote or not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from tools.gate.quotes import Citation, stands_in

SILENT = "does not say it"  # in place of a hash: this version has no such sentence
_HEADING = re.compile(r"^(?=#{1,6}\s)", re.MULTILINE)
_HEAD = (
    "# Written by `copilot rules review`. Hashes of the sections that rules and parameters cite, as they were read.\n"
)


class ReviewError(Exception):
    """A review that cannot be read, or not be kept. Names the field or the file."""


class Reviewed(BaseModel):
    """One rule's or parameter's last review: by whom, when, and the sections as they were."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    day: date
    clauses: dict[str, str]  # "doc_id version" -> hash, or SILENT


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that was reviewed, by "rule ID" or "parameter NAME"."""

    entries: Mapping[str, Reviewed]

    @classmethod
    def read(cls, text: str) -> "Review":
        """From YAML; nothing is an empty review. Raises ReviewError."""
        try:
            return cls({name: Reviewed.model_validate(entry) for name, entry in (yaml.safe_load(text) or {}).items()})
        except (ValidationError, yaml.YAMLError, AttributeError) as error:
            raise ReviewError(f"the review of the rules cannot be read: {error}") from error

    def text(self) -> str:
        """As YAML, sorted, so that a change reads well in a diff."""
        plain = {name: self.entries[name].model_dump(mode="json") for name in sorted(self.entries)}
        return _HEAD + yaml.safe_dump(plain, sort_keys=True, allow_unicode=True)

    def changed(self, now: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
        """What somebody has to look at: sections that differ from those reviewed, versions that are new or gone."""
        for name, clauses in now.items():
            before = self.entries.get(name)
            if before is None:
                yield f"{name}: its clauses have never been reviewed"
                continue
            for where in sorted(clauses.keys() | before.clauses.keys()):
                told = _difference(before.clauses.get(where), clauses.get(where))
                if told:
                    yield f"{name}: {where}: {told} since {before.by} reviewed it on {before.day}"

    def with_(self, now: Mapping[str, Mapping[str, str]], by: str, day: date) -> "Review":
        """Everything as it stands now; what did not change keeps its reviewer, what is no longer cited is dropped."""
        return Review(
            {
                name: self.entries[name]
                if name in self.entries and self.entries[name].clauses == dict(clauses)
                else Reviewed(by=by, day=day, clauses=dict(clauses))
                for name, clauses in now.items()
            }
        )


def clauses_now(cited: Iterable[Citation], texts: Mapping[tuple[str, str], str]) -> dict[str, dict[str, str]]:
    """The hash of every section that is cited, by who cites it. `texts` are whole documents by (doc id, version)."""
    found: dict[str, dict[str, list[str]]] = {}
    for citation in cited:
        mine = found.setdefault(f"{citation.kind} {citation.id}", {})
        for (doc_id, version), text in texts.items():
            if doc_id == citation.doc_id and citation.version in (None, version):
                mine.setdefault(f"{doc_id} {version}", []).extend(_sections(citation.quote, text))
    return {name: {where: _hash(parts) for where, parts in places.items()} for name, places in found.items()}


def _sections(quote: str, text: str) -> list[str]:
    """The sections that say the quote, each from its heading to the next one."""
    return [" ".join(section.split()) for section in _HEADING.split(text) if stands_in(quote, section)]


def _hash(sections: list[str]) -> str:
    return sha256("\n".join(sections).encode()).hexdigest()[:16] if sections else SILENT


def _difference(before: str | None, now: str | None) -> str | None:
    match before, now:
        case None, _:
            return "a version that is new"
        case _, None:
            return "the version is gone"
        case _ if before != now:
            return "the section has changed"
        case _:
            return None
