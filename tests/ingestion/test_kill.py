"""A sync killed at any moment leaves the old state or the new one, whole, for a search in another process."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingestion.doctor import doctor
from ingestion.search import RetrievalSettings, Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.conftest import on
from tests.ingestion.fakes import WordEmbedder

pytestmark = pytest.mark.soak

KILLS = int(os.environ.get("SOAK_KILLS", "30"))
DOCUMENTS = 25
WRITER = """
import sys
from pathlib import Path
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.fakes import WordEmbedder
embedder = WordEmbedder()
print("ready", flush=True)
sync(Path(sys.argv[1]), IngestionSettings(home=Path(sys.argv[2])), embedder)
"""


def write_edition(docs: Path, edition: int) -> None:
    for n in range(DOCUMENTS):
        clauses = "\n\n".join(f"## {c}. Part {c}\n\nEdition {edition} of rule {c} about subject {n}." for c in range(4))
        (docs / f"{n}.md").write_text(clauses)


def editions(searcher: Searcher, subject: int, settings: RetrievalSettings) -> list[str]:
    """Which editions of a subject's four clauses a search sees, by clause."""
    hits = searcher.search(f"edition rule about subject {subject}", on(), settings)
    mine = sorted(hit.chunk.body for hit in hits if hit.chunk.metadata.doc_id == str(subject))
    assert len(mine) == len({text.split("rule")[1] for text in mine}), f"a clause twice: {mine}"
    return [text.split()[1] for text in mine]


def test_every_search_sees_one_whole_edition(docs: Path, settings: IngestionSettings, embedder: WordEmbedder) -> None:
    chance = random.Random(1)
    write_edition(docs, 0)
    sync(docs, settings, embedder)
    searcher = Searcher.open(settings, embedder)
    everything = DOCUMENTS * 4
    kinds = [
        RetrievalSettings(k=everything, depth=everything, lexical_weight=0),
        RetrievalSettings(k=everything, depth=everything, dense_weight=0),
    ]
    killed, edition = 0, 0
    while killed < KILLS:
        edition += 1
        write_edition(docs, edition)
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(docs), str(settings.home)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        ) as writer:
            assert writer.stdout is not None
            assert writer.stdout.readline() == b"ready\n"
            end = time.monotonic() + chance.uniform(0.0, 1.2)
            while time.monotonic() < end and writer.poll() is None:
                for kind in kinds:
                    seen = editions(searcher, chance.randrange(DOCUMENTS), kind)
                    assert len(seen) == 4, f"neither edition whole: {seen}"
                    assert len(set(seen)) == 1, f"both editions: {seen}"
            if writer.poll() is None:
                writer.send_signal(signal.SIGKILL)
                killed += 1
        for kind in kinds:
            assert len(set(editions(searcher, chance.randrange(DOCUMENTS), kind))) == 1
        if killed % 5 == 0:
            sync(docs, settings, embedder)
            assert doctor(settings, embedder) == ()
            assert set(editions(searcher, 3, kinds[0])) == {str(edition)}
    searcher.close()
