"""What validation can hold against a draft."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """One per check."""

    FORM = "form"  # a reply that no draft can be read from
    EMPTY = "empty"  # no sentence at all
    UNKNOWN_EVIDENCE = "unknown_evidence"  # a citation of something the generator was not given
    UNCITED = "uncited"  # a factual sentence that cites nothing
    QUOTE = "quote"  # quoted words that do not stand in the evidence
    FIGURE = "figure"  # a number, date, amount or id that the cited evidence does not hold
    ACTION = "action"  # an action claimed or promised that did not run
    AUDIENCE = "audience"  # evidence for agents in a customer's answer
    SUPPORT = "support"  # the cited evidence speaks of something else
    POLARITY = "polarity"  # the cited evidence says the opposite


@dataclass(frozen=True, slots=True)
class Problem:
    """`detail` names the sentence or id at fault, in words that a model can repair from."""

    kind: Kind
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"
