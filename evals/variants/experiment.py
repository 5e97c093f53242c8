"""Plays knobs on cases, and holds two plays against each other: one thing varied, and nothing else did."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.cases import Case
from evals.comparison.compare import Comparison, compare
from evals.comparison.run import Run
from evals.errors import CannotRun
from evals.house import House, open_house
from evals.runner import run
from evals.scoring import Scored
from evals.variants import stale
from evals.variants.apply import Varied
from evals.variants.knobs import VERSIONS, Knobs, one_thing
from evals.vectors import folder_of_runs
from evals.workers import Crew

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """One variant's run. `versions` are what its turns recorded, by name."""

    name: str
    knobs: Knobs
    judged: tuple[Scored, ...]
    run: Run

    @property
    def versions(self) -> Mapping[str, frozenset[str]]:
        """Every value that some turn recorded."""
        traces = [trace for case in self.judged for trace in case.traces if trace is not None]
        names = {name for trace in traces for name in trace.versions}
        return {name: frozenset(trace.versions[name] for trace in traces) for name in names}


@dataclass
class Stage:
    """The houses variants are played in: one for the documents as they are, one more for each stale day."""

    docs: Path
    cases: Sequence[Case]
    workers: int
    rulers: Callable[[House], Mapping[str, str]]
    done: Callable[[Scored], None] = lambda _: None
    _house: House | None = field(default=None, init=False)
    _crew: Crew | None = field(default=None, init=False)

    @contextmanager
    def open(self, say: Say) -> Iterator["Stage"]:
        """With the documents as they are, ready to play."""
        with Crew() as crew, open_house(self.docs, folder_of_runs(), say, crew=crew) as house:
            self._house, self._crew = house, crew
            yield self
            self._house = self._crew = None

    def play(self, name: str, knobs: Knobs) -> Played:
        """Every case. Raises CannotRun."""
        if knobs.stale is not None:
            return self._stale(name, knobs, knobs.stale)
        if self._house is None:
            raise CannotRun("the stage is not open")
        return self._on(self._house, name, knobs)

    def _stale(self, name: str, knobs: Knobs, day: date) -> Played:
        with TemporaryDirectory(prefix="stale-") as folder:
            docs = stale.copy(self.docs, day, Path(folder))
            with open_house(docs, folder_of_runs(), labels=self.docs, crew=self._crew) as house:
                return self._on(house, name, knobs)

    def _on(self, house: House, name: str, knobs: Knobs) -> Played:
        agent, workers = house.player(Varied(knobs)), house.at_once(self.workers)
        judged = run(self.cases, agent, house.library, workers=workers, done=self.done)
        return Played(name, knobs, judged, Run.of(name, judged, self.rulers(house)))


def held_against(base: Played, variant: Played) -> Comparison:
    """The comparison. Raises CannotRun unless exactly one knob varies and every ruler, case and other version is the
    same."""
    knob = one_thing(base.knobs, variant.knobs)
    may = VERSIONS.get(knob, set())
    moved = {name for name, values in base.versions.items() if values != variant.versions.get(name)} - may
    if moved:
        raise CannotRun(f"{knob} was to vary, and {', '.join(sorted(moved))} did too")
    found = compare(base.run, variant.run)
    if found.rulers:
        raise CannotRun(f"while it was played, {', '.join(found.rulers)} changed: play both again")
    return found
