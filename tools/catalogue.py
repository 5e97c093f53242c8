"""The tools there are, found by folder: adding one is adding a folder."""

import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module, resources
from typing import Any

from langchain_core.tools import StructuredTool

from tools.gate import parameters
from tools.gate.parameters import Parameters
from tools.gate.rules import Source
from tools.tool import Tool

RULES, PARAMETERS = "rules.cedar", "parameters.yaml"


class CatalogueError(Exception):
    """Two tools of one name, or a folder whose `tools.py` declares none."""


class UnknownToolError(LookupError):
    """There is no tool of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no tool {name!r}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All tools by name, sorted, with the rules and parameters that stand beside them."""

    tools: Mapping[str, Tool[Any, Any]]
    sources: tuple[Source, ...] = ()
    parameters: Parameters = field(default_factory=lambda: Parameters({}))

    def __iter__(self) -> Iterator[Tool[Any, Any]]:
        return iter(self.tools.values())

    def __len__(self) -> int:
        return len(self.tools)

    def __contains__(self, name: object) -> bool:
        return name in self.tools

    def __getitem__(self, name: str) -> Tool[Any, Any]:
        """The tool. Raises UnknownToolError."""
        if name not in self.tools:
            raise UnknownToolError(name)
        return self.tools[name]

    def find(self, name: str) -> Tool[Any, Any] | None:
        """The tool, or None."""
        return self.tools.get(name)

    def as_langchain(
        self, names: Collection[str], call: Callable[[str, Mapping[str, object]], str]
    ) -> list[StructuredTool]:
        """The named tools for a LangChain model; `call(name, arguments)` gives the text the model reads back.

        Raises UnknownToolError.
        """
        return [
            StructuredTool.from_function(
                func=_caller(call, tool.name),
                name=tool.name,
                description=tool.description,
                args_schema=tool.arguments,
                infer_schema=False,
            )
            for tool in (self[name] for name in sorted(names))
        ]


def discover(*packages: str) -> Catalogue:
    """Every tool in the noun folders of the packages: a folder with a `tools.py` that has a tuple `TOOLS`.

    Raises CatalogueError, ParameterError.
    """
    tools: dict[str, Tool[Any, Any]] = {}
    sources, files = [], []
    for folder in (folder for package in packages for folder in _noun_folders(package)):
        for tool in import_module(f"{folder}.tools").TOOLS:
            if tool.name in tools:
                raise CatalogueError(f"{folder}: a tool named {tool.name} is there already")
            tools[tool.name] = tool
        sources += [Source(f"{folder}/{RULES}", text) for text in _text(folder, RULES)]
        files += [(f"{folder}/{PARAMETERS}", text) for text in _text(folder, PARAMETERS)]
    return Catalogue(dict(sorted(tools.items())), tuple(sources), parameters.load(files))


def _noun_folders(package: str) -> list[str]:
    found = pkgutil.iter_modules(import_module(package).__path__, f"{package}.")
    return [info.name for info in found if info.ispkg and (resources.files(info.name) / "tools.py").is_file()]


def _text(folder: str, name: str) -> list[str]:
    file = resources.files(folder) / name
    return [file.read_text(encoding="utf-8")] if file.is_file() else []


def _caller(call: Callable[[str, Mapping[str, object]], str], name: str) -> Callable[..., str]:
    bound = partial(call, name)

    def run(**arguments: object) -> str:
        return bound(arguments)

    return run
