"""The language model's way to an answer: generate, call tools, validate, repair once, else fall back.

**Nothing of a draft is streamed.** A token can be shown only once the sentence it belongs to has been validated, and a
sentence only once the answer has: the model may contradict itself, call a tool or be cut off further on. So the model
is asked for whole replies, and what the client sees as a stream is the validated answer, sent in pieces.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from langchain_core.messages import AIMessage, BaseMessage

from copilot.turn.answer.deadline import within
from copilot.turn.answer.draft import CallTool, Draft, GeneratedAnswer, Generator, GeneratorInput
from copilot.turn.answer.fallback import fall_back
from copilot.turn.answer.prompt import Prompt
from copilot.turn.answer.reply import Reply, UnreadableReplyError, draft_of, read_reply
from copilot.turn.answer.toolbox import Toolbox, ToolOffer, TooManyCallsError
from copilot.turn.answer.validation import Kind, Problem, validate
from copilot.turn.trace import AnswerRecord

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_REQUESTS = 6  # to the model per answer: tool rounds, a draft and its repair together
MOST_DRAFTS = 2  # the first and its repair

Check: TypeAlias = Callable[[Draft, GeneratorInput], tuple[Problem, ...]]

logger = logging.getLogger(__name__)


class GaveUpError(Exception):
    """The loop ended without an answer; the message is the reason on record."""


class UnanswerableError(Exception):
    """The model says that the evidence holds no answer: a finding, not a failure."""


@dataclass
class _Attempt:
    """What one run of the loop has gathered, whatever its end."""

    given: GeneratorInput
    toolbox: Toolbox
    ends: float  # on the injected clock, seconds
    drafts: int = 0
    problems: list[str] = field(default_factory=list)

    def grown(self) -> GeneratorInput:
        """The input with the calls and evidence that were added since."""
        return replace(
            self.given,
            results=(*self.given.results, *self.toolbox.calls),
            evidence=(*self.given.evidence, *self.toolbox.evidence),
        )


class LanguageModelGenerator:
    """Answers with a LangChain chat model; every failure of it ends in `composer`'s answer.

    `seconds` bounds the model's part of one answer: all requests with their retries. Tools are the desk's and run on
    the caller's thread, since the turn's database sessions live there.
    """

    def __init__(
        self,
        chat: "BaseChatModel",
        name: str,
        tools: Iterable[ToolOffer],
        composer: Generator,
        *,
        prompt: Prompt,
        seconds: float = 45.0,
        clock: Callable[[], float] = time.monotonic,
        check: Check = validate,
    ) -> None:
        """`check` is what must hold of a draft; evals measure what it is worth by leaving it out."""
        self.name = name
        self.prompt = prompt
        self._chat = chat
        self._tools = {tool.name: tool for tool in tools}
        self.composer = composer
        self._check = check
        self._seconds = seconds
        self._clock = clock

    def generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:
        """The model's validated answer, or the composer's with `fallback` and `problems` saying why.

        Where the model finds no answer, none is composed from what it read: only records are told, or nothing.
        """
        attempt = _Attempt(given, Toolbox(self._tools, given, call_tool), self._clock() + self._seconds)
        try:
            draft = self._loop(attempt)
        except UnanswerableError as finding:
            return self._unanswered(attempt, call_tool, str(finding))
        except (GaveUpError, TooManyCallsError) as reason:
            return self._fall_back(attempt, call_tool, str(reason))
        except Exception as error:  # the model's client or server: each provider raises its own
            logger.exception("the language model failed")
            return self._fall_back(attempt, call_tool, _named(error))
        answer = AnswerRecord(
            text=draft.text,
            citations=draft.citations,
            generator=self.name,
            problems=tuple(attempt.problems),
            attempts=attempt.drafts,
        )
        return GeneratedAnswer(answer, tuple(attempt.toolbox.calls), tuple(attempt.toolbox.evidence))

    def _loop(self, attempt: _Attempt) -> Draft:
        messages = self.prompt.messages(attempt.given)
        for _ in range(MOST_REQUESTS):
            reply = self._ask(messages, attempt)
            messages.append(reply)
            if reply.tool_calls or reply.invalid_tool_calls:
                messages.extend(attempt.toolbox.answer(reply))
                continue
            draft, problems = _read(reply, attempt.grown(), self._check)
            attempt.drafts += 1
            if draft is not None and not problems:
                return draft
            attempt.problems.extend(map(str, problems))
            if attempt.drafts == MOST_DRAFTS:
                raise GaveUpError("the repaired answer did not validate either")
            messages.append(self.prompt.correction(problems))
        raise GaveUpError(f"no answer within {MOST_REQUESTS} requests")

    def _ask(self, messages: list[BaseMessage], attempt: _Attempt) -> AIMessage:
        offered = attempt.toolbox.offered()
        model = self._chat.bind_tools(offered) if offered else self._chat
        reply = within(attempt.ends - self._clock(), lambda: model.invoke(messages))
        if not isinstance(reply, AIMessage):
            raise TypeError(f"the model replied with a {type(reply).__name__}")
        return reply

    def _unanswered(self, attempt: _Attempt, call_tool: CallTool, reason: str) -> GeneratedAnswer:
        """What was looked up or done is told all the same; with no such record the answer is empty."""
        if any(piece.kind == "record" for piece in attempt.grown().evidence):
            attempt.given = replace(attempt.given, parts=())
            return self._fall_back(attempt, call_tool, reason)
        answer = AnswerRecord(
            text="",
            citations=(),
            generator=self.name,
            problems=tuple(attempt.problems),
            attempts=attempt.drafts + 1,
            fallback=reason,
        )
        return GeneratedAnswer(answer, tuple(attempt.toolbox.calls))

    def _fall_back(self, attempt: _Attempt, call_tool: CallTool, reason: str) -> GeneratedAnswer:
        return fall_back(
            self.composer,
            attempt.given,
            call_tool,
            reason=reason,
            problems=attempt.problems,
            attempts=attempt.drafts,
            calls=attempt.toolbox.calls,
            evidence=attempt.toolbox.evidence,
        )


def _named(error: Exception) -> str:
    """The kind of failure and its HTTP status. Not its message: a server may put a key or the question into that."""
    status = getattr(error, "status_code", None)
    return f"{type(error).__name__} ({status})" if status else type(error).__name__


def _read(message: AIMessage, given: GeneratorInput, check: Check) -> tuple[Draft | None, tuple[Problem, ...]]:
    """The draft in a reply and what is wrong with it. A reply that no draft can be read from is one problem."""
    try:
        reply: Reply = read_reply(message.text)
    except UnreadableReplyError as error:
        cut = " (cut off at the length limit)" if message.response_metadata.get("finish_reason") == "length" else ""
        return None, (Problem(Kind.FORM, f"{error}{cut}"),)
    if not reply.answerable:
        raise UnanswerableError("the model found no answer in the evidence")
    draft = draft_of(reply, {piece.id: piece for piece in given.evidence})
    return draft, check(draft, given)
