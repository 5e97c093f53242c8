"""The question that was last put to the customer for a yes, and what a message says to it."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from copilot.turn.trace import CallRecord, Trace
from copilot.understanding.meaning import Slots
from copilot.understanding.parts import asks
from copilot.understanding.replies import ReplyReader
from copilot.understanding.wants import POLICY

ADDRESS, CHANGE_ADDRESS = "address", "change_address"
_UNSURE = {POLICY, "out_of_scope"}  # what words are read as that ask for nothing in particular


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`waiting` is the call that was put, None where none ever was."""

    replies: ReplyReader
    waiting: CallRecord | None
    just_put: bool  # by the turn before: a bare yes some turns later may answer something said since

    @classmethod
    def in_(cls, history: Sequence[Trace], replies: ReplyReader) -> "OpenQuestion":
        """Of a conversation, oldest turn first."""
        waiting = next((call for trace in reversed(history) for call in _put(trace)), None)
        return cls(replies, waiting, waiting is not None and waiting in _put(history[-1]))

    @property
    def of_address(self) -> CallRecord | None:
        """The call, where it was just asked whether an order shall go to another address."""
        return self.waiting if self.waiting and self.just_put and self.waiting.tool == CHANGE_ADDRESS else None

    def reply(self, message: str, named: Slots) -> Literal["yes", "no"] | None:
        """A no with more to it counts only to what was just put, and not where the more is another record or value."""
        if self.waiting is None:
            return self.replies.read(message)
        reply = self.replies.read(message, self.waiting.tool, str((self.waiting.result or {}).get("summary", "")))
        asks_more = asks(message) or self._otherwise(named)
        taken_back = self.just_put and not asks_more and self.replies.takes_back(message)
        return "no" if reply is None and taken_back else reply

    def answered_by(self, message: str) -> bool:
        """Whether a reply is to this question: it was just put, or the message calls the action by its name."""
        return self.waiting is not None and (self.just_put or self.replies.names(message, self.waiting.tool))

    def amended_by(self, message: str, named: Slots) -> bool:
        """Whether it was just put, and is answered by the same with something changed."""
        if not self.just_put or self.reply(message, named) is not None:
            return False
        return self._elsewhere(named) or self.replies.amends(message)

    def hedged_by(self, message: str, named: Slots, wants: AbstractSet[str]) -> bool:
        """Whether it was just put, and is left open by words that want nothing else."""
        if self.waiting is None or not self.just_put or "?" in message or self.reply(message, named) is not None:
            return False
        return self.replies.begins(message, self.waiting.tool) or not (asks(message) or wants - _UNSURE)

    def _otherwise(self, named: Slots) -> bool:
        """Whether the message names another value than the one that was put: another order, another ground."""
        put = self.waiting.arguments if self.waiting else {}
        return any(put.get(name) != value for name, value in named.values.items())

    def _elsewhere(self, named: Slots) -> bool:
        """Whether the message has another address than the one that was put."""
        return self.waiting is not None and self.waiting.tool == CHANGE_ADDRESS and ADDRESS in named.values


def _put(trace: Trace) -> list[CallRecord]:
    return [call for call in trace.calls if call.status == "needs_confirmation"]
