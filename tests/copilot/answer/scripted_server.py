"""An OpenAI-compatible server over real HTTP that says what a test scripts, failures of every layer included."""

import json
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from copilot.turn.answer.prompt import Prompt

REWRITE = Prompt.load().rewrite


@dataclass(frozen=True, slots=True)
class Say:
    """The model replies with this text."""

    text: str
    finish: str = "stop"


@dataclass(frozen=True, slots=True)
class Call:
    """The model proposes tool calls: (name, arguments), the arguments as an object or as raw JSON text."""

    calls: tuple[tuple[str, Mapping[str, object] | str], ...]


@dataclass(frozen=True, slots=True)
class Fail:
    """The server replies with an error status."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hang:
    """The server says nothing for as long as the test runs."""


@dataclass(frozen=True, slots=True)
class Drip:
    """The server sends headers, then a byte at a time: no single wait is long, the whole never ends."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection breaks in the middle of this reply."""

    text: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A 200 whose body is not what the protocol says."""

    body: str
    content_type: str = "application/json"


Line = Say | Call | Fail | Hang | Drip | Cut | Raw


def call(tool: str, arguments: Mapping[str, object] | str) -> Call:
    """One proposed call."""
    return Call(((tool, arguments),))


def answer(*sentences: tuple[str, list[str]]) -> Say:
    """A reply in the agreed form."""
    return Say(json.dumps({"answerable": True, "sentences": [{"text": t, "evidence": ids} for t, ids in sentences]}))


@dataclass
class ScriptedServer:
    """Says its lines in order and the last one for ever. `requests` are the bodies that were sent to it.

    A request to rewrite a follow-up is no part of the script: it gets `rewritten`, and is kept in `rewriting`.
    """

    url: str
    script: deque[Line]
    requests: list[dict[str, Any]] = field(default_factory=list)
    rewriting: list[dict[str, Any]] = field(default_factory=list)
    rewritten: str = ""
    over: threading.Event = field(default_factory=threading.Event)

    def next_line(self) -> Line:
        return self.script.popleft() if len(self.script) > 1 else self.script[0]

    @property
    def heard(self) -> str:
        """Everything that was ever sent to the model."""
        return json.dumps(self.requests, ensure_ascii=False)

    def offered(self) -> set[str]:
        """The tools offered with the first request."""
        return {tool["function"]["name"] for tool in self.requests[0].get("tools", [])}


@contextmanager
def scripted(lines: Iterable[Line]) -> Iterator[ScriptedServer]:
    """A running server on a free port of this machine."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    httpd.daemon_threads = True
    server = ScriptedServer(f"http://127.0.0.1:{httpd.server_address[1]}/v1", deque(lines))
    httpd.scripted = server  # type: ignore[attr-defined]
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        scripted_server: ScriptedServer = self.server.scripted  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        if request["messages"][0]["content"] == REWRITE:
            scripted_server.rewriting.append(request)
            self._send(200, _completion({"role": "assistant", "content": scripted_server.rewritten}, "stop"))
            return
        scripted_server.requests.append(request)
        match scripted_server.next_line():
            case Say(text, finish):
                self._send(200, _completion({"role": "assistant", "content": text}, finish))
            case Call(calls):
                self._send(200, _completion(_calling(calls), "tool_calls"))
            case Fail(status, headers):
                self._send(status, json.dumps({"error": {"message": "no", "type": "error"}}), headers=headers)
            case Raw(raw, content_type):
                self._send(200, raw, content_type)
            case Cut(text):
                self._cut(_completion({"role": "assistant", "content": text}, "stop").encode())
            case Hang():
                scripted_server.over.wait()
                self.close_connection = True
            case Drip():
                self._drip(scripted_server.over)

    def _send(
        self,
        status: int,
        body: str,
        content_type: str = "application/json",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", content_type), ("Content-Length", str(len(body.encode()))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def _cut(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _drip(self, over: threading.Event) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        try:
            while not over.wait(0.02):
                self.wfile.write(b" ")
        except OSError:
            pass  # the client has left
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Say nothing: the tests read `requests`."""


def _calling(calls: tuple[tuple[str, Mapping[str, object] | str], ...]) -> dict[str, Any]:
    functions = [
        {"name": name, "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments)}
        for name, arguments in calls
    ]
    tool_calls = [{"id": f"call_{n}", "type": "function", "function": f} for n, f in enumerate(functions)]
    return {"role": "assistant", "content": None, "tool_calls": tool_calls}


def _completion(message: Mapping[str, Any], finish: str) -> str:
    choice = {"index": 0, "message": message, "finish_reason": finish}
    usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
    completion = {"id": "c-1", "object": "chat.completion", "created": 1, "model": "scripted", "usage": usage}
    return json.dumps({**completion, "choices": [choice]})
