"""What a worker can be asked, and what it says. All of it crosses between processes."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Protocol

from evals.agents.protocol import Agent
from evals.cases.schema import Case
from evals.episode import Episode
from evals.prepared import Model, Prepared, Recipe
from ingestion.embedding import Embedder, Vectors


@dataclass
class Workbench:
    """What a worker keeps from one job to the next."""

    opened: ExitStack = field(default_factory=ExitStack)
    embedders: dict[Model, Embedder] = field(default_factory=dict)
    agents: dict[tuple[str, Recipe], Agent] = field(default_factory=dict)
    houses: dict[str, Any] = field(default_factory=dict)

    def embedder(self, model: Model) -> Embedder:
        """Its weights are loaded once."""
        if model not in self.embedders:
            self.embedders[model] = Embedder(*model)
        return self.embedders[model]

    def agent(self, prepared: Prepared, recipe: Recipe) -> Agent:
        """The recipe's agent in a house of this process's own, opened once."""
        place = str(prepared.settings.home)
        if place not in self.houses:
            self.houses[place] = self.opened.enter_context(prepared.enter(self.embedder(prepared.model)))
        if (place, recipe) not in self.agents:
            self.agents[place, recipe] = recipe(self.houses[place])
        return self.agents[place, recipe]


class Job(Protocol):
    """Something to do at a workbench."""

    def __call__(self, bench: Workbench) -> Any:  # noqa: ANN401
        """The answer, which can be pickled."""
        ...


@dataclass(frozen=True, slots=True)
class Embed:
    """One piece of texts: the same piece gives the same vectors, bit for bit, whoever embeds it."""

    model: Model
    texts: Sequence[str]

    def __call__(self, bench: Workbench) -> Vectors:
        """One row a text."""
        return bench.embedder(self.model).embed(self.texts)


@dataclass(frozen=True, slots=True)
class Play:
    """One case."""

    prepared: Prepared
    recipe: Recipe
    case: Case

    def __call__(self, bench: Workbench) -> Episode:
        """As the recipe's agent played it."""
        return bench.agent(self.prepared, self.recipe).play(self.case)


@dataclass(frozen=True, slots=True)
class Done:
    """A job's answer."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """What a job raised."""

    cause: str
