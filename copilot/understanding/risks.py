"""Phrases that must reach a person or that try to steer the copilot. Patterns live in `data/risks.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from copilot.understanding.meaning import Risk
from copilot.understanding.words import HOUSE, Words


class RiskReader:
    """Matches every pattern once; the file's order is the order of precedence."""

    def __init__(self, words: Words = HOUSE) -> None:
        self._patterns = [
            (_risk(name, entry), re.compile(pattern, re.IGNORECASE))
            for name, entry in words.load("risks").items()
            for pattern in entry["patterns"]
        ]

    def read(self, message: str) -> tuple[Risk, ...]:
        """One risk per name that matches, with the words that matched."""
        found: dict[str, Risk] = {}
        for risk, regex in self._patterns:
            match = regex.search(message)
            if match and risk.name not in found:
                found[risk.name] = replace(risk, words=match.group(0))
        return tuple(found.values())


def _risk(name: str, entry: Mapping[str, Any]) -> Risk:
    return Risk(
        name=name,
        escalate=bool(entry["escalate"]),
        priority=entry.get("priority", "normal"),
        category=entry.get("category", "general"),
        words="",
        say=" ".join(str(entry.get("say", "")).split()),
    )
