"""A plan in words and as values."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from ingestion.model import Metadata
from ingestion.plan.clauses import ClauseChange
from ingestion.plan.conflicts import Conflict
from ingestion.plan.documents import DocumentChange
from ingestion.plan.plan import Plan
from ingestion.render import GONE, refusal_values

_LONG = 600  # characters of a clause that is shown whole


def values(plan: Plan) -> dict[str, Any]:
    """JSON-ready."""
    return {
        "nothing_to_do": not plan.reasons,
        "reasons": list(plan.reasons),
        "documents": [_document_values(document) for document in plan.documents],
        "unchanged": len(plan.changes.unchanged),
        "touched": [{**asdict(touched.citation), "quote_stands": touched.stands} for touched in plan.touched],
        "conflicts": [_conflict_values(conflict) for conflict in plan.conflicts],
        "to_embed": plan.to_embed,
        "refused": [refusal_values(refusal) for refusal in plan.refusals],
        "kept": list(plan.kept),
        "notices": [str(notice) for notice in plan.notices],
        "blocked": refusal_values(plan.blocked) if plan.blocked else None,
    }


def text(plan: Plan) -> str:
    """For people."""
    lines = [f"Notice: {notice}" for notice in plan.notices]
    lines += [f"Refused: {refusal}" for refusal in plan.refusals]
    lines += [f"Kept in its old version: {name}" for name in plan.kept]
    for document in plan.documents:
        lines += ["", *_document_lines(document)]
    if plan.touched:
        lines += ["", "Rests on changed clauses:"]
        for touched in plan.touched:
            state = "its words still stand" if touched.stands else GONE
            lines.append(f"  {touched.citation}: {state}")
    if plan.conflicts:
        lines += ["", "In force at the same time, with different figures:"]
        lines += [line for conflict in plan.conflicts for line in _conflict_lines(conflict)]
    if plan.blocked:
        lines += ["", f"Blocked: {plan.blocked}"]
    return "\n".join([*lines, "", _last_line(plan)]).lstrip("\n")


def _last_line(plan: Plan) -> str:
    if not plan.reasons:
        return "Nothing to do."
    why = ", ".join(plan.reasons)
    unchanged = f"{len(plan.changes.unchanged)} documents stay as they are"
    return f"A sync would build a new generation ({why}) and embed {plan.to_embed} texts; {unchanged}."


def _kind(document: DocumentChange) -> str:
    if document.before is None:
        return "added"
    if document.after is None:
        return "withdrawn"
    if document.retired:
        return "retired"
    if (document.before.doc_id, document.before.source) != (document.after.doc_id, document.after.source):
        return "renamed"
    return "changed"


def _document_lines(document: DocumentChange) -> Iterator[str]:
    kind, metadata = _kind(document), document.after or document.before
    assert metadata is not None  # noqa: S101 - a change has at least one side
    yield f"{kind}: {metadata.doc_id} {metadata.version} ({metadata.source})"
    for field, before, after in document.metadata:
        yield f"  {field}: {before} → {after}"
    if kind in ("added", "withdrawn"):
        yield f"  {len(document.clauses)} chunks"
        return
    for clause in document.clauses:
        yield from _clause_lines(clause)


def _clause_lines(clause: ClauseChange) -> Iterator[str]:
    if clause.before is None or clause.after is None:
        sign, words = ("+", clause.after) if clause.before is None else ("-", clause.before)
        yield f"  {sign} {clause.section}: {_short(words or '')}"
    else:
        yield f"  ~ {clause.section}: {_short(clause.words)}"
        for figure in clause.figures:
            yield f"      {figure}"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"


def _document_values(document: DocumentChange) -> dict[str, Any]:
    return {
        "change": _kind(document),
        "before": _name(document.before),
        "after": _name(document.after),
        "metadata": {field: [before, after] for field, before, after in document.metadata},
        "clauses": [
            {
                "change": "added" if clause.before is None else "removed" if clause.after is None else "changed",
                "section": clause.section,
                "before": clause.before,
                "after": clause.after,
                "words": clause.words,
                "figures": [[figure.before, figure.after] for figure in clause.figures],
            }
            for clause in document.clauses
        ],
    }


def _name(metadata: Metadata | None) -> dict[str, str] | None:
    if metadata is None:
        return None
    return {"doc_id": metadata.doc_id, "version": metadata.version, "source": metadata.source}


def _conflict_values(conflict: Conflict) -> dict[str, Any]:
    return {
        "one": {"chunk_id": conflict.one.chunk_id, "sentence": conflict.one_sentence},
        "other": {"chunk_id": conflict.other.chunk_id, "sentence": conflict.other_sentence},
    }


def _conflict_lines(conflict: Conflict) -> Iterator[str]:
    yield f"  {conflict.one.metadata.doc_id}, {conflict.one.section}: {_short(conflict.one_sentence)}"
    yield f"  {conflict.other.metadata.doc_id}, {conflict.other.section}: {_short(conflict.other_sentence)}"
    yield ""
