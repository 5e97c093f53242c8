"""A store that fails in the middle of a sync: a clear refusal, the old state serves, the next sync completes."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ingestion.doctor import doctor
from ingestion.errors import StoreUnreachable, StoreUnwritable
from ingestion.ledger import open_ledger
from ingestion.search import Searcher
from ingestion.settings import IngestionSettings
from ingestion.sync import sync
from tests.ingestion.chroma_server import ChromaServer
from tests.ingestion.conftest import Write, on
from tests.ingestion.fakes import WordEmbedder

SIZE = "8m"  # of the small disk: room for a few documents


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, which only root can make."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount the small disk that this needs")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here: {mounted.stderr.decode().strip()}")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.fixture
def settings(disk: Path) -> IngestionSettings:
    return IngestionSettings(home=disk / "home")


def best(settings: IngestionSettings, embedder: WordEmbedder) -> str:
    searcher = Searcher.open(settings, embedder)
    try:
        return searcher.search("return within days", on())[0].chunk.text
    finally:
        searcher.close()


def fill(file: Path) -> None:
    """Write until the disk is full."""
    with file.open("wb", buffering=0) as out, suppress(OSError):
        while out.write(b"x" * 4096):
            pass


def test_a_full_disk_changes_nothing_and_the_next_sync_completes(
    disk: Path, write: Write, docs: Path, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    write("returns.md", "Return within 45 days.\n")
    sync(docs, settings, embedder)
    write("returns.md", "Return within 30 days.\n")
    for n in range(40):
        write(f"{n}.md", f"Words of document {n}.\n" * 20)
    filler = disk / "filler"
    fill(filler)
    with pytest.raises(StoreUnwritable, match="still serves"):
        sync(docs, settings, embedder)
    filler.unlink()
    assert best(settings, embedder) == "Return within 45 days."
    assert sync(docs, settings, embedder).applied
    assert best(settings, embedder) == "Return within 30 days."
    assert doctor(settings, embedder) == ()


def test_a_read_only_store_changes_nothing_and_the_next_sync_completes(
    disk: Path, write: Write, docs: Path, settings: IngestionSettings, embedder: WordEmbedder
) -> None:
    write("returns.md", "Return within 45 days.\n")
    sync(docs, settings, embedder)
    write("returns.md", "Return within 30 days.\n")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(StoreUnwritable, match="Make the folder writable"):
        sync(docs, settings, embedder)
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert best(settings, embedder) == "Return within 45 days."
    assert sync(docs, settings, embedder).applied


class DyingServer(BaseHTTPRequestHandler):
    """Answers a Chroma client until it wants to write, then hangs up on everything."""

    dead = False

    def do_GET(self) -> None:
        """Identity, tenant and database; no collections."""
        if type(self).dead:
            return
        path = self.path.split("?")[0]
        answer: object = {"tenant": "default_tenant", "databases": ["default_database"], "user_id": ""}
        if path.endswith("collections"):
            answer = []
        elif "databases" in path:
            answer = {"id": "00000000-0000-0000-0000-000000000000", "name": "default_database", "tenant": "t"}
        elif "tenants" in path:
            answer = {"name": "default_tenant"}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        """The first write is the server's end."""
        type(self).dead = True

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def dying() -> Iterator[str]:
    """The URL of a server that dies when it is written to."""
    handler = type("Dying", (DyingServer,), {"dead": False})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_chroma_server_that_dies_in_the_middle_leaves_what_serves(
    write: Write, docs: Path, tmp_path: Path, embedder: WordEmbedder, dying: str
) -> None:
    local = IngestionSettings(home=tmp_path / "home")
    write("returns.md", "Return within 45 days.\n")
    sync(docs, local, embedder)
    write("returns.md", "Return within 30 days.\n")
    with pytest.raises(StoreUnreachable, match="the active generation is unchanged"):
        sync(docs, local.model_copy(update={"chroma": dying}), embedder)
    ledger = open_ledger(local.ledger)
    active = ledger.generations.active()
    ledger.close()
    assert active is not None
    assert active.name == "g1"
    embedder.read.clear()
    assert sync(docs, local, embedder).applied
    assert embedder.read == []  # what the broken sync had embedded is used
    assert best(local, embedder) == "Return within 30 days."


@pytest.mark.soak
def test_a_real_chroma_server_killed_in_the_middle_serves_the_old_state_when_it_is_back(
    write: Write, docs: Path, tmp_path: Path, embedder: WordEmbedder
) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    server = ChromaServer(folder)
    served = IngestionSettings(home=tmp_path / "home", chroma=server.url)

    def killing(what: str, done: int, total: int) -> None:
        if what == "embeddings" and done == total:
            server.kill()

    server.start()
    try:
        write("returns.md", "Return within 45 days.\n")
        sync(docs, served, embedder)
        write("returns.md", "Return within 30 days.\n")
        with pytest.raises(StoreUnreachable, match="the active generation is unchanged"):
            sync(docs, served, embedder, progress=killing)
        server.start()
        assert best(served, embedder) == "Return within 45 days."
        assert sync(docs, served, embedder).applied
        assert best(served, embedder) == "Return within 30 days."
        assert doctor(served, embedder) == ()
    finally:
        server.kill()
