"""Asks a person, failure by failure: the rules' proposal is confirmed with Enter, or another mode is named."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.markup import escape

from evals.labels.failures import Failure
from evals.labels.modes import MODES, Mode
from evals.labels.propose import propose
from evals.labels.store import Label

Ask = Callable[[str], str]
_LONGEST = 600  # characters of an answer that are shown; the report has it whole
_SKIP, _QUIT = "s", "q"


def ask_all(failures: Sequence[Failure], by: str, console: Console, ask: Ask) -> Iterator[Label]:
    """A label for each failure that is not skipped, as it is given; ends where the person does."""
    for number, failure in enumerate(failures, 1):
        show(failure, console, f"{number} of {len(failures)}")
        answer = _answer(ask)
        if answer == _QUIT:
            return
        if answer != _SKIP:
            proposed = propose(failure).mode
            yield Label(id=failure.id, by=by, mode=Mode(answer) if answer else proposed, proposed=proposed)


def show(failure: Failure, console: Console, place: str) -> None:
    """What a person needs to decide."""
    console.print(f"\n[bold]{escape(failure.id)}[/] ({place}), failed first at: {failure.stage or 'not judged'}")
    for said in failure.said:
        console.print(f"  customer: {escape(said)}", highlight=False)
    console.print(f"  copilot ({failure.outcome}): {escape(failure.answered[:_LONGEST])}", highlight=False)
    for metric, reason in failure.problems.items():
        console.print(f"  [red]{metric}[/]: {escape(reason)}", highlight=False)
    guess = propose(failure)
    console.print(f"  proposed: [bold]{guess.mode}[/], for {escape(guess.why)}", highlight=False)


def _answer(ask: Ask) -> str:
    """A mode, "" for the proposed one, or skip or quit; asked again until it is one of them."""
    keys = {str(number): str(mode) for number, mode in enumerate(MODES, 1)}
    menu = "  ".join(f"{number} {mode}" for number, mode in keys.items())
    while True:
        given = ask(f"{menu}\nEnter confirms, {_SKIP} skips, {_QUIT} ends: ").strip().lower()
        if given in ("", _SKIP, _QUIT, *MODES):
            return given
        if given in keys:
            return keys[given]
