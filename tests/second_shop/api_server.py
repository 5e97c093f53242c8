"""Harbour Cycles' order API: a small HTTP server with two customers and three orders."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


def _orders() -> dict[str, dict[str, Any]]:
    rows = (
        ("HC-1001", "M-1", "2026-06-25"),
        ("HC-1002", "M-1", "2026-06-16"),  # tomorrow
        ("HC-2001", "M-2", "2026-06-25"),
    )
    return {
        number: {"id": number, "customer": who, "placed": "2026-06-01T09:00:00+00:00", "paid": 89900, "delivery": on}
        for number, who, on in rows
    }


@dataclass
class Workshop:
    """What the API knows, and which changes it was asked for."""

    url: str = ""
    customers: dict[str, dict[str, str]] = field(
        default_factory=lambda: {
            "M-1": {"name": "Mara Visser", "email": "mara@example.com"},
            "M-2": {"name": "Teun Bakker", "email": "teun@example.com"},
        }
    )
    orders: dict[str, dict[str, Any]] = field(default_factory=_orders)
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)  # by idempotency key
    down: bool = False

    def find(self, path: str) -> dict[str, Any] | None:
        """The customer or order that a path names."""
        match path.strip("/").split("/"):
            case ["customers", customer]:
                return self.customers.get(customer)
            case ["customers", customer, "orders", number, *_]:
                order = self.orders.get(number)
                return order if order and order["customer"] == customer else None
        return None

    def change(self, path: str, key: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """Move a delivery, once per key."""
        order = self.find(path)
        if order is None or key in self.changes:
            return self.changes.get(key)
        order["delivery"] = body["on"]
        self.changes[key] = dict(order)
        return order


@contextmanager
def serving(workshop: Workshop) -> Iterator[str]:
    """Serve on a free port of this machine; gives the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(workshop.find(self.path))

        def do_PUT(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._say(workshop.change(self.path, self.headers["Idempotency-Key"], body))

        def _say(self, found: dict[str, Any] | None) -> None:
            content = json.dumps(found).encode()
            self.send_response(503 if workshop.down else 200 if found else 404)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
