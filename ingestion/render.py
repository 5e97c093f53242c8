"""What the command prints: the one place that turns results into words."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from ingestion.build import Progress as Report
from ingestion.doctor import Finding
from ingestion.errors import IngestionError
from ingestion.ledger.records import Generation
from ingestion.model import Metadata
from ingestion.search.hit import Hit
from ingestion.sync import SyncReport

GONE = "ITS WORDS ARE GONE"  # of what cites a clause that changed


@contextmanager
def progress() -> Iterator[Report]:
    """A progress bar on stderr; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
        tasks: dict[str, TaskID] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done)

        yield report


def sync_values(report: SyncReport) -> dict[str, Any]:
    """A sync's report as JSON-ready values."""
    changes = report.changes
    return {
        "generation": report.generation,
        "applied": report.applied,
        "reasons": list(report.reasons),
        "added": [_name(entry.metadata) for entry in changes.added],
        "edited": [_name(change.after.metadata) for change in changes.edited],
        "relabelled": [_name(change.after.metadata) for change in changes.relabelled],
        "renamed": [[_name(change.before.metadata), _name(change.after.metadata)] for change in changes.renamed],
        "withdrawn": [_name(document.metadata) for document in changes.withdrawn],
        "unchanged": len(changes.unchanged),
        "chunks": report.chunks,
        "embedded": report.embedded,
        "refused": [refusal_values(refusal) for refusal in report.refusals],
        "kept": list(report.kept),
        "notices": [str(notice) for notice in report.notices],
        "repaired": list(report.repaired),
        "broken_citations": [asdict(citation) for citation in report.broken_citations],
    }


def refusal_values(error: IngestionError) -> dict[str, Any]:
    """A refusal as JSON-ready values."""
    return {"file": error.file, "field": error.field, "problem": error.problem, "fix": error.fix}


def sync_report(report: SyncReport) -> str:
    """A sync's report for people."""
    values = sync_values(report)
    lines = [f"Notice: {notice}" for notice in values["notices"]]
    lines += [f"Refused: {refusal}" for refusal in report.refusals]
    lines += [f"Kept in its old version: {name}" for name in report.kept]
    lines += [f"Restored: {part}" for part in report.repaired]
    lines += [f"Warning: {citation}: {GONE}" for citation in report.broken_citations]
    if not report.applied:
        served = f"; {report.generation} serves {report.chunks} chunks" if report.generation else ""
        return "\n".join([*lines, f"Nothing to do{served}."])
    counts = ", ".join(
        f"{len(values[kind])} {kind}"
        for kind in ("added", "edited", "relabelled", "renamed", "withdrawn")
        if values[kind]
    )
    done = f"{report.generation} serves {report.chunks} chunks ({report.embedded} newly embedded)"
    return "\n".join([*lines, f"{done}: {counts or 'same documents'}, {values['unchanged']} unchanged."])


def hit_values(hit: Hit) -> dict[str, Any]:
    """A hit as JSON-ready values."""
    chunk = hit.chunk
    return {
        "doc_id": chunk.metadata.doc_id,
        "version": chunk.metadata.version,
        "section": chunk.section,
        "text": chunk.text,
        "score": round(hit.score, 6),
        "chunk_id": chunk.chunk_id,
        "title": chunk.metadata.title,
        "context": chunk.context,
        "audience": chunk.audience.value,
        "span": [chunk.span.start, chunk.span.end],
        "dense_rank": hit.dense_rank,
        "dense_score": hit.dense_score,
        "lexical_rank": hit.lexical_rank,
        "lexical_score": hit.lexical_score,
    }


def hits(found: Sequence[Hit]) -> str:
    """Hits for people, best first."""
    if not found:
        return "Nothing found in the policies in force."
    blocks = []
    for place, hit in enumerate(found, 1):
        chunk = hit.chunk
        head = f"{place}. {chunk.metadata.doc_id} {chunk.metadata.version} · {chunk.section}"
        blocks.append(f"{head}\n   score {hit.score:.4f} · {chunk.chunk_id}\n{_indented(chunk.text)}")
    return "\n\n".join(blocks)


def generation_values(generation: Generation) -> dict[str, Any]:
    """A generation as JSON-ready values."""
    return {
        "generation": generation.name,
        "status": generation.status,
        "documents": generation.document_count,
        "chunks": generation.chunk_count,
        "embedded": generation.embedded_count,
        "model": generation.model_id,
        "root": generation.root,
        "created_at": generation.created_at.isoformat(),
        "activated_at": generation.activated_at.isoformat() if generation.activated_at else None,
    }


def history(generations: Sequence[Generation]) -> str:
    """Generations for people, newest first."""
    if not generations:
        return "Nothing has been ingested yet."
    return "\n".join(
        f"{found.name:>5}  {found.status:<8}  {found.created_at:%Y-%m-%d %H:%M} UTC  "
        f"{found.document_count} documents, {found.chunk_count} chunks, {found.embedded_count} embedded"
        for found in generations
    )


def findings(found: Sequence[Finding], repaired: bool) -> str:
    """What the doctor found, for people."""
    if not found:
        return "Ledger, vectors and lexical index agree."
    done = "Repaired " if repaired else ""
    return "\n".join(f"{done if finding.repairable else ''}{finding}" for finding in found)


def settings_error(error: ValidationError) -> str:
    """A wrong setting, by the name it has in the environment."""
    detail = error.errors()[0]
    name = "COPILOT_" + "__".join(["INGESTION", *(str(part).upper() for part in detail["loc"])])
    name = name.replace("INGESTION__HOME", "HOME")
    return f"Error: {name}: {detail['msg']}. Fix: correct it in the environment or in .env."


def _name(metadata: Metadata) -> str:
    return f"{metadata.doc_id} {metadata.version}"


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" for line in text.split("\n"))
