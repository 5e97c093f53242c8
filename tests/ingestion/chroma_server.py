"""A real Chroma server that a test can start, kill and start again."""

import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx

PATIENCE = 60.0  # seconds, for a server to start on a busy machine


class ChromaServer:
    """Keeps its data in `folder` and its port from start to start."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Returns when it answers."""
        program = Path(sys.executable).with_name("chroma")
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [program, "run", "--path", self._folder, "--port", str(self._port)],
                stdout=log,
                stderr=log,
                cwd=self._folder,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "log").read_text()
            assert time.monotonic() < end, "it did not start in time"
            time.sleep(0.05)

    def kill(self) -> None:
        """At once, whatever it was doing; one that does not run is no error."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _answers(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/api/v2/heartbeat").is_success
        return False
