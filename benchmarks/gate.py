"""What the gate costs one turn, beside what the engine alone takes for the same questions.

Facts are gathered from the demo shop beforehand. Each round times the gate once and replays the very calls it made to
the engine once, so that both see the same machine; the order alternates. Medians over all rounds, in milliseconds: of
the clock on the wall, and of processor time, which a busy machine does not stretch.

    .venv/bin/python benchmarks/gate.py [--rounds 300]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import cedarpy
import typer

from copilot.clock import demo_time
from copilot.understanding.words import Words
from tools.database import Database
from tools.desk import Desk, Facts
from tools.seed import seed
from tools.session import Session
from tools.settings import ToolsSettings

ROUNDS = 300
WANTED_MS, WANTED_RATIO = 5.0, 1.5  # the most that a turn's gate may cost, and as a multiple of the engine's own time
TURNS: dict[str, tuple[str | None, dict[str, object], frozenset[str]]] = {
    "nobody known asks a question": (None, {}, frozenset()),
    "unverified, wants a refund": (None, {"order_id": "FH-10005"}, frozenset({"refund_request"})),
    "verified, no order named": ("C-1001", {}, frozenset({"order_status"})),
    "verified, where is it": ("C-1001", {"order_id": "FH-10001"}, frozenset({"where_is_my_order"})),
    "verified, wants to cancel": ("C-1002", {"order_id": "FH-10011"}, frozenset({"cancel_order"})),
    "verified, wants a return": ("C-1001", {"order_id": "FH-10002"}, frozenset({"start_return"})),
    "verified, refund above the limit": (
        "C-1001",
        {"order_id": "FH-10005", "ground": "return"},
        frozenset({"refund_request"}),
    ),
}
Call = tuple[tuple[Any, ...], dict[str, Any]]
Spent = tuple[float, float]  # milliseconds on the wall, and of processor time


class Recorder:
    """Stands before the engine while one turn's calls are written down."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self._real = cedarpy.is_authorized_batch

    def __call__(self, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - passes on whatever comes
        self.calls.append((args, named))
        return self._real(*args, **named)

    def __enter__(self) -> "Recorder":
        cedarpy.is_authorized_batch = self
        return self

    def __exit__(self, *_: object) -> None:
        cedarpy.is_authorized_batch = self._real


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        settings = ToolsSettings(home=Path(home))
        database = Database.open(settings.database_url)
        seed(database.engine, settings.demo_today)
        desk = Desk.open(settings, tuple(Words.of_shop(None, settings).load("intents")))
        _report(desk, settings, rounds)
        desk.close()
        database.close()


def _report(desk: Desk, settings: ToolsSettings, rounds: int) -> None:
    now = demo_time(settings.demo_today)()
    typer.echo(f"{len(desk.catalogue)} tools, {len(desk.gate.book.rules)} rules, {rounds} rounds each, interleaved")
    typer.echo(f"{'':36} {'':>9} {'':>6} {'wall':>6} {'':>6} {'':>6} {'':>6}  {'processor':>9}")
    typer.echo(
        f"{'turn':36} {'questions':>9} {'calls':>6}" + 2 * f" {'gate':>6} {'p95':>6} {'engine':>6} {'ratio':>6} "
    )
    gates: list[Spent] = []
    engines: list[Spent] = []
    for name, (customer, slots, intents) in TURNS.items():
        session = Session("bench", customer, verified=customer is not None)
        facts = desk.gather(session, slots, now)
        gate, engine, calls = _interleaved(desk, session, facts, intents, rounds)
        gates += gate
        engines += engine
        typer.echo(_row(name, sum(len(args[0]) for args, _ in calls), len(calls), gate, engine))
    typer.echo(_row("all", 0, 0, gates, engines))
    typer.echo(f"wanted: at most {WANTED_MS} ms and {WANTED_RATIO} times the engine")


def _interleaved(
    desk: Desk, session: Session, facts: Facts, intents: frozenset[str], rounds: int
) -> tuple[list[Spent], list[Spent], list[Call]]:
    def decide() -> None:
        desk.gate.decide(session, facts.cases, intents)

    decide()
    with Recorder() as recorder:
        decide()
    calls = recorder.calls

    def replay() -> None:
        for args, named in calls:
            cedarpy.is_authorized_batch(*args, **named)

    gate: list[Spent] = []
    engine: list[Spent] = []
    for number in range(rounds):
        pair = [(gate, decide), (engine, replay)]
        for times, action in pair if number % 2 else reversed(pair):
            times.append(_timed(action))
    return gate, engine, calls


def _timed(action: Callable[[], None]) -> Spent:
    wall, processor = perf_counter(), process_time()
    action()
    return (perf_counter() - wall) * 1000, (process_time() - processor) * 1000


def _row(name: str, questions: int, calls: int, gate: list[Spent], engine: list[Spent]) -> str:
    row = f"{name:36} {questions or '':>9} {calls or '':>6}"
    for clock in (0, 1):
        mine, own = sorted(spent[clock] for spent in gate), [spent[clock] for spent in engine]
        late, ratio = mine[int(len(mine) * 0.95)], median(mine) / median(own)
        row += f" {median(mine):6.2f} {late:6.2f} {median(own):6.2f} {ratio:6.2f} "
    return row


if __name__ == "__main__":
    main()
