"""The words of a shop: the lists that it edits, and what the folders of its tools add to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from copilot.errors import CopilotError
from tools.catalogue import discover
from tools.settings import ToolsSettings

PACKAGED = ("copilot.understanding.data", "copilot.turn")  # where the lists and the fixed sentences are shipped


class WordsError(CopilotError):
    """A file of words that cannot be used. Names the file."""

    code = "words"


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists by file name: a shop's own `folder` goes before the packaged file, and what folders add joins it."""

    folder: Path | None = None
    added: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of_shop(cls, folder: Path | None, tools: ToolsSettings) -> "Words":
        """The words of a deployment. Raises CatalogueError."""
        return cls(folder, discover(*tools.packages).words)

    def load(self, name: str, needs: Sequence[str] = ()) -> dict[str, Any]:
        """The mapping `<name>.yaml`, with the section `name` of every tool folder's `words.yaml`.

        `needs` are the keys that it must have. Raises WordsError, naming the file and the keys that are missing.
        """
        file = self._file(f"{name}.yaml")
        try:
            loaded: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise WordsError(f"{file} cannot be read: {' '.join(str(error).split())}") from error
        if not isinstance(loaded, dict):
            raise WordsError(f"{file} must hold a mapping of names to entries")
        joined: dict[str, Any] = loaded
        for section in (words[name] for words in self.added if name in words):
            joined = _joined(joined, section)
        if missing := [key for key in needs if key not in joined]:
            raise WordsError(f"{file}: missing {', '.join(missing)}")
        return joined

    def _file(self, name: str) -> Traversable | Path:
        own = self.folder / name if self.folder else None
        if own is not None and own.is_file():
            return own
        shipped = [resources.files(package) / name for package in PACKAGED]
        return next((file for file in shipped if file.is_file()), shipped[0])


HOUSE = Words()


def _joined(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Both mappings: lists run on, mappings join, and of two single values the second holds."""
    joined = dict(first)
    for name, value in second.items():
        known = joined.get(name)
        if isinstance(known, dict) and isinstance(value, dict):
            joined[name] = _joined(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            joined[name] = [*known, *value]
        else:
            joined[name] = value
    return joined
