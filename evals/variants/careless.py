"""A scripted writer that gets every number wrong: what it writes shows whether anybody checks."""

import json
import re
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult

MOST = 3  # pieces of evidence it repeats
_NUMBER = re.compile(r"\d+")
_PIECE = re.compile(r'^\{"id": .*\}$', re.MULTILINE)


class CarelessChat(BaseChatModel):
    """Repeats the first sentences of its evidence with every number one too high. No tool, no network, no chance."""

    @property
    def _llm_type(self) -> str:
        return "careless"

    def bind_tools(self, tools: Any, **_: Any) -> "CarelessChat":  # noqa: ANN401, ARG002
        """It calls none."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002 - the base class's signature
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **_: Any,  # noqa: ANN401
    ) -> ChatResult:
        pieces = [json.loads(line) for line in _PIECE.findall("\n".join(str(m.content) for m in messages))]
        said = [{"text": _wrong(piece["text"]), "evidence": [piece["id"]]} for piece in pieces[:MOST]]
        reply = json.dumps({"answerable": bool(said), "sentences": said})
        return ChatResult(generations=[ChatGeneration(message=AIMessage(reply))])


def _wrong(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return _NUMBER.sub(lambda found: str(int(found[0]) + 1), " ".join(lines) or text)
