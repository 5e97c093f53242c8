"""A corpus goes through the real pipeline into a home of its own, and comes back as something to search."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.errors import CannotRun
from evals.retrieval.records import Passage, read_passages
from ingestion.embedding import Embedder
from ingestion.errors import IngestionError
from ingestion.ledger import open_ledger
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import SyncReport, sync

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Indexed:
    """A corpus that can be searched. `names` maps a served document id to the corpus's own."""

    searcher: Searcher
    names: Mapping[str, str]
    ids: frozenset[str]  # of every document served, as the corpus calls it
    chunks: int
    refused: tuple[str, ...]


@contextmanager
def indexed(corpus: Path, settings: IngestionSettings, embedder: Embedder, say: Say) -> Iterator[Indexed]:
    """`corpus` (a JSON-lines file or a folder of documents) ingested under `settings.home`. Raises CannotRun."""
    with TemporaryDirectory(prefix="evals-corpus-") as written:
        names: dict[str, str] = {}
        folder = corpus if corpus.is_dir() else Path(written)
        if not corpus.is_dir():
            names = write_documents(read_passages(corpus), folder)
        try:
            report = sync(folder, settings, embedder, allow_withdrawal=True, progress=_progress(say))
            searcher = Searcher.open(settings, embedder)
        except IngestionError as error:
            raise CannotRun(str(error)) from error
        try:
            yield _indexed(searcher, report, settings, names)
        finally:
            searcher.close()


def home_for(corpus: Path, kept: Path | None, temporary: Path) -> Path:
    """Where the index of this corpus lives: a folder of its own, never an installation's."""
    if kept is None:
        return temporary
    place = hashlib.sha256(str(corpus.resolve()).encode()).hexdigest()[:12]
    return kept / f"retrieval-{place}"


def write_documents(passages: tuple[Passage, ...], folder: Path) -> dict[str, str]:
    """One Markdown file a passage. The ids a corpus uses need not be ours: files are numbered in corpus order."""
    names = {}
    for number, passage in enumerate(passages, 1):
        served = f"d{number:06d}"
        names[served] = passage.doc_id
        head = [f"id: {served}", f"title: {json.dumps(passage.title or passage.doc_id)}"]
        text = "\n".join(["---", *head, "---", passage.text])
        (folder / f"{served}.md").write_text(text, encoding="utf-8")
    return names


def _indexed(searcher: Searcher, report: SyncReport, settings: IngestionSettings, names: Mapping[str, str]) -> Indexed:
    ledger = open_ledger(settings.ledger)
    try:
        active = ledger.generations.active()
        if active is None:
            raise CannotRun(f"no document of the corpus could be read: {'; '.join(map(str, report.refusals))}")
        served = [str(document.metadata.doc_id) for document in ledger.documents.of(active.id)]
        refused = tuple(_named(str(refusal), names) for refusal in report.refusals)
        return Indexed(searcher, names, frozenset(names.get(doc, doc) for doc in served), active.chunk_count, refused)
    finally:
        ledger.close()


def _named(message: str, names: Mapping[str, str]) -> str:
    """A refusal in the corpus's own words: its numbered files are gone when the message is read."""
    file = message.split(".md", 1)[0]
    return f"{names[file]}{message[len(file) + 3 :]}" if file in names else message


def _progress(say: Say) -> Callable[[str, int, int], None]:
    return lambda what, done, total: say(f"{what}: {done} of {total}")
