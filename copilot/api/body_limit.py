"""A bound on request bodies, in the API's own error shape. What is declared too large is refused unread."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from copilot.api.errors import respond
from copilot.errors import CopilotError


class BodyTooLargeError(CopilotError):
    """The body has more bytes than the `max_body_bytes` setting."""

    code = "body_too_large"
    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(f"The request body is larger than {limit:,} bytes.", field="body", fix="Send less.")


class BodyLimit:
    """ASGI middleware: reads the body, which every endpoint needs whole, and hands it on in one piece."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(Headers(scope=scope), receive)
        except BodyTooLargeError as error:
            await respond(error)(scope, receive, send)
            return
        if body is not None:
            await self._app(scope, _replaying(body, receive), send)

    async def _read(self, headers: Headers, receive: Receive) -> bytes | None:
        """The body, or None when the client left while sending it. Raises BodyTooLargeError."""
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._limit:
            raise BodyTooLargeError(self._limit)
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            if len(body) > self._limit:
                raise BodyTooLargeError(self._limit)
            more = message.get("more_body", False)
        return bytes(body)


def _replaying(body: bytes, receive: Receive) -> Receive:
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
