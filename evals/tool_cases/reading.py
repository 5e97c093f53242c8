"""No model: which tools a message is nearest to, and the arguments that its words name.

The classes are the catalogue's tools, by examples made of their names and descriptions, beside the copilot's own
intents that call nothing. Requests are cut and masked as a turn of the copilot does it, and as there a class counts
from the same probability on. A turn's classifier is trained on exemplars; a catalogue has too few, so nearness decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from copilot.understanding.intents import Embeds
from copilot.understanding.parts import split_requests
from copilot.understanding.slots import SlotReader
from copilot.understanding.wants import WANTED
from copilot.understanding.words import HOUSE
from evals.tool_cases.catalogue import CatalogueTool, Tools
from evals.tool_cases.gate import Proposal
from evals.tool_cases.nearest import NearestReader
from evals.tool_cases.records import Message

NAME = "the copilot's router, without a model"
SILENT = ("policy_question", "out_of_scope", "greeting", "thanks")  # intents that need no tool
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_VERSION = re.compile(r"[_-]\d+$")  # "close_bank_account_7392": a number that means nothing


class NearestTools:
    """Proposes, for each request of the last message, the tool that it is nearest to; nothing where that is none."""

    name = NAME

    def __init__(self, tools: Tools, embedder: Embeds, today: date) -> None:
        intents = HOUSE.load("intents")
        exemplars = {name: _exemplars(tool) for name, tool in tools.items()}
        silent = {f"({name})": intents[name] for name in SILENT}
        self._tools, self._embedder, self._today = tools, embedder, today
        self._reader = NearestReader(embedder, exemplars | silent)
        self._slots = SlotReader()

    def propose(self, conversation: Sequence[Message]) -> tuple[Proposal, ...]:
        """One proposal a request at most, each tool once."""
        message = conversation[-1].content
        said = "\n".join(one.content for one in conversation if one.from_customer)
        asks = [self._slots.masked(request.ask) for request in split_requests(message)]
        nearest = (self._reader.read(vector) for vector in self._embedder.embed(asks))
        names = dict.fromkeys(intent.name for intent in nearest if intent.probability >= WANTED)
        return tuple(
            Proposal(name, self._arguments(self._tools[name], message, said)) for name in names if name in self._tools
        )

    def _arguments(self, tool: CatalogueTool, message: str, said: str) -> Mapping[str, object]:
        """What this message names, else what an earlier one did."""
        names = [argument.name for argument in tool.arguments]
        slots = self._slots.read(said, self._today).values | self._slots.read(message, self._today).values
        return dict(named_values(names, said)) | {name: slots[name] for name in names if name in slots}


def named_values(names: Sequence[str], text: str) -> Iterator[tuple[str, str]]:
    """Arguments that the text introduces by their own name: "Order ID: 3348917502" is `order_id`; the last wins."""
    for name in names:
        words = r"[\s_-]*".join(map(re.escape, _words(name).split()))
        for match in re.finditer(rf"\b{words}\b\s*(?:is|:|=|#)+\s*([^\s,;]+)", text, re.IGNORECASE):
            yield name, match.group(1).rstrip(".!?")


def _exemplars(tool: CatalogueTool) -> list[str]:
    """Its name in words, the first sentence of its description, and both."""
    words, first = _words(tool.name), _SENTENCE.split(tool.description.strip())[0]
    return list(dict.fromkeys(text for text in (words, first, f"{words}: {first}" if first else "") if text))


def _words(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", _VERSION.sub("", name))
    return re.sub(r"[_\-.]+", " ", spaced).strip().lower()
