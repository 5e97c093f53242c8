"""Telling another system: signed, so that it knows who speaks, with an id that stays the same over all attempts."""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

import httpx

SIGNATURE, TIMESTAMP, ID = "Webhook-Signature", "Webhook-Timestamp", "Webhook-Id"


class NotReceivedError(Exception):
    """The receiver did not say that it has it."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """`v1=` and the hexadecimal HMAC-SHA256 over the timestamp, a full stop and the body as it is sent."""
    digest = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"v1={digest}"


class Webhook:
    """One receiver. `clock` is the real time, also in a demo: a receiver compares the timestamp with its own."""

    def __init__(self, url: str, secret: str, client: httpx.Client, clock: Callable[[], datetime]) -> None:
        self._url, self._secret, self._client, self._clock = url, secret, client, clock

    def send(self, event_id: str, body: bytes) -> None:
        """Deliver it once. Raises NotReceivedError for anything but a 2xx."""
        timestamp = str(int(self._clock().timestamp()))
        headers = {
            "Content-Type": "application/json",
            ID: event_id,
            TIMESTAMP: timestamp,
            SIGNATURE: signature(self._secret, timestamp, body),
        }
        try:
            response = self._client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise NotReceivedError(type(error).__name__) from error
        if not response.is_success:
            raise NotReceivedError(f"HTTP {response.status_code}")

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()
