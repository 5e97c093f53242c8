"""answer: evidence + results + fixed sentences -> the answer, its citations, and what it asks for."""

from dataclasses import dataclass, replace

from copilot.reasons import Readable
from copilot.turn.act import Acted
from copilot.turn.answer.draft import CallTool, GeneratedAnswer, Generator, GeneratorInput
from copilot.turn.answer.notices import Notices, model_notices, notices
from copilot.turn.answer.phrases import Phrases
from copilot.turn.answerable import NOT_KEPT
from copilot.turn.conclude import conclude
from copilot.turn.outcome import Outcome
from copilot.turn.trace import AnswerRecord, CallRecord, EvidenceRecord
from copilot.understanding.meaning import Understanding

TEMPLATE = "template"  # the generator's name when only fixed sentences were said


@dataclass(frozen=True, slots=True)
class Spoken:
    """The finished answer and how the turn ended."""

    answer: AnswerRecord
    outcome: Outcome
    calls: tuple[CallRecord, ...]
    evidence: tuple[EvidenceRecord, ...]
    asked_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The answer step: a generator for what the evidence says, fixed sentences for what the gate decided.

    `quoting` words what is only near: the evidence's own sentences, for a model would make an answer of them.
    """

    generator: Generator
    quoting: Generator
    phrases: Phrases
    customers_may_read: Readable

    def speak(
        self,
        given: GeneratorInput,
        acted: Acted,
        understanding: Understanding,
        call_tool: CallTool,
        not_covered: str | None,
    ) -> Spoken:
        """`not_covered` is the sentence for a language the shop does not speak: then nothing else is said."""
        given = replace(given, customers_may_read=self.customers_may_read)
        generated = self._generate(given, call_tool)
        said = notices(acted, given, self.phrases, generated.calls)
        model_notices(generated.calls, self.phrases, said)
        if NOT_KEPT in understanding.wants:
            said.say(self.phrases.not_kept)
        courtesy = not_covered or self._courtesy(understanding, acted)
        answer = self._join(generated.answer, said, None if generated.answer.text or said.lines else courtesy)
        if given.doubtful and not (said.lines or courtesy):
            answer = self._nearest(given, call_tool) or answer
        if understanding.escalation and understanding.escalation.say:
            answer = answer.model_copy(update={"text": f"{understanding.escalation.say}\n{answer.text}"})
        calls = (*acted.calls, *generated.calls)
        outcome = conclude(
            calls,
            asked=bool(said.asked_for) or acted.confirmation_gone,
            refused=said.refused,
            said_something=bool(generated.answer.text) or (courtesy is not None and not_covered is None),
        )
        return Spoken(answer, outcome, calls, (*given.evidence, *generated.evidence), tuple(said.asked_for))

    def _generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:
        """Nothing to go on, nothing generated: a model is not asked to answer from nothing."""
        if given.doubtful or not given.evidence or not (given.parts or given.results):
            return GeneratedAnswer(AnswerRecord(text="", citations=(), generator=TEMPLATE))
        return self.generator.generate(given, call_tool)

    def _nearest(self, given: GeneratorInput, call_tool: CallTool) -> AnswerRecord | None:
        """What is near, said to be no more than that; None where no sentence of it may be said."""
        near = self.quoting.generate(given, call_tool).answer
        return near.model_copy(update={"text": f"{self.phrases.nearest}\n{near.text}"}) if near.text else None

    def _join(self, generated: AnswerRecord, said: Notices, courtesy: str | None) -> AnswerRecord:
        lines = [line for line in (generated.text, *said.lines, courtesy) if line]
        citations = tuple(dict.fromkeys((*generated.citations, *said.citations)))
        return generated.model_copy(update={"text": "\n".join(lines) or self.phrases.abstained, "citations": citations})

    def _courtesy(self, understanding: Understanding, acted: Acted) -> str | None:
        if acted.declined:
            return self.phrases.declined
        for name, phrase in (("thanks", self.phrases.thanks), ("greeting", self.phrases.greeting)):
            if understanding.wants == {name}:
                return phrase
        return None
