"""A small bank that nobody in the house was written for: three tools, and labels as a file holds them."""

from collections.abc import Sequence
from typing import Any

from evals.tool_cases.catalogue import Argument, CatalogueTool
from evals.tool_cases.gate import Proposal
from evals.tool_cases.records import Message, ToolCase

CARD = Argument(name="card_id", required=True)
TOOLS = {
    "block_card": CatalogueTool("block_card", "Block a lost or stolen bank card.", "write", (CARD,)),
    "show_balance": CatalogueTool("show_balance", "Show the balance of an account.", "read"),
    "list_cards": CatalogueTool("list_cards", "List the cards of a customer.", "read", (Argument(name="email"),)),
}


def case(*expected: dict[str, Any], said: str = "My card was stolen, block it", **fields: Any) -> ToolCase:  # noqa: ANN401
    """One labelled case with one customer message."""
    messages = [{"role": "user", "content": said}]
    return ToolCase.model_validate({"id": "one", "messages": messages, "expected_tools": list(expected)} | fields)


class Says:
    """Proposes what a test says, the same for every message, and remembers what it was shown."""

    name = "scripted"

    def __init__(self, *proposals: Proposal) -> None:
        self.proposals = proposals
        self.shown: list[tuple[str, ...]] = []

    def propose(self, conversation: Sequence[Message]) -> tuple[Proposal, ...]:
        self.shown.append(tuple(message.content for message in conversation))
        return self.proposals
