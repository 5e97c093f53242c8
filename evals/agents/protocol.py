"""The seam between the suite and whatever it judges."""

from typing import Protocol

from evals.cases.schema import Case
from evals.episode import Episode


class Agent(Protocol):
    """Plays one case from its first message to its last. Called from several threads at once, a case in each."""

    @property
    def name(self) -> str:
        """What reports call it."""
        ...

    def play(self, case: Case) -> Episode:
        """The case's traces and what changed in the records. Anything raised leaves the case unscored."""
        ...
