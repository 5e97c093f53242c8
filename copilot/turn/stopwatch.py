"""How long each step took."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from copilot.turn.events import Step


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds by step name, in the order the steps ran."""

    monotonic: Callable[[], float]
    timings: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure one step."""
        started = self.monotonic()
        yield
        self.timings[name] = round((self.monotonic() - started) * 1000, 3)

    def last(self) -> Step:
        """The step that ended last, as an event."""
        name, milliseconds = list(self.timings.items())[-1]
        return Step(name, milliseconds)
