"""A follow-up in words that stand alone, by a language model where one is configured.

What it writes is searched for and answered, no more: what is wanted, of which record, and whether it may be done is
read from the customer's own words.
"""

import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from langchain_core.messages import HumanMessage, SystemMessage

from copilot.turn.answer.deadline import within
from copilot.turn.answer.validation.reading import MARKERS
from copilot.turn.trace import Trace

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)
_TURNS = 3  # of the conversation that are shown
_LONGEST = 500  # characters of one utterance that are shown, and of a rewritten message that is used
_NUMBER = re.compile(r"\d+")


class Rewrites(Protocol):
    """Puts a message into words that stand alone."""

    def __call__(self, message: str, history: Sequence[Trace], /) -> str | None:
        """None where it cannot; then the joined words have to do."""
        ...


class LanguageModelRewriter:
    """Asks a LangChain chat model once. Whatever it or its server does wrong, the turn goes on without it."""

    def __init__(self, chat: "BaseChatModel", task: str, seconds: float = 8.0) -> None:
        """`task` is what the model is told; `seconds` bounds the whole request, its retries included."""
        self._chat = chat
        self._task = task
        self._seconds = seconds

    def __call__(self, message: str, history: Sequence[Trace]) -> str | None:
        """One line that holds no number which neither message nor conversation has; else None."""
        conversation = "\n".join(_said(trace) for trace in history[-_TURNS:])
        asked = [SystemMessage(self._task), HumanMessage(f"{conversation}\n\nLast message: {message}")]
        try:
            text = within(self._seconds, lambda: self._chat.invoke(asked)).text.strip()
        except Exception as error:  # noqa: BLE001 - the model's client or server: each provider raises its own
            log.warning("A follow-up was not rewritten: %s", type(error).__name__)
            return None
        known = {*_NUMBER.findall(conversation), *_NUMBER.findall(message)}
        if not text or "\n" in text or len(text) > _LONGEST or not known.issuperset(_NUMBER.findall(text)):
            log.warning("A follow-up was not rewritten: the model's words cannot be used")
            return None
        return text


def _said(trace: Trace) -> str:
    answer = MARKERS.sub("", trace.answer.text)
    return f"Customer: {trace.message[:_LONGEST]}\nAssistant: {answer[:_LONGEST]}"
