"""What there is beside the cases: tools, rules and clauses that a suite could touch, and what it is measured with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evals.lock import Change


@dataclass(frozen=True, slots=True)
class Clause:
    """One passage that serves."""

    doc_id: str
    version: str
    section: str
    text: str
    context: str = ""  # headings and table header around the text
    title: str | None = None
    chunk_id: str | None = None

    def __str__(self) -> str:
        return f"{self.doc_id}@{self.version} {self.section}".strip()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`rules` are the ids of rules that can stand in the way; a permit leaves no mark in a trace.

    `rulers` are digests by name; `unlocked` is what is not as evals/lock.json says, None where there is no lock.
    """

    tools: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    clauses: tuple[Clause, ...] = ()
    rulers: Mapping[str, str] = field(default_factory=dict)
    unlocked: tuple[Change, ...] | None = ()


NOTHING = Surroundings()
