"""One message, one turn: as JSON, or as server-sent events when the caller accepts them."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict
from sse_starlette import EventSourceResponse, ServerSentEvent

from copilot.api.auth import UiCaller
from copilot.api.deployment import Deployment
from copilot.api.errors import describe, respond
from copilot.api.fields import Day, Id
from copilot.api.relay import relay
from copilot.app import App
from copilot.message import accept_message
from copilot.response import ChatResponse
from copilot.turn.events import Done, Event, Step, Token, TurnRequest

EVENT_STREAM = "text/event-stream"

router = APIRouter(prefix="/v1/chat", tags=["chat"])


class ChatRequest(BaseModel):
    """A message. `as_of` asks for the policies of another day; `confirm` is the id of the action agreed to."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Id
    message: str
    as_of: Day | None = None
    confirm: Id | None = None


@router.post(
    "",
    response_model=ChatResponse,
    responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}},
)
async def chat(
    body: ChatRequest, request: Request, deployment: Deployment, _caller: UiCaller
) -> ChatResponse | Response:
    """Answers one message.

    With `Accept: text/event-stream`: events `step` (a step ended), `token` (a piece of the validated answer) and
    `done`, whose data is this same response; what breaks the turn on its way comes as `error`.
    """
    message = accept_message(body.message, deployment.settings.max_message_chars)
    turn = TurnRequest(body.conversation_id, message, body.as_of, body.confirm)
    if EVENT_STREAM in request.headers.get("accept", ""):
        told = (_told(event, deployment) for event in deployment.runner.stream(turn))
        return await _streamed(relay(told, request.app.state.executor))
    return await run_in_threadpool(lambda: ChatResponse.of(deployment.runner.run(turn), deployment.clauses.readable))


async def _streamed(items: AsyncIterator[ServerSentEvent | Exception]) -> Response:
    """What is refused before the first event still gets its own status."""
    first = await anext(items)
    return respond(first) if isinstance(first, Exception) else EventSourceResponse(_server_sent(first, items))


async def _server_sent(
    first: ServerSentEvent, rest: AsyncIterator[ServerSentEvent | Exception]
) -> AsyncIterator[ServerSentEvent]:
    yield first
    async for item in rest:
        yield _event("error", describe(item)[1]) if isinstance(item, Exception) else item


def _told(event: Event, deployment: App) -> ServerSentEvent:
    match event:
        case Step():
            return _event("step", StepView(name=event.name, milliseconds=event.milliseconds))
        case Token():
            return _event("token", TokenView(text=event.text))
        case Done():
            return _event("done", ChatResponse.of(event.trace, deployment.clauses.readable))


def _event(name: str, data: BaseModel) -> ServerSentEvent:
    return ServerSentEvent(data.model_dump_json(exclude_none=name == "error"), event=name, sep="\n")


class StepView(BaseModel):
    """The data of a `step` event."""

    name: str
    milliseconds: float


class TokenView(BaseModel):
    """The data of a `token` event."""

    text: str
