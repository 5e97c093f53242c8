"""Turns and traces for people who read a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from copilot.response import ChatResponse, ReasonView
from copilot.turn.trace import CitationRecord, ReasonRecord, Trace


def show_response(console: Console, response: ChatResponse) -> None:
    """The answer first, then what it rests on and what was decided."""
    console.print(Text(response.answer))
    _citations(console, response.citations)
    if response.confirmation:
        console.print(Text("\nTo confirm, answer yes in the same conversation.", style="yellow"))
    _table(
        console,
        "Calls",
        ("tool", "status", "what came of it"),
        ((call.tool, call.status, call.summary or _why(call.reasons)) for call in response.calls),
    )
    _table(
        console,
        "Decisions",
        ("tool", "status", "why"),
        ((each.tool, each.status, _why(each.reasons)) for each in response.decisions if each.required),
    )
    facts = {"outcome": response.outcome.value, "turn": response.turn_id, "conversation": response.conversation_id}
    facts |= {"asked for": ", ".join(response.asked_for)} if response.asked_for else {}
    facts |= {"approval": response.approval_id} if response.approval_id else {}
    facts |= {"ticket": response.ticket_id} if response.ticket_id else {}
    ending = " · ".join(f"{name} {value}" for name, value in facts.items())
    console.print(Text(f"\n{ending}", style="dim"), soft_wrap=True)


def show_trace(console: Console, trace: Trace) -> None:
    """The turn in the order in which it happened."""
    who = f"{trace.customer_id or 'nobody known'} ({'verified' if trace.verified else 'not verified'})"
    console.print(Text(f"{trace.turn_id} in {trace.conversation_id}, {who}, for {trace.audience}s", style="bold"))
    console.print(Text(f"\n> {trace.message}\n"))
    for part in (_understood, _decisions, _calls, _hits, _evidence, _answer):
        part(console, trace)
    timings = ", ".join(f"{step} {milliseconds:.0f} ms" for step, milliseconds in trace.timings.items())
    versions = ", ".join(f"{name} {value}" for name, value in trace.versions.items())
    console.print(
        Text(f"\noutcome {trace.outcome.value} by {trace.answer.generator}\n{timings}\n{versions}", style="dim")
    )


def _understood(console: Console, trace: Trace) -> None:
    read = trace.understanding
    rows = (
        ("query", read.query),
        ("intents", ", ".join(f"{intent.name} {intent.probability:.2f}" for intent in read.intents)),
        ("slots", ", ".join(f"{name}={value}" for name, value in read.slots.items())),
        ("language", read.language),
        ("risks", ", ".join(read.risks)),
        ("dates", ", ".join(f"{name} {day}" for name, day in trace.governing_dates.items())),
    )
    _table(console, "Understood", ("what", "value"), rows)


def _decisions(console: Console, trace: Trace) -> None:
    rows = ((each.tool, "yes" if each.required else "", each.status, _why(each.reasons)) for each in trace.decisions)
    _table(console, "Decisions", ("tool", "required", "status", "why"), rows)


def _calls(console: Console, trace: Trace) -> None:
    rows = ((call.tool, call.proposed_by, call.status, str(call.arguments)) for call in trace.calls)
    _table(console, "Calls", ("tool", "by", "status", "arguments"), rows)


def _hits(console: Console, trace: Trace) -> None:
    rows = ((f"{hit.score:.3f}", f"{hit.doc_id} {hit.version}", hit.section, _short(hit.text)) for hit in trace.hits)
    _table(console, "Hits", ("score", "document", "section", "text"), rows)


def _evidence(console: Console, trace: Trace) -> None:
    rows = (
        (each.id, each.role, each.record or f"{each.doc_id} {each.version}, {each.section}", _short(each.text))
        for each in trace.evidence
    )
    _table(console, "Evidence", ("id", "role", "from", "text"), rows)


def _answer(console: Console, trace: Trace) -> None:
    console.print(Text(f"\n{trace.answer.text}"))
    _citations(console, trace.answer.citations)
    for problem in trace.answer.problems:
        console.print(Text(f"Draft not served: {problem}", style="red"))
    if trace.answer.fallback:
        console.print(Text(f"Fell back: {trace.answer.fallback}", style="red"))


def _citations(console: Console, citations: Iterable[CitationRecord]) -> None:
    for citation in citations:
        source = citation.record or f"{citation.title or citation.doc_id} {citation.version}, {citation.section}"
        console.print(Text(f"  [{citation.evidence_id}] {source}: “{citation.quote}”", style="cyan"))


def _table(console: Console, title: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    """Nothing where there are no rows. Cells are text, never markup."""
    table = Table(*columns, title=title, title_justify="left", box=None, header_style="dim", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    if table.row_count:
        console.print()
        console.print(table)


def _why(reasons: Iterable[ReasonView | ReasonRecord]) -> str:
    return " ".join(reason.text for reason in reasons)


def _short(text: str, most: int = 100) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"
