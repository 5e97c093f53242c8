"""Yes or no, as the whole of a message. Half a yes is no yes."""

import re
from dataclasses import dataclass
from typing import Literal

from copilot.understanding.words import HOUSE, Words

_LONGEST = 12  # words; a longer message says more than yes or no
_NUMBER = re.compile(r"\b[a-z]{2,4}-?\d[\w-]*", re.IGNORECASE)  # of an order or a subscription
_SENTENCE = re.compile(r"[.!;\n]+")


@dataclass(frozen=True, slots=True)
class _Answer:
    """One of the two answers: what says it, and what may stand beside it."""

    words: frozenset[str]
    phrases: tuple[str, ...]
    company: frozenset[str]

    def is_said(self, words: list[str], named: frozenset[str] = frozenset()) -> bool:
        text = f" {' '.join(words)} "
        phrases = [phrase for phrase in self.phrases if f" {phrase} " in text]
        allowed = self.words | self.company | named | {word for phrase in phrases for word in phrase.split()}
        return (bool(phrases) or any(word in self.words for word in words)) and all(word in allowed for word in words)

    def begins(self, words: list[str], named: frozenset[str] = frozenset()) -> bool:
        """Whether it is said by the first words, whatever follows."""
        return any(self.is_said(words[:length], named) for length in range(1, min(len(words), _LONGEST) + 1))

    def is_in(self, words: list[str]) -> bool:
        """Whether any of its words or phrases is among them."""
        text = f" {' '.join(words)} "
        return any(word in self.words for word in words) or any(f" {phrase} " in text for phrase in self.phrases)


class ReplyReader:
    """Compares the words of a message with the lists in `data/replies.yaml`."""

    def __init__(self, words: Words = HOUSE) -> None:
        replies = words.load("replies")
        self._yes, self._no = (
            _Answer(
                frozenset(replies[answer]),
                tuple(replies.get(f"{answer}_phrases", ())),
                frozenset(replies[f"{answer}_goes_with"]),
            )
            for answer in ("yes", "no")
        )
        self._amends = re.compile(replies["amends"], re.IGNORECASE)
        self._names = {tool: frozenset(names) for tool, names in replies["names"].items()}
        self._own_name = {tool: names[0] for tool, names in replies["names"].items()}

    def read(self, message: str, waiting: str | None = None, asked: str = "") -> Literal["yes", "no"] | None:
        """Yes or no when every word belongs to one; None for anything else: a question, a condition.

        `waiting` is the tool whose confirmation is open: a yes may name that action, and no other. `asked` is the
        question as it was put: its numbers of orders and the like may be repeated, and no others.
        """
        known = {number.lower() for number in _NUMBER.findall(asked)}
        if "?" in message or any(number.lower() not in known for number in _NUMBER.findall(message)):
            return None
        said = _NUMBER.sub(" ", message)
        words = _words(said)
        if not words:
            return None
        short = len(words) <= _LONGEST
        if short and self._yes.is_said(words, self._names.get(waiting or "", frozenset())):
            return "yes"
        return "no" if short and self._no.is_said(words) else None

    def takes_back(self, message: str) -> bool:
        """Whether the last sentence that begins with an answer begins with a no, and no yes follows: "nah, I'll keep
        the chair", "yes. no wait, it has the wrong size". To what was just asked that is a no.
        """
        sentences = [words for part in _SENTENCE.split(message) if (words := _words(part))]
        answers = [at for at, words in enumerate(sentences) if self._begins(words, frozenset())]
        if not answers or self.amends(message):
            return False
        after = [word for words in sentences[answers[-1] :] for word in words]
        return self._no.begins(sentences[answers[-1]]) and not self._yes.is_in(after)

    def amends(self, message: str) -> bool:
        """Whether the message wants what was asked about, with something changed: "yes, but only the lamp"."""
        return "?" not in message and bool(self._amends.search(message.strip()))

    def begins(self, message: str, waiting: str | None = None) -> bool:
        """Whether the message begins with a yes or a no, whatever it goes on with: "yes if it is free"."""
        return self._begins(_words(message), self._names.get(waiting or "", frozenset()))

    def _begins(self, words: list[str], named: frozenset[str]) -> bool:
        return self._yes.begins(words, named) or self._no.begins(words)

    def names(self, message: str, waiting: str | None) -> bool:
        """Whether the message calls the action that waits by its name: "OK then, the refund please"."""
        return self._own_name.get(waiting or "") in _words(message)


def _words(message: str) -> list[str]:
    return re.sub(r"[^\w\s]", "", message.lower()).split()
