"""The whole measurement: corpus in, queries through, figures out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from copilot.turn.runner import TurnSettings
from evals.errors import CannotRun
from evals.retrieval.corpus import Say, home_for, indexed
from evals.retrieval.judging import Judged, judge
from evals.retrieval.kept import FILE, KeptEmbedder
from evals.retrieval.records import Query
from ingestion.embedding import Embedder
from ingestion.errors import IngestionError
from ingestion.model import Audience
from ingestion.search import GoverningDates, Scope
from ingestion.settings import IngestionSettings


@dataclass(frozen=True, slots=True)
class Measured:
    """Judged queries, what they were searched in, and gold that nothing in the corpus is called."""

    judged: tuple[Judged, ...]
    documents: int
    chunks: int
    refused: tuple[str, ...]
    unknown_gold: tuple[str, ...]


def measure(
    corpus: Path,
    queries: Sequence[Query],
    *,
    today: date,
    kept: Path | None = None,
    say: Say = lambda _: None,
    done: Callable[[], None] = lambda: None,
    embedder_in: Callable[[Path | None], Embedder] | None = None,
) -> Measured:
    """Everything a corpus holds is searched as an agent would, as of `today`. Raises CannotRun.

    With `kept`, index and vectors stay in that folder: a second run embeds nothing again.
    """
    if not corpus.exists():
        raise CannotRun(f"{corpus}: there is no such file or folder. Give a corpus with --corpus.")
    with TemporaryDirectory(prefix="evals-retrieval-") as temporary:
        home = home_for(corpus, kept, Path(temporary))
        settings = IngestionSettings.from_environment().model_copy(
            update={"home": home, "ledger_url": None, "chroma": None}
        )
        try:
            embedder = (embedder_in or _model(settings))(home / FILE if kept is not None else None)
        except IngestionError as error:
            raise CannotRun(str(error)) from error
        scope = Scope(GoverningDates.on(today), Audience.AGENT)
        with indexed(corpus, settings, embedder, say) as library:
            try:
                judged = judge(queries, library, embedder, scope, TurnSettings(), done)
            finally:
                if isinstance(embedder, KeptEmbedder):
                    embedder.save()
            unknown = tuple(sorted({d for query in queries for d in query.gold_doc_ids} - library.ids))
            return Measured(judged, len(library.ids), library.chunks, library.refused, unknown)


def _model(settings: IngestionSettings) -> Callable[[Path | None], Embedder]:
    return lambda file: KeptEmbedder(file, settings.embedding_model, settings.embedding_device)
