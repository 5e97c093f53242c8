"""Who cites a clause: gate rules and eval cases say so themselves, through an entry-point group."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from ingestion.document import Notice

GROUP = "support_copilot.citations"


@dataclass(frozen=True, slots=True)
class Citation:
    """Something outside this package that rests on words of a document."""

    kind: str
    id: str
    doc_id: str
    quote: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.doc_id}): “{self.quote}”"


@dataclass(frozen=True, slots=True)
class Touched:
    """A citation whose clause changes. `stands` tells whether its words are still there after it."""

    citation: Citation
    stands: bool


Cite = Callable[[], tuple[list[Citation], list[Notice]]]


def citations() -> tuple[list[Citation], list[Notice]]:
    """Everything that every entry point of the group cites, and a notice for each that could not say.

    An entry point names a function without arguments that gives mappings with kind, id, doc_id and quote.
    """
    found: list[Citation] = []
    notices: list[Notice] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: point.name):
        try:
            found += [_citation(values) for values in point.load()()]
        except Exception as error:  # noqa: BLE001 - somebody else's code: a plan without it says so, and goes on
            notices.append(Notice(point.value, "citations", f"could not be read ({type(error).__name__}: {error})."))
    return found, notices


def touched(
    cited: Iterable[Citation], before: Mapping[str, list[str]], after: Mapping[str, list[str]], rest: Mapping[str, str]
) -> list[Touched]:
    """Citations whose quote stands in a clause that goes or changes.

    `before` and `after` are the old and new texts of changed clauses by document id, `rest` everything the document
    will say in all its versions.
    """
    result = []
    for citation in cited:
        quote = _plain(citation.quote)
        if any(quote in _plain(text) for text in before.get(citation.doc_id, ())):
            stands = quote in _plain(rest.get(citation.doc_id, "")) or any(
                quote in _plain(text) for text in after.get(citation.doc_id, ())
            )
            result.append(Touched(citation, stands))
    return result


def _citation(values: Mapping[str, Any]) -> Citation:
    return Citation(str(values["kind"]), str(values["id"]), str(values["doc_id"]), str(values["quote"]))


def _plain(text: str) -> str:
    return " ".join(text.split())
