"""The typed result of reading a message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from copilot.understanding.wordings import Wording

Vector = NDArray[np.float32]  # (d,), L2-normalised
Vectors = NDArray[np.float32]  # (n, d), rows L2-normalised


@dataclass(frozen=True, slots=True)
class Intent:
    """One intent and its probability, 0..1."""

    name: str
    probability: float


@dataclass(frozen=True, slots=True)
class Slots:
    """What the words name. `values` are keyed by tool argument; nothing here grants anything."""

    values: dict[str, str] = field(default_factory=dict)
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)  # slots named more than once, in order
    order_date: date | None = None
    delivery_date: date | None = None
    address_parts: dict[str, str] = field(default_factory=dict)  # of the address to be, by name; the rest stays
    line_ids: tuple[str, ...] = ()  # items of the order that the words single out; none: all of it

    @property
    def arguments(self) -> dict[str, object]:
        """What tools are given."""
        return {**self.values, "line_ids": list(self.line_ids)} if self.line_ids else dict(self.values)


@dataclass(frozen=True, slots=True)
class Risk:
    """A phrase that must reach a person, or that tries to steer the copilot."""

    name: str
    escalate: bool
    priority: str  # of the ticket it opens
    category: str
    words: str
    say: str = ""  # what the customer is told before anything else


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a message: `query` stands alone in words, `text` is its own; `wordings` are searched for."""

    query: str
    text: str
    intents: tuple[Intent, ...]  # most probable first
    wordings: tuple[Wording, ...] = ()
    vectors: Mapping[str, Vector] = field(default_factory=dict)  # of their texts, as far as they are embedded
    names_record: bool = False  # the words hold the number of an order, a subscription or a gift card

    @property
    def intent(self) -> str:
        """The name of the most probable intent."""
        return self.intents[0].name


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the message was taken to mean. `wants` are the intents that act on the gate's `require` rules."""

    query: str
    parts: tuple[Part, ...]
    wants: frozenset[str]
    slots: Slots
    language: str
    risks: tuple[Risk, ...]
    reply: Literal["yes", "no"] | None
    answers: bool = False  # the reply is to the question that waits: just put, or called by its name
    hedges: bool = False  # what was just asked gets neither a yes nor a no: a change, a condition, or nothing clear
    third_party: bool = False  # the words are of somebody who is not the customer
    resumed: bool = False  # the message supplies what the copilot asked for in the turn before

    @property
    def escalation(self) -> Risk | None:
        """The first risk that must reach a person."""
        return next((risk for risk in self.risks if risk.escalate), None)
