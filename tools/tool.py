"""What a tool is: typed arguments, the facts it is judged on, and what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from tools.accounts.port import CustomerId
from tools.gate.decision import Decision
from tools.gate.parameters import Parameters
from tools.gate.shape import ToolShape
from tools.records import Records
from tools.session import Session
from tools.settings import ToolsSettings


class Effect(StrEnum):
    """Whether records change."""

    READ = "read"
    WRITE = "write"


class Risk(StrEnum):
    """What goes wrong when it runs wrongly."""

    LOW = "low"  # the customer's own records are shown
    MEDIUM = "medium"  # something changes that can be changed back
    HIGH = "high"  # money moves, or what was there is gone


class Arguments(BaseModel):
    """A tool's arguments. An unknown one is refused, never ignored: an amount, for example."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True)
class NoFacts:
    """Nothing to judge on beyond who asks."""


@dataclass(frozen=True, slots=True)
class Slots:
    """The arguments that are there so far, each valid by itself.

    `missing` are those to ask for: required and not given, or given in a form that cannot be right.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()

    @classmethod
    def read(cls, arguments: type[BaseModel], given: Mapping[str, object]) -> "Slots":
        """Check each argument alone; names that are no arguments of the tool are left out."""
        named = {name: given[name] for name in arguments.model_fields if given.get(name) is not None}
        values = {}
        for name, value in named.items():
            try:
                values[name] = _valid(arguments, name, value)
            except ValidationError:
                continue
        required = {name for name, info in arguments.model_fields.items() if info.is_required()}
        return cls(values, frozenset((required | named.keys()) - values.keys()))


def _valid(arguments: type[BaseModel], name: str, value: object) -> object:
    checked = arguments.__pydantic_validator__.validate_assignment(arguments.model_construct(), name, value)
    return checked[0][name] if isinstance(checked, tuple) else getattr(checked, name)


class NotVerifiedError(Exception):
    """Records were about to be read for somebody who has not proven who they are: a bug, stopped here."""


T = TypeVar("T")


class Judge(Protocol):
    """Asks the gate about another tool on the same records."""

    def __call__(self, tool: str, arguments: Mapping[str, object]) -> Decision: ...


@dataclass(frozen=True, slots=True)
class World:
    """What gathering and running see: the records as they are now, and who asks."""

    session: Session
    records: Records
    parameters: Parameters
    settings: ToolsSettings
    now: datetime
    judge: Judge
    loaded: dict[str, object] = field(default_factory=dict)

    def once(self, key: str, load: Callable[[], T]) -> T:
        """What `load` gives, loaded once: many tools are judged on the same records."""
        if key not in self.loaded:
            self.loaded[key] = load()
        return cast(T, self.loaded[key])

    @property
    def customer_id(self) -> CustomerId:
        """The verified customer. Raises NotVerifiedError."""
        if not self.session.verified or self.session.customer_id is None:
            raise NotVerifiedError(self.session.conversation_id)
        return CustomerId(self.session.customer_id)


S = TypeVar("S")
A = TypeVar("A", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Matter(Generic[S]):
    """What a tool is about this time: the facts for the gate, and the records behind them for the run.

    `owner` is whose records these are; None when none was loaded. `subject` is None until everything is there.
    """

    facts: object
    owner: str | None = None
    subject: S | None = None


@dataclass(frozen=True, slots=True)
class Call(Generic[A, S]):
    """One run, allowed by the gate: `subject` is what it was judged on, `key` makes it happen once."""

    world: World
    arguments: A
    subject: S
    key: str = ""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What came of it. `summary` is one to three sentences a customer can read; `data` is JSON-ready.

    `verified_customer_id` is set by a verification that succeeded, and by nothing else.
    """

    record: str  # "order:FH-10001"
    summary: str
    data: Mapping[str, Any] = field(default_factory=dict)
    verified_customer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Tool(Generic[A, S]):
    """One thing the assistant can do.

    A tool with a `consequence` runs only after the customer confirmed that text. One with a `key` runs once per key
    and customer, for good: what can be undone and done again needs none, for its confirmation is used once and the
    records say that it is done. `open` serves people who have not proven who they are. `groups` name the rules it
    shares with others ("order"). `unrecorded` are arguments that the audit does not keep. `hold` is called before a
    write gathers its facts: for what is counted about somebody who is not proven; a proven customer is held anyway.
    What `escalates` hands the matter to a person: its record is a ticket, and whoever listens is told.
    """

    name: str
    description: str  # for a model that chooses among tools
    arguments: type[A]
    facts: type
    effect: Effect
    risk: Risk
    example: str  # what a customer says that needs it
    gather: Callable[[World, Slots], Matter[S]]
    run: Callable[[Call[A, S]], ToolResult]
    consequence: Callable[[Call[A, S]], str] | None = None
    key: Callable[[Call[A, S]], str] | None = None
    hold: Callable[[World, Slots], None] | None = None
    open: bool = False
    groups: frozenset[str] = frozenset()
    unrecorded: frozenset[str] = frozenset()
    escalates: bool = False

    @property
    def shape(self) -> ToolShape:
        """What the rules know of it."""
        groups = {self.effect.value}
        groups |= {"confirmed"} if self.consequence else set()
        groups |= {"open"} if self.open else set()
        return ToolShape(self.name, self.facts, tuple(self.arguments.model_fields), self.groups | groups)
