"""Which clauses the cases rest on, so that `ingestion plan` can name the cases a changed document touches."""

from collections.abc import Iterator, Mapping

from evals.cases.loader import DEV, load


def citations() -> Iterator[Mapping[str, str]]:
    """Plain {kind, id, doc_id, quote} for every gold label of every case."""
    for case in load(DEV):
        for source in (source for gold in case.gold for source in gold.sources):
            yield {"kind": "eval case", "id": case.id, "doc_id": source.doc_id, "quote": source.quote}
