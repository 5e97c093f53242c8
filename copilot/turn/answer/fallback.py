"""When a model's words cannot be used: the composer's answer, with the reason on record."""

from collections.abc import Sequence
from dataclasses import replace

from copilot.turn.answer.draft import CallTool, GeneratedAnswer, Generator, GeneratorInput
from copilot.turn.trace import CallRecord, EvidenceRecord


def fall_back(
    composer: Generator,
    given: GeneratorInput,
    call_tool: CallTool,
    *,
    reason: str,
    problems: Sequence[str],
    attempts: int,
    calls: Sequence[CallRecord],
    evidence: Sequence[EvidenceRecord],
) -> GeneratedAnswer:
    """The composer's answer. It sees what the model's calls did and brought: an action that ran is told, whoever asked.

    `problems` are those of drafts that were not served; `attempts` counts them.
    """
    grown = replace(given, results=(*given.results, *calls), evidence=(*given.evidence, *evidence))
    composed = composer.generate(grown, call_tool)
    answer = composed.answer.model_copy(
        update={"fallback": reason, "problems": (*problems, *composed.answer.problems), "attempts": attempts + 1}
    )
    return GeneratedAnswer(answer, (*calls, *composed.calls), (*evidence, *composed.evidence))
