"""The eight ways in which an answer fails, how bad each is, and where to look first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Mode(StrEnum):
    """The primary reason: what would have had to be right for the rest to be."""

    MISSING_KNOWLEDGE = "missing_knowledge"
    WRONG_RETRIEVAL = "wrong_retrieval"
    NOISY_CONTEXT = "noisy_context"
    MISSING_TOOL_USE = "missing_tool_use"
    FORMAT = "format"
    POLICY_OR_TONE = "policy_or_tone"
    REASONING = "reasoning"
    SHOULD_HAVE_DECLINED = "should_have_abstained_or_escalated"


@dataclass(frozen=True, slots=True)
class About:
    """`severity`: 1 the customer is bothered, 2 is not helped, 3 is misled, or something is done that must not be."""

    means: str
    severity: int
    look: str


MODES: Mapping[Mode, About] = MappingProxyType(
    {
        Mode.MISSING_KNOWLEDGE: About("no document says it", 2, "write the policy; see `ingestion plan`"),
        Mode.WRONG_RETRIEVAL: About("a document says it, and search did not find it", 2, "`evals retrieval`; links"),
        Mode.NOISY_CONTEXT: About("found, and lost among other text", 2, "copilot/turn/assemble.py; chunking"),
        Mode.MISSING_TOOL_USE: About("a tool had to be called and was not", 2, "intents.yaml; `require` rules"),
        Mode.FORMAT: About("right, in the wrong form: citations, layout, language", 1, "copilot/prompts; answer/"),
        Mode.POLICY_OR_TONE: About("against a rule of the house, or said badly", 3, "tools/*/rules.cedar; phrases"),
        Mode.REASONING: About("all of it was there, and the conclusion is wrong", 3, "answer/validation; the model"),
        Mode.SHOULD_HAVE_DECLINED: About("answered or acted where it had to decline", 3, "answerable.py; risks.yaml"),
    }
)
