"""`evals harvest`: reads the records, redacts, and adds drafts to a file that is not one of the suite's."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Literal

from rich.console import Console

from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.understanding.words import Words
from evals import files
from evals.cases import DEV
from evals.errors import CannotRun
from evals.harvest.draft import Rated, draft
from evals.harvest.file import added, kept_in, written
from evals.harvest.known import Known, of_records, of_traces
from evals.harvest.redact import Redactor, phrases_of, vocabulary_of
from evals.house import library_of
from tools.database import Database

CASES = DEV.parent
MOST_TURNS = 1_000  # of a conversation, before the rated one
Verdict = Literal["up", "down"]


def run(out: Path, verdict: Verdict | None, console: Console, cases: Path = CASES) -> None:
    """The whole command. Raises CannotRun; what is already in `out` stays as it is, reviewed or not."""
    if out.resolve().is_relative_to(cases.resolve()):
        raise CannotRun(f"{out}: drafts are never put among the cases. Give --out a file elsewhere, and review it.")
    kept = kept_in(out)
    settings = CopilotSettings()
    vocabulary = vocabulary_of(library_of(settings).values(), Words.of_shop(settings.words, settings.tools))
    with ExitStack() as opened:
        records = opened.enter_context(closing(ConversationStore.open(settings.records_location)))
        business = opened.enter_context(closing(Database.open(settings.tools.database_url)))
        found = list(harvest(records, of_records(business), vocabulary, verdict))
    there = {one.get("id") for one in kept}
    new = [one for one in found if one["id"] not in there]
    if new:
        files.write(out, added(out, new) if out.exists() else written(new))
    where = f" in {out}, for review" if new else ": nothing is written"
    console.print(f"{len(found)} turns with feedback, {len(new)} new drafts{where}", highlight=False)


def harvest(
    records: ConversationStore, known: Known, vocabulary: frozenset[str], verdict: Verdict | None
) -> Iterator[dict[str, Any]]:
    """A draft for each rated turn; each conversation has stand-ins of its own, so drafts cannot be joined."""
    of_everybody = phrases_of(known)
    for rated in _rated(records, verdict):
        phrases = {**of_everybody, **phrases_of(of_traces(rated.traces))}
        yield draft(rated, Redactor(phrases, vocabulary))


def _rated(records: ConversationStore, verdict: Verdict | None) -> Iterator[Rated]:
    for feedback in records.feedback():
        if verdict is not None and feedback.verdict != verdict:
            continue
        turn = records.turn(feedback.turn_id)
        traces = [past.trace for past in records.history(turn.conversation_id, MOST_TURNS)]
        place = next((n for n, trace in enumerate(traces) if trace.turn_id == feedback.turn_id), None)
        if place is not None:
            yield Rated(records.conversation(turn.conversation_id), tuple(traces[: place + 1]), feedback)
