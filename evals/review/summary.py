"""What the reviews come to: wins of each side with an interval, and how far the reviewers agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from scipy.stats import binomtest

from evals import yaml_list
from evals.agreement import Agreement, between, settled
from evals.intervals import Interval, wilson

Word = Literal["a", "b", "tie"]


class Review(BaseModel):
    """What one person says of one case: which side is better. `answers` is the fingerprint of what was compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    by: str = Field(min_length=1)
    better: Word
    answers: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Cases, each counted once: by what most reviewers say. Disputed ones count as ties."""

    a: int
    b: int
    ties: int
    agreements: Mapping[tuple[str, str], Agreement]

    @property
    def rate(self) -> float | None:
        """B's wins of all wins; None without any."""
        return self.b / (self.a + self.b) if self.a + self.b else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's, of that rate."""
        return wilson(self.b, self.a + self.b)

    @property
    def chance(self) -> float | None:
        """Two-sided sign test: how likely so lopsided a count is between equals."""
        return float(binomtest(self.b, self.a + self.b).pvalue) if self.a + self.b else None


def summarise(reviews: Iterable[Review]) -> Summary:
    """Over everything that was reviewed."""
    said = {identity(review): str(review.better) for review in reviews}
    words = list(settled(said).values())
    return Summary(words.count("a"), words.count("b"), words.count("tie") + words.count(None), between(said))


def read(file: Path) -> dict[yaml_list.Identity, Review]:
    """Every review; none where there is no file yet. Raises CannotRun naming file, entry and field."""
    return yaml_list.read(file, "reviews", Review, identity)


def write(file: Path, reviews: Iterable[Review]) -> None:
    """All of them, in order of id and reviewer."""
    yaml_list.write(file, "reviews", reviews, identity)


def identity(review: Review) -> yaml_list.Identity:
    """What tells reviews apart."""
    return review.id, review.by
