"""The gate switched off, for one test: the suite must notice."""

from collections.abc import Iterable
from dataclasses import replace

from tools.gate.decision import Decision, Status
from tools.gate.gate import NONE, Assent, Case, Gate
from tools.session import Session


class OpenGate(Gate):
    """Requires what the real one requires, and allows everything."""

    def __init__(self, real: Gate) -> None:
        self.book = real.book
        self._real = real

    def decide(
        self, session: Session, cases: Iterable[Case], intents: frozenset[str] = frozenset(), assent: Assent = NONE
    ) -> tuple[Decision, ...]:
        """Every tool allowed, without reasons."""
        return tuple(
            replace(decision, status=Status.ALLOWED, reasons=(), missing=(), errors=())
            for decision in self._real.decide(session, cases, intents, assent)
        )
