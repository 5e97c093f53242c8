"""The MCP server: lists what the gate offers this session, and calls through the desk.

A write asks the client's user, never its model: by elicitation. A client without it is told to ask in the conversation.
"""

from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import anyio.to_thread
from mcp.server import Server
from mcp.server.context import ServerRequestContext
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ClientCapabilities,
    ElicitationCapability,
    ElicitRequest,
    ElicitRequestFormParams,
    ElicitResult,
    InputRequiredResult,
    ListToolsResult,
    PaginatedRequestParams,
)
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from copilot.mcp.counter import Counter, NotOfferedError
from copilot.mcp.told import DECLINED, refused, result_of, shown
from copilot.reasons import Readable
from ingestion.model import Audience
from tools.desk import Confirmation, Execution

Context = ServerRequestContext[Any, Any]
CounterOf = Callable[[Context], Counter]  # who is served by one request
YES_OR_NO: dict[str, Any] = {  # nothing to fill in: accepting is the yes
    "type": "object",
    "properties": {},
}


def create_server(counter_of: CounterOf, customers_may_read: Readable) -> Server[Any]:
    """The server, ready to run on any transport."""
    handlers = _Handlers(counter_of, customers_may_read)
    return Server(
        "support-copilot",
        version=version("support-copilot"),
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
    )


class _Handlers:
    def __init__(self, counter_of: CounterOf, customers_may_read: Readable) -> None:
        self._counter_of = counter_of
        self._customers_may_read = customers_may_read

    async def list_tools(self, context: Context, _params: PaginatedRequestParams | None) -> ListToolsResult:
        offered = await anyio.to_thread.run_sync(self._counter_of(context).offered)
        return ListToolsResult(tools=[shown(tool) for tool in offered])

    async def call_tool(self, context: Context, params: CallToolRequestParams) -> CallToolResult | InputRequiredResult:
        counter = self._counter_of(context)
        try:
            if params.input_responses:
                (asked, answer), *_ = params.input_responses.items()
                return await self._answered(counter, asked, answer)
            execution = await anyio.to_thread.run_sync(counter.call, params.name, params.arguments or {})
            if execution.confirmation and _can_ask(context):
                return await self._asked(context, counter, execution.confirmation)
            return self._told(counter, execution)
        except NotOfferedError as error:
            return refused(f"{error}.")

    async def _asked(
        self, context: Context, counter: Counter, confirmation: Confirmation
    ) -> CallToolResult | InputRequiredResult:
        if context.protocol_version in MODERN_PROTOCOL_VERSIONS:
            form = ElicitRequestFormParams(message=confirmation.prompt, requested_schema=YES_OR_NO)
            return InputRequiredResult(input_requests={confirmation.id: ElicitRequest(params=form)})
        answer = await context.session.elicit_form(confirmation.prompt, YES_OR_NO, context.request_id)
        return await self._answered(counter, confirmation.id, answer)

    async def _answered(self, counter: Counter, confirmation_id: str, answer: object) -> CallToolResult:
        yes = isinstance(answer, ElicitResult) and answer.action == "accept"
        execution = await anyio.to_thread.run_sync(lambda: counter.answer(confirmation_id, yes=yes))
        return self._told(counter, execution) if execution else refused(DECLINED)

    def _told(self, counter: Counter, execution: Execution) -> CallToolResult:
        return result_of(execution, Audience(counter.session.role), self._customers_may_read)


def _can_ask(context: Context) -> bool:
    return context.session.check_client_capability(ClientCapabilities(elicitation=ElicitationCapability()))
