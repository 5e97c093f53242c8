"""The word lists that a shop edits, read once at start."""

from importlib import resources
from typing import Any

import yaml


def load(name: str) -> dict[str, Any]:
    """The mapping in `data/<name>.yaml`.

    Raises:
        TypeError: the file does not hold a mapping.
    """
    loaded = yaml.safe_load(resources.files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
    if not isinstance(loaded, dict):
        raise TypeError(f"copilot/understanding/data/{name}.yaml must hold a mapping of names to entries")
    return loaded
