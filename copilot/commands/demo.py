"""`copilot demo`: the whole copilot on the sample shop, in the foreground, with something to try."""

import json
import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from copilot.api_keys import ApiKey, Role
from copilot.commands.serve import Host, Port, listening
from copilot.settings import CopilotSettings

if TYPE_CHECKING:
    from copilot.app import App

DEMO = "demo"  # who opened the conversations that the commands to try use
CUSTOMER = "C-1001"  # owns the order and the return below
POLICY = "Can I return a live plant after three weeks?"
ORDER = "Where is my order FH-10001?"
STREAM = "N -H 'Accept: text/event-stream'"  # curl's -N shows events as they come
RETURN = "I want to return order FH-10002 because it does not fit, and get my money back."


def demo(
    host: Host = None,
    port: Port = None,
    serve: Annotated[bool, typer.Option(help="Serve after preparing; --no-serve only prepares.")] = True,
) -> None:
    """Ingest the sample policies, seed the demo's records, and serve until Ctrl-C."""
    from copilot.commands.server import run  # here: these take seconds, and --help needs none of them
    from copilot.demo import prepare
    from copilot.wiring import build
    from ingestion.embedding import Embedder

    settings = listening(CopilotSettings(), host, port)
    embedder = Embedder(settings.ingestion.embedding_model, settings.ingestion.embedding_device)
    if not serve:
        prepare(settings, embedder, typer.echo)
        return
    keys = {role: f"demo-{role.value}-{secrets.token_urlsafe(18)}" for role in (Role.UI, Role.APPROVER)}
    mine = tuple(ApiKey.model_validate({"key": key, "role": role, "name": DEMO}) for role, key in keys.items())
    settings = settings.model_copy(update={"api_keys": (*settings.api_keys, *mine)})

    def prepared() -> "App":
        prepare(settings, embedder, typer.echo)
        return build(settings, embedder=embedder)

    run(settings, prepared, lambda app, url: typer.echo(_welcome(app, url, keys)))
    typer.echo("The demo has stopped.")


def _welcome(app: "App", url: str, keys: dict[Role, str]) -> str:
    """Three commands that work as they stand, each on a conversation of its own."""
    visitor = _conversation(app, None)
    tries = (
        ("A policy question: the rule and its exception, cited", visitor, POLICY, ""),
        (f"A verified customer's order ({CUSTOMER})", _conversation(app, CUSTOMER), ORDER, ""),
        ("An action, streamed: it asks before it acts", _conversation(app, CUSTOMER), RETURN, STREAM),
    )
    lines = [f"\nThe demo answers on {url} (documentation: {url}/docs). Ctrl-C stops it. Try, in another terminal:"]
    for title, conversation_id, message, extra in tries:
        body = json.dumps({"conversation_id": conversation_id, "message": message})
        lines.append(f"\n# {title}")
        lines.append(f"curl -s{extra} {url}/v1/chat -H 'Authorization: Bearer {keys[Role.UI]}' \\")
        lines.append(f"  -H 'Content-Type: application/json' -d '{body}'")
    lines.append(f"\nKeys of this run: ui {keys[Role.UI]}\n                  approver {keys[Role.APPROVER]}\n")
    return "\n".join(lines)


def _conversation(app: "App", customer_id: str | None) -> str:
    from copilot.conversations import open_conversation

    return open_conversation(
        app,
        customer_id=customer_id,
        verified=customer_id is not None,
        audience="customer",
        region=None if customer_id else "us",
        created_by=DEMO,
    ).id
