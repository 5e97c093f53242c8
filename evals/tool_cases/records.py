"""Labelled tool cases as a file, one JSON record a line.

`{id, messages, expected_tools: [{name, args}], forbidden?, allowed?, description?, granularity?, slice?}`, `messages`
being `[{role, content}]`, oldest first. Settled first:
- A call without `args` has no labelled arguments: it counts for precision and recall, and its case is unscored for
  arguments. `compare_args` names the arguments that are compared; an empty list compares none.
- `requestor` other than "assistant" is somebody else's call and is left out. `effective_tool` is the tool behind a
  wrapper, with `effective_args`: that is the call that is judged. A wrapper without them (it unlocks or hands over)
  counts once, and only where no call of the tool itself is labelled.
- `granularity: whole conversation`, or a call with `after_turn`, labels the whole conversation: every customer message
  is read in turn. Other labels are of the last customer message, with what came before as its history.
- A case without a customer message is read by its `description`; one without either is unscored.
"""

from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from evals.json_lines import Record, read

USER_ROLES = frozenset({"user", "customer", "human"})
ASSISTANT = "assistant"
WHOLE = "whole conversation"
UNSLICED = "unsliced"


def _text(value: object) -> object:
    return "" if value is None else value


def _absent(value: object) -> object:
    return () if value is None else value


Name = Annotated[str, Field(min_length=1)]
Text = Annotated[str, BeforeValidator(_text)]


class Message(Record):
    """One message of a conversation."""

    role: Name
    content: Text = ""

    @property
    def from_customer(self) -> bool:
        """Said by whom the tools are called for."""
        return self.role.lower() in USER_ROLES and bool(self.content.strip())


class LabelledCall(Record):
    """One expected call as a file says it."""

    name: Name
    args: dict[str, Any] | None = None
    requestor: str = ASSISTANT
    compare_args: tuple[str, ...] | None = None
    effective_tool: str | None = None
    effective_args: dict[str, Any] | None = None
    after_turn: int | None = None

    @property
    def tool(self) -> str:
        """The tool that is judged."""
        return self.effective_tool or self.name

    @property
    def hands_over(self) -> bool:
        """A wrapper that calls nothing yet."""
        return self.effective_tool is not None and self.effective_args is None

    @property
    def arguments(self) -> dict[str, Any] | None:
        """What the call is compared with; None where nothing is labelled."""
        if self.compare_args is None:
            return self.effective_args if self.effective_tool else self.args
        if self.effective_tool or not self.compare_args:
            return None
        return {name: value for name, value in (self.args or {}).items() if name in self.compare_args}


class ToolCase(Record):
    """One labelled case."""

    id: Name
    messages: Annotated[tuple[Message, ...], BeforeValidator(_absent)] = ()
    expected_tools: tuple[LabelledCall, ...]
    forbidden: Annotated[tuple[Name, ...], BeforeValidator(_absent)] = ()
    allowed: Annotated[tuple[Name, ...], BeforeValidator(_absent)] = ()
    description: Text = ""
    granularity: Text = ""
    slice: Name = UNSLICED

    @model_validator(mode="after")
    def _lists_agree(self) -> Self:
        wanted = {call.tool for call in self.calls} | set(self.allowed)
        if both := sorted(wanted & set(self.forbidden)):
            raise ValueError(f"forbidden: also expected or allowed: {', '.join(both)}")
        return self

    @property
    def calls(self) -> tuple[LabelledCall, ...]:
        """The assistant's own calls, those behind wrappers included, duplicates kept."""
        own = [call for call in self.expected_tools if call.requestor == ASSISTANT]
        made = [call for call in own if not call.hands_over]
        handed = {call.tool: call for call in own if call.hands_over}
        return (*made, *(call for tool, call in handed.items() if tool not in {one.tool for one in made}))

    @property
    def labels_arguments(self) -> bool:
        """Whether every expected call says with which arguments."""
        return all(call.arguments is not None for call in self.calls)

    @property
    def whole_conversation(self) -> bool:
        """Whether the labels are of all that the customer says."""
        return self.granularity.lower() == WHOLE or any(call.after_turn is not None for call in self.expected_tools)

    @property
    def asked(self) -> tuple[tuple[Message, ...], ...]:
        """What is read, once each: the conversation up to and including a customer message."""
        ends = [place for place, message in enumerate(self.messages, 1) if message.from_customer]
        if not ends:
            return ((Message(role="user", content=self.description),),) if self.description.strip() else ()
        return tuple(self.messages[:end] for end in (ends if self.whole_conversation else ends[-1:]))

    @property
    def by_description(self) -> bool:
        """Whether no customer message is there to read."""
        return bool(self.asked) and not any(message.from_customer for message in self.messages)


def read_cases(file: Path) -> tuple[ToolCase, ...]:
    """Every case, in order. Raises CannotRun naming file, line and field."""
    return read(file, ToolCase, "id")
