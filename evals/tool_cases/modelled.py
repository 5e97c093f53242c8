"""A configured chat model as the one that proposes: it is shown the catalogue and the conversation, and no label."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from copilot.turn.answer.deadline import within
from evals.models import Model
from evals.tool_cases.catalogue import Tools
from evals.tool_cases.gate import Proposal
from evals.tool_cases.records import ASSISTANT, Message

INSTRUCTION = (
    "You are a customer support assistant. Call the tools that the customer's last message needs, with arguments "
    "that the conversation states. Never make an argument up. Where no tool is needed, call none and answer briefly."
)


class ModelProposes:
    """One request a customer message; what it calls is taken as proposed, whatever the text beside it says."""

    def __init__(self, model: Model, tools: Tools) -> None:
        self.name = model.name
        self._model = model.chat.bind_tools([tool.schema for tool in tools.values()])
        self._seconds = model.seconds

    def propose(self, conversation: Sequence[Message]) -> tuple[Proposal, ...]:
        """Its calls; a malformed one keeps its name and is a call. Raises what the model's client raises."""
        messages = [SystemMessage(INSTRUCTION), *(_spoken(one) for one in conversation if one.content.strip())]
        reply = within(self._seconds, lambda: self._model.invoke(messages))
        read = [Proposal(call["name"], call["args"], by_model=True) for call in reply.tool_calls]
        broken = [Proposal(call["name"] or "", None, by_model=True) for call in reply.invalid_tool_calls]
        return (*read, *broken)


def _spoken(message: Message) -> BaseMessage:
    """Tools' own lines become words of the assistant: their calls are not known here."""
    if message.from_customer:
        return HumanMessage(message.content)
    if message.role.lower() == ASSISTANT:
        return AIMessage(message.content)
    return AIMessage(f"({message.role}) {message.content}")
