"""What is known in a turn before anything runs: one case per tool for the gate, and the order that is spoken of."""

from dataclasses import dataclass

from tools.gate.gate import Case
from tools.orders.port import Order


@dataclass(frozen=True, slots=True)
class Facts:
    """Gathered from the slots. `order` is the verified customer's own order that the slots name.

    `off` are the kill switches that a person has thrown.
    """

    cases: tuple[Case, ...]
    order: Order | None = None
    off: frozenset[str] = frozenset()
