"""The cases: their shape, how they are read, and when a label is rotten."""

from evals.cases.facts import Fact
from evals.cases.loader import DEV, CasesError, load
from evals.cases.schema import Case, Change, Expected, ExpectedCall, Gold, Rule, Setup, Slice, Turn

__all__ = [
    "DEV",
    "Case",
    "CasesError",
    "Change",
    "Expected",
    "ExpectedCall",
    "Fact",
    "Gold",
    "Rule",
    "Setup",
    "Slice",
    "Turn",
    "load",
]
