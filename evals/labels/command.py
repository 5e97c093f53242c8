"""`evals label`: shows proposals, takes labels from a person or from --set, and sums up what there is."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from copilot.errors import CopilotError, TurnWithoutTraceError
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.turn.trace import Trace
from evals.errors import CannotRun
from evals.labels import store
from evals.labels.ask import Ask, ask_all, show
from evals.labels.failures import Failure, of_report, of_turns
from evals.labels.modes import MODES, Mode
from evals.labels.propose import propose
from evals.labels.store import Label
from evals.labels.summary import Summary, summarise

_RULES = "rules"


def run(
    report: Path | None, turns: Sequence[str], labels_file: Path, by: str | None, given: Sequence[str], console: Console
) -> None:
    """The whole command. Raises CannotRun."""
    failures = (*(of_report(report) if report else ()), *(of_turns(_traces(turns)) if turns else ()))
    labels = dict(store.read(labels_file))
    if not (report or turns or labels):
        raise CannotRun(f"nothing to label, and no label in {labels_file}. Give a report.json, or --turn.")
    if given:
        _keep(labels_file, labels, _set(failures, by, given))
    elif by and failures:
        if not sys.stdin.isatty():
            raise CannotRun("nobody to ask: run it in a terminal, or give --set ID=MODE.")
        interview(failures, labels_file, by, console, console.input)
        labels = dict(store.read(labels_file))
    else:
        for number, failure in enumerate(failures, 1):
            show(failure, console, f"{number} of {len(failures)}")
        display(summarise(_guessed(failures)), console, "by the rules alone, which nobody has confirmed")
    display(summarise(labels), console, f"by the people of {labels_file.name}")


def interview(failures: Sequence[Failure], labels_file: Path, by: str, console: Console, ask: Ask) -> None:
    """Asks of what `by` has not labelled yet; each label is kept at once, so that nothing said is lost."""
    labels = dict(store.read(labels_file))
    waiting = [failure for failure in failures if (failure.id, by) not in labels]
    for label in ask_all(waiting, by, console, ask):
        _keep(labels_file, labels, [label])


def display(found: Summary, console: Console, who: str) -> None:
    """What to fix first, what is disputed, and how far people agree. Nothing where nothing is labelled."""
    if not found.settled and not found.disputed:
        return
    title = f"what to fix first, count x severity, {who}"
    table = Table(title=escape(title), title_justify="left", title_style="bold")
    for name in ("mode", "count", "share", "severity", "weight", "means", "look at"):
        right = name in ("count", "severity", "weight")
        table.add_column(name, justify="right" if right else "left", overflow="fold")
    for row in found.rows:
        ends = row.interval
        share = f"{row.count / row.of:.2f} [{ends.low:.2f}, {ends.high:.2f}]" if ends else "-"
        about = MODES[row.mode]
        cells = (row.mode, str(row.count), share, str(row.severity), str(row.weight), about.means, about.look)
        table.add_row(*(escape(cell) for cell in cells))
    console.print(table)
    console.print(f"{found.settled} settled, {len(found.disputed)} disputed", highlight=False)
    for name in found.disputed:
        console.print(f"  disputed: {escape(name)}", highlight=False)
    for (one, other), agreed in found.agreements.items():
        console.print(escape(f"{one} and {other}: {agreed}"), highlight=False)
    if found.with_rules.n:
        console.print(escape(f"labels and the rules' proposals: {found.with_rules}"), highlight=False)


def _guessed(failures: Sequence[Failure]) -> dict[tuple[str, str], Label]:
    return {(one.id, _RULES): Label(id=one.id, by=_RULES, mode=propose(one).mode) for one in failures}


def _set(failures: Sequence[Failure], by: str | None, given: Sequence[str]) -> list[Label]:
    """ID=MODE, once each. Raises CannotRun before anything is kept."""
    if not by:
        raise CannotRun("--set needs --by NAME: a label is somebody's.")
    known = {failure.id: failure for failure in failures}
    labels = []
    for text in given:
        name, equals, mode = text.rpartition("=")
        if not equals:
            raise CannotRun(f"--set {text}: write ID=MODE.")
        if name not in known:
            raise CannotRun(f"--set {text}: no failed case or turn {name!r} here.")
        if mode not in set(Mode):
            raise CannotRun(f"--set {text}: {mode!r} is no mode. Write one of {', '.join(Mode)}.")
        labels.append(Label(id=name, by=by, mode=Mode(mode), proposed=propose(known[name]).mode))
    return labels


def _keep(file: Path, labels: dict[tuple[str, str], Label], new: Sequence[Label]) -> None:
    labels.update({(label.id, label.by): label for label in new})
    store.write(file, labels.values())


def _traces(turns: Sequence[str]) -> list[Trace]:
    with closing(ConversationStore.open(CopilotSettings().records_location)) as records:
        try:
            return [_trace(records, turn) for turn in turns]
        except CopilotError as error:
            raise CannotRun(error.message) from error


def _trace(records: ConversationStore, turn_id: str) -> Trace:
    turn = records.turn(turn_id)
    if turn.trace is None:
        raise TurnWithoutTraceError(turn_id, turn.failure)
    return turn.trace
