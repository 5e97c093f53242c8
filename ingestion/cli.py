"""The `ingestion` command: sync a folder, search it, look at what was done."""

import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from ingestion import render
from ingestion.embedding import Embedder
from ingestion.errors import IngestionError, StoreOutdated
from ingestion.ledger import open_ledger
from ingestion.model import Audience
from ingestion.settings import IngestionSettings

app = typer.Typer(
    help="Policy documents into a searchable index, one generation at a time.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """Run the command. Refusals go to stderr and exit with 1; wrong usage and another version's ledger with 2."""
    try:
        app()
    except IngestionError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, StoreOutdated) else 1)
    except ValidationError as error:
        print(render.settings_error(error), file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:  # `ingestion search ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@app.command()
def sync(
    path: Annotated[Path | None, typer.Argument(help="Folder or single file; default: the configured folder.")] = None,
    allow_withdrawal: Annotated[bool, typer.Option(help="Withdraw documents beyond the limit.")] = False,
    as_json: Json = False,
) -> None:
    """Make the index serve what PATH holds. Exits with 1 when a document was refused."""
    from ingestion.sync import sync as run

    settings, embedder = _open()
    with render.progress() as shown:
        report = run(path or settings.docs, settings, embedder, allow_withdrawal=allow_withdrawal, progress=shown)
    print(json.dumps(render.sync_values(report), indent=2) if as_json else render.sync_report(report))
    if report.refusals:
        raise typer.Exit(1)


@app.command()
def search(
    query: str,
    k: Annotated[int, typer.Option("--k", "-k", min=1, help="Hits to print.")] = 8,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Policies in force that day.")] = None,
    audience: Audience = Audience.CUSTOMER,
    region: Annotated[str | None, typer.Option(help="us, uk, eu, ...; default: every region.")] = None,
    as_json: Json = False,
) -> None:
    """Print the chunks that answer QUERY best, from the policies in force."""
    from ingestion.search import DEFAULT, GoverningDates, Scope, Searcher

    settings, embedder = _open()
    day = as_of.date() if as_of else _today()
    searcher = Searcher.open(settings, embedder)
    try:
        wanted = DEFAULT.with_k(k)
        hits = searcher.search(query, Scope(GoverningDates.on(day), audience, region), wanted)
    finally:
        searcher.close()
    print(json.dumps([render.hit_values(hit) for hit in hits], indent=2) if as_json else render.hits(hits))


@app.command()
def history(as_json: Json = False) -> None:
    """Print the generations that are kept, newest first."""
    settings = IngestionSettings.from_environment()
    ledger = open_ledger(settings.ledger)
    try:
        generations = ledger.generations.all()
    finally:
        ledger.close()
    values = [render.generation_values(generation) for generation in generations]
    print(json.dumps(values, indent=2) if as_json else render.history(generations))


@app.command()
def plan(
    path: Annotated[Path | None, typer.Argument(help="Folder or single file; default: the configured folder.")] = None,
    as_json: Json = False,
) -> None:
    """Show what a sync of PATH would change and what that touches. Changes nothing."""
    from ingestion import render_plan
    from ingestion.plan import plan as run

    settings, embedder = _open()
    planned = run(path or settings.docs, settings, embedder)
    print(json.dumps(render_plan.values(planned), indent=2) if as_json else render_plan.text(planned))
    if planned.refusals or planned.blocked:
        raise typer.Exit(1)


@app.command()
def rollback(
    generation: Annotated[str | None, typer.Argument(help="g3, as in `history`; default: the one before.")] = None,
) -> None:
    """Let an earlier generation serve again."""
    from ingestion.rollback import rollback as run

    settings, embedder = _open()
    target = run(settings, embedder, generation)
    print(f"{target.name} serves {target.chunk_count} chunks of {target.document_count} documents.")


@app.command()
def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what ledger and unchanged files can mend.")] = False,
    as_json: Json = False,
) -> None:
    """Compare ledger, vectors and lexical index. Exits with 1 while something is left to mend."""
    from ingestion.doctor import doctor as run

    settings, embedder = _open()
    findings = run(settings, embedder, repair=repair)
    print(json.dumps([asdict(found) for found in findings], indent=2) if as_json else render.findings(findings, repair))
    if any(not (repair and found.repairable) for found in findings):
        raise typer.Exit(1)


def _open() -> tuple[IngestionSettings, Embedder]:
    settings = IngestionSettings.from_environment()
    return settings, Embedder(settings.embedding_model, settings.embedding_device)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
