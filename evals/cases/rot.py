"""Label rot: a gold quote that no longer stands in its document makes a case unscored, not missed."""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.cases.schema import Case, Source
from evals.text import same_words

Library = Mapping[tuple[str, str], str]
"""(doc_id, version) -> the ingested document's Markdown-shaped text."""


@dataclass(frozen=True, slots=True)
class Rot:
    """One label that can no longer be judged, and why."""

    case: str
    source: Source
    cause: str

    def __str__(self) -> str:
        return f"{self.source}: {self.cause}"


def find(case: Case, library: Library) -> tuple[Rot, ...]:
    """Every rotten label of `case`.

    A document with several versions needs the label's version: without one, an answer from the wrong year would
    count as found.
    """
    sources = (source for gold in case.gold for source in gold.sources)
    return tuple(Rot(case.id, source, cause) for source in sources if (cause := _cause(source, library)) is not None)


def _cause(source: Source, library: Library) -> str | None:
    versions = {version: text for (doc_id, version), text in library.items() if doc_id == source.doc_id}
    if not versions:
        return "no such document"
    if source.version is None and len(versions) > 1:
        return f"the document has versions {', '.join(sorted(versions))}: name one"
    if source.version is not None and source.version not in versions:
        return f"no such version; there are {', '.join(sorted(versions))}"
    text = versions[source.version] if source.version is not None else next(iter(versions.values()))
    return None if same_words(source.quote) in same_words(text) else "quote not found"
