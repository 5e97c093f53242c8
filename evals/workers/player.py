"""The agent that lets a crew play."""

from dataclasses import dataclass

from evals.cases.schema import Case
from evals.episode import Episode
from evals.prepared import Prepared, Recipe
from evals.workers.crew import Crew
from evals.workers.jobs import Play


@dataclass(frozen=True, slots=True)
class Player:
    """Plays what `recipe` makes of the prepared house, in whichever process is free."""

    crew: Crew
    prepared: Prepared
    recipe: Recipe
    name: str

    def play(self, case: Case) -> Episode:
        """The episode as a worker played it. Raises JobFailed, WorkerDied."""
        episode: Episode = self.crew.ask(Play(self.prepared, self.recipe, case))
        return episode
