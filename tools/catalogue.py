"""The tools there are, found by folder: adding one is adding a folder."""

import pkgutil
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module, resources
from typing import Any

import yaml
from langchain_core.tools import StructuredTool

from tools.gate import parameters
from tools.gate.parameters import Parameters
from tools.gate.rules import Source, general
from tools.settings import ToolsSettingError
from tools.tool import Tool

RULES, PARAMETERS, WORDS = "rules.cedar", "parameters.yaml", "words.yaml"
INVARIANTS = "invariants.cedar"


class CatalogueError(ToolsSettingError):
    """Two tools of one name, two sets of general rules, or a package that is not there."""


class UnknownToolError(LookupError):
    """There is no tool of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no tool {name!r}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All tools by name, sorted, with the rules and parameters that stand beside them.

    `general` are the rules over all tools, `invariants` what no rule may allow. `words` are how customers speak of what
    the folders do: for whoever reads messages, and nothing here reads them.
    """

    tools: Mapping[str, Tool[Any, Any]]
    sources: tuple[Source, ...] = ()
    parameters: Parameters = field(default_factory=lambda: Parameters({}))
    general: Source = field(default_factory=general)
    words: tuple[Mapping[str, Any], ...] = ()
    invariants: tuple[Source, ...] = ()

    @property
    def rules(self) -> tuple[Source, ...]:
        """Every rule file."""
        return (self.general, *self.sources)

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

    A package may be one noun folder itself. A `rules.cedar` in a package of folders replaces the house's general rules,
    an `invariants.cedar` its general invariants.
    Raises CatalogueError, ParameterError.
    """
    tools: dict[str, Tool[Any, Any]] = {}
    folders = [folder for package in packages for folder in _noun_folders(package)]
    for folder in folders:
        for tool in import_module(f"{folder}.tools").TOOLS:
            if tool.name in tools:
                raise CatalogueError(f"{folder}: a tool named {tool.name} is there already")
            tools[tool.name] = tool
    shops = [package for package in packages if package not in folders]
    return Catalogue(
        dict(sorted(tools.items())),
        tuple(Source(name, text) for name, text in _texts(folders, RULES)),
        parameters.load(_texts(folders, PARAMETERS)),
        _general(shops, RULES),
        tuple(yaml.safe_load(text) for _, text in _texts(folders, WORDS)),
        (_general(shops, INVARIANTS), *(Source(name, text) for name, text in _texts(folders, INVARIANTS))),
    )


def _noun_folders(package: str) -> list[str]:
    try:
        path = import_module(package).__path__
    except (ModuleNotFoundError, AttributeError) as error:
        raise CatalogueError(f"COPILOT_TOOLS__CATALOGUE: {package} is not a package that can be imported") from error
    if _has_tools(package):
        return [package]
    names = [info.name for info in pkgutil.iter_modules(path, f"{package}.") if info.ispkg]
    return [name for name in names if _has_tools(name)]


def _has_tools(folder: str) -> bool:
    return (resources.files(folder) / "tools.py").is_file()


def _general(packages: list[str], name: str) -> Source:
    """A shop's own rules or invariants over all tools, or the house's."""
    own = [Source(source, text) for source, text in _texts(packages, name)]
    if len(own) > 1:
        raise CatalogueError(f"general rules stand in {own[0].name} and in {own[1].name}: one of them has to go")
    return own[0] if own else general(name)


def _texts(folders: list[str], name: str) -> list[tuple[str, str]]:
    """Name and text of one file of each folder that has it."""
    files = ((folder, resources.files(folder) / name) for folder in folders)
    return [(f"{folder}/{name}", file.read_text(encoding="utf-8")) for folder, file in files if file.is_file()]


def _caller(call: Callable[[str, Mapping[str, object]], str], name: str) -> Callable[..., str]:
    bound = partial(call, name)

    def run(**arguments: object) -> str:
        return bound(arguments)

    return run
