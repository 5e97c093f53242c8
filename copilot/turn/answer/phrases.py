"""The copilot's fixed sentences, read once from `copilot/turn/phrases.yaml`."""

from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Phrases:
    """One attribute per situation; `input` maps an argument name to the question that asks for it."""

    verification: str
    input: dict[str, str]
    other_input: str
    confirmation: str
    postponed: str
    confirmation_gone: str
    declined: str
    pending_approval: str
    failed: str
    abstained: str
    greeting: str
    thanks: str

    @classmethod
    def load(cls) -> "Phrases":
        """The phrases shipped with the package. Raises TypeError on a missing or unknown name."""
        text = resources.files("copilot.turn").joinpath("phrases.yaml").read_text(encoding="utf-8")
        loaded: dict[str, Any] = yaml.safe_load(text)
        return cls(**loaded)

    def ask_for(self, argument: str) -> str:
        """The question that asks for a tool's argument."""
        return self.input.get(argument) or self.other_input.format(name=argument.replace("_", " "))
