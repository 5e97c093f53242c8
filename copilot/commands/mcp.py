"""`copilot mcp`: the tools for an MCP client, over standard input and output."""

from contextlib import closing
from typing import Annotated, Literal

import typer

from copilot.settings import CopilotSettings

MCP = "mcp"  # who opened the conversation of a server


def mcp(
    customer: Annotated[str | None, typer.Option(help="Whom the client acts for, e.g. C-1001.")] = None,
    verified: Annotated[bool, typer.Option("--verified", help="The customer has proven who they are.")] = False,
    audience: Annotated[Literal["customer", "agent"], typer.Option(help="Who reads the answers.")] = "customer",
) -> None:
    """Serve the tools over MCP on standard input and output, for one customer, with the same gate in front."""
    import anyio  # here: these take seconds, and --help needs none of them
    from mcp.server.stdio import stdio_server

    from copilot.conversations import open_conversation
    from copilot.mcp.counter import Counter
    from copilot.mcp.server import create_server
    from copilot.wiring import build

    with closing(build(CopilotSettings())) as app:
        conversation = open_conversation(
            app, customer_id=customer, verified=verified, audience=audience, region=None, created_by=MCP
        )
        session = conversation.session
        counter = Counter(app.desk, session, app.now, lambda: app.store.conversation(conversation.id).is_taken_over)
        server = create_server(lambda _request: counter, app.clauses.readable)

        async def serve() -> None:
            async with stdio_server() as (read, write):
                await server.run(read, write, server.create_initialization_options())

        anyio.run(serve)
