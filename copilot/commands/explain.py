"""`copilot rules explain`: why a tool was refused, asked about or allowed in one turn, and what would lead on."""

from collections.abc import Iterator, Sequence
from contextlib import closing

from copilot.commands.rule_book import open_rules
from copilot.errors import CopilotError, TurnWithoutTraceError
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.turn.trace import CallRecord, ClauseRecord, DecisionRecord, ReasonRecord, Trace
from tools.catalogue import Catalogue
from tools.gate.decision import Standing, Status
from tools.gate.gate import Gate
from tools.gate.unblocking import Change, Situation, Way, judged, ways_on
from tools.session import Session


class NothingToExplainError(CopilotError):
    """No turn, or no decision about the tool."""

    code = "nothing_to_explain"
    status = 422


def explanation(turn: str | None, conversation: str | None, tool: str | None) -> Iterator[str]:
    """The lines of it. Raises NothingToExplainError, TurnWithoutTraceError, UnknownTurnError."""
    trace = _trace(turn, conversation, tool)
    catalogue, gate = open_rules(CopilotSettings())
    chosen = [each for each in trace.decisions if _wanted(each, trace, tool)]
    if not chosen:
        raise NothingToExplainError(f"Turn {trace.turn_id} decided nothing about that.", field="tool")
    yield from _told(trace, chosen, catalogue, gate)


def _trace(turn: str | None, conversation: str | None, tool: str | None) -> Trace:
    if (turn is None) == (conversation is None):
        raise NothingToExplainError("Name one turn or one conversation.", fix="Use --turn ID or --conversation ID.")
    with closing(ConversationStore.open(CopilotSettings().records_location)) as store:
        if turn is not None:
            found = store.turn(turn)
            if found.trace is None:
                raise TurnWithoutTraceError(turn, found.failure)
            return found.trace
        store.conversation(str(conversation))  # unknown ones are said
        past = [each.trace for each in store.history(str(conversation))]
    about = [trace for trace in past if any(_wanted(each, trace, tool) for each in trace.decisions)]
    involved = [trace for trace in about if tool is None or _involves(trace, tool)]
    if not about:
        raise NothingToExplainError(f"No turn of {conversation} decided anything about that.", field="tool")
    return (involved or about)[-1]


def _involves(trace: Trace, tool: str) -> bool:
    needed = any(each.tool == tool and each.required for each in trace.decisions)
    return needed or any(call.tool == tool for call in trace.calls)


def _wanted(decision: DecisionRecord, trace: Trace, tool: str | None) -> bool:
    return decision.tool == tool if tool else _involves(trace, decision.tool)


def _told(trace: Trace, chosen: Sequence[DecisionRecord], catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    who = f"{trace.customer_id or 'nobody known'}, {'verified' if trace.verified else 'not verified'}"
    yield f"Turn {trace.turn_id} of {trace.conversation_id} ({who})\n> {trace.message}"
    for decision in chosen:
        yield f"\n{decision.tool}: {decision.status}{', required by the message' if decision.required else ''}"
        yield from _reasons(decision.reasons)
        yield from (f"  failed while judging: {error}" for error in decision.errors)
        for call in (call for call in trace.calls if call.tool == decision.tool):
            yield from _call(call)
        yield f"  judged on: {_facts(decision)}"
        if decision.rules_version != gate.book.version:
            yield f"  Judged by rules {decision.rules_version}; what follows is by today's, {gate.book.version}."
        yield from _ways(decision, trace, catalogue, gate)


def _reasons(reasons: Sequence[ReasonRecord]) -> Iterator[str]:
    for reason in reasons:
        yield f"  because of {reason.rule_id}: {reason.text}{_clause(reason.clause)}"


def _clause(clause: ClauseRecord | None) -> str:
    return f" [{clause.doc_id}: “{clause.quote}”]" if clause else ""


def _call(call: CallRecord) -> Iterator[str]:
    yield f"  call by {call.proposed_by}: {call.status} with {call.arguments}"
    yield from _reasons(call.reasons)


def _facts(decision: DecisionRecord) -> str:
    standing = decision.standing
    facts = [f"{name} = {value}" for name, value in sorted(decision.facts.items())]
    facts += [f"not given: {', '.join(standing.missing)}"] if standing.missing else []
    facts += [f"confirmed = {standing.confirmed}, approved = {standing.approved}"]
    return "; ".join(facts)


def _ways(decision: DecisionRecord, trace: Trace, catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    tool = catalogue.find(decision.tool)
    if tool is None:
        yield f"  There is no tool {decision.tool} any more."
        return
    if decision.status == Status.NEEDS_VERIFICATION:
        yield "  Nothing was looked up: once the customer is verified, the records decide."
        return
    situation = Situation(
        decision.tool,
        tool.facts,
        decision.facts,
        Session(trace.conversation_id, trace.customer_id, trace.verified, trace.audience, trace.third_party),
        Standing(**decision.standing.model_dump()),
    )
    if judged(gate, situation).status is Status.ALLOWED:
        return
    ways = ways_on(gate, catalogue.parameters, situation)
    yield from (f"  {_way(way)}" for way in ways)
    if not ways:
        yield "  No one change, and no two changes to what these rules read, would lead on."


def _way(way: Way) -> str:
    return f"would be {way.status} with {' and '.join(_change(change) for change in way.changes)}"


def _change(change: Change) -> str:
    return f"{change.name} {_shown(change.after)} instead of {_shown(change.before)}"


def _shown(value: object) -> str:
    match value:
        case None:
            return "unknown"
        case ():
            return "nothing"
        case tuple():
            return ", ".join(map(str, value))
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)
