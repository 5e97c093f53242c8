"""Text that instructs the assistant has no place among policies: retrieved text must never steer behaviour."""

import re
from collections.abc import Iterator

from ingestion.document import Notice

_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:all |any |the |your |these |those )*"
    r"(?:previous |prior |above |earlier |other )?(?:instructions?|rules|guidelines|prompts?)\b"
    r"|\bsystem prompt\b|\bdeveloper mode\b|\bjailbreak\b|<\|?(?:im_start|system|assistant)\|?>"
    r"|\byou are (?:now )?(?:an? |the )?(?:\w+ ){0,3}(?:ai|assistant|chatbot|language model|bot)\b"
    r"|\bas an ai\b|\b(?:assistant|chatbot|bot|copilot) (?:must|should|shall|will|may only|never|always)\b"
    r"|\b(?:respond|reply|answer) (?:only|always|never|in the style|with the words|exactly)\b"
    r"|\b(?:act|behave|pretend) (?:as if you|to be|as an? (?:ai|assistant))\b",
    re.IGNORECASE,
)
_SHOWN = 80  # characters of the sentence that a notice repeats


def instructions(text: str, source: str) -> Iterator[Notice]:
    """A notice for each line that reads like an instruction to the assistant. The text is served all the same."""
    for number, line in enumerate(text.split("\n"), 1):
        if match := _INSTRUCTION.search(line):
            start = max(0, match.start() - 20)
            yield Notice(
                source,
                f"line {number}",
                f"reads like an instruction to the assistant: “{line[start : start + _SHOWN].strip()}”",
            )
