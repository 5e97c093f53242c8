"""Yes or no, as the whole of a message. Half a yes is no yes."""

import re
from typing import Literal

from copilot.understanding.words import HOUSE, Words

_LONGEST = 12  # words; a longer message says more than yes or no


class ReplyReader:
    """Compares the words of a message with the lists in `data/replies.yaml`."""

    def __init__(self, words: Words = HOUSE) -> None:
        replies = words.load("replies")
        self._yes, self._yes_goes_with = frozenset(replies["yes"]), frozenset(replies["yes_goes_with"])
        self._names = {tool: frozenset(words) for tool, words in replies["names"].items()}
        self._own_name = {tool: words[0] for tool, words in replies["names"].items()}
        self._no, self._no_goes_with = frozenset(replies["no"]), frozenset(replies["no_goes_with"])

    def read(self, message: str, waiting: str | None = None) -> Literal["yes", "no"] | None:
        """Yes or no when every word belongs to one; None for anything else: a question, a condition.

        `waiting` is the tool whose confirmation is open: a yes may name that action, and no other.
        """
        words = _words(message)
        if not words or len(words) > _LONGEST or "?" in message:
            return None
        named = self._names.get(waiting or "", frozenset())
        if self._says(words, self._yes, self._yes_goes_with | named):
            return "yes"
        return "no" if self._says(words, self._no, self._no_goes_with) else None

    def names(self, message: str, waiting: str | None) -> bool:
        """Whether the message calls the action that waits by its name: "OK then, the refund please"."""
        return self._own_name.get(waiting or "") in _words(message)

    @staticmethod
    def _says(words: list[str], core: frozenset[str], company: frozenset[str]) -> bool:
        return any(word in core for word in words) and all(word in core | company for word in words)


def _words(message: str) -> list[str]:
    return re.sub(r"[^\w\s?]", "", message.lower()).split()
