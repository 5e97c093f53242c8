"""A ledger that another version made, on a file and on a server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from ingestion.errors import StoreOutdated
from ingestion.index import open_index
from ingestion.ledger import open_ledger
from ingestion.prune import unknown_collections
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write
from tests.ingestion.fakes import WordEmbedder
from tests.postgres import own_schema


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where there is no ledger yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'ledger.db'}"
        return
    with own_schema() as postgres:
        yield postgres


def run(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_it_is_refused_by_name_with_the_way_out(url: str) -> None:
    open_ledger(url).close()
    run(url, "ALTER TABLE chunks DROP COLUMN questions", "ALTER TABLE documents DROP COLUMN questions")
    with pytest.raises(StoreOutdated) as refused:
        open_ledger(url)
    assert refused.value.differences == [
        "its table chunks has no column questions",
        "its table documents has no column questions",
    ]
    assert "was made by another version" in refused.value.problem
    assert ("ledger.db" in refused.value.problem) is url.startswith("sqlite")
    assert "run `ingestion sync` (or `copilot demo`) again" in refused.value.fix
    assert "the chroma folder in the state folder may be moved away too" in refused.value.fix


def test_nothing_is_written_to_it(url: str) -> None:
    open_ledger(url).close()
    run(url, "DROP TABLE question_vectors", "ALTER TABLE chunks DROP COLUMN questions")
    with pytest.raises(StoreOutdated):
        open_ledger(url)
    engine = create_engine(url)
    assert "question_vectors" not in inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.parametrize("too", [False, True])
def test_after_the_way_out_old_vectors_stay_unless_their_folder_is_moved_too(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder, tmp_path: Path, too: bool
) -> None:
    write("a.md", "Words of wisdom.\n")
    synced()
    for name in ["ledger.db", *(["chroma"] if too else [])]:
        (settings.home / name).rename(tmp_path / name)
    synced()
    with open_index(settings, embedder) as index:
        assert len(index.vectors.names()) == (1 if too else 2)
        assert unknown_collections(index) == set()


def test_its_own_ledger_opens_again(url: str) -> None:
    open_ledger(url).close()
    open_ledger(url).close()
