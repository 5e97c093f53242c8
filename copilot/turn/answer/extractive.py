"""The default generator: the sentences of the evidence that answer, quoted and cited. Needs no language model."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copilot.turn.answer.citing import cite
from copilot.turn.answer.draft import CallTool, GeneratedAnswer, GeneratorInput
from copilot.turn.trace import AnswerRecord, EvidenceRecord
from copilot.understanding.meaning import Vectors
from ingestion.reading import Sentence, sentences

_MOST = 3  # sentences per part, apart from a rule's exceptions
_MOST_EXCEPTIONS = 2  # exceptions to the best sentence's rule
_NEAR_BEST = 0.15  # how far below the best sentence the next one may score
_EXCEPTION_NEAR_BEST = 0.35  # an exception speaks of another thing than the question: it may be farther
_SAYS_THE_SAME = 0.55  # score from which a sentence supports what a record has decided
_SHARED_WORDS = 0.25  # weight of the share of the question's words that a sentence holds
_RANK_STEP = 0.02  # what each rank of its evidence costs a sentence
_ILLUSTRATES = 0.25  # what an example costs: it shows a rule at work and is not the rule
_EXAMPLES = re.compile(r"\bexamples?\b", re.IGNORECASE)  # in a heading
_EXAMPLE = re.compile(r"(worked )?example\b|for example\b|situation:", re.IGNORECASE)
_STOP = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by can do does for from has have how i if in is it its may me my of on or our so "
        "that the their they this to was we what when where which who will with would you your",
    )
)


@dataclass(frozen=True, slots=True)
class _Scored:
    score: float
    evidence: EvidenceRecord
    sentence: Sentence
    order: int  # position of the sentence in its evidence


class ExtractiveComposer:
    """Answers with the evidence's own sentences: nothing is worded anew, so nothing can be made up."""

    name = "extractive"

    def __init__(self, vectors: Callable[[Sequence[str]], Vectors]) -> None:
        """`vectors` embeds sentences; one that remembers them (`RememberedVectors`) spares most of the work."""
        self._vectors = vectors

    def generate(self, given: GeneratorInput, call_tool: CallTool) -> GeneratedAnswer:  # noqa: ARG002
        """Records first, in their own words; then, per part, the best rule sentences and their exceptions."""
        readable = [piece for piece in given.evidence if piece.id not in given.agents_only]
        records = [piece for piece in readable if piece.kind == "record"]
        policies = [piece for piece in readable if piece.kind == "policy"]
        lines = [f"{piece.text.strip()} [{piece.id}]" for piece in records]
        citations = [cite(piece, piece.text.strip()) for piece in records]
        used: set[str] = set()
        decided = " ".join(piece.text.strip() for piece in records)
        for part in given.parts:
            choose = self._support if part in decided else self._choose
            chosen = [scored for scored in choose(part, policies) if scored.sentence.quote not in used]
            used.update(scored.sentence.quote for scored in chosen)
            lines.extend(_paragraph(chosen))
            citations.extend(cite(scored.evidence, scored.sentence.quote) for scored in chosen)
        return GeneratedAnswer(AnswerRecord(text="\n".join(lines), citations=tuple(citations), generator=self.name))

    def _choose(self, part: str, policies: Sequence[EvidenceRecord]) -> list[_Scored]:
        """The best sentence with the rule it limits or the exceptions that limit it, then what says nearly as much.

        An exception is never told without its rule: the first one that its section names.
        """
        ranked = sorted(self._score(part, policies), key=lambda scored: -scored.score)
        if not ranked:
            return []
        best = ranked[0]
        tops = _one_each(ranked)
        rule = [scored for scored in tops if scored.evidence.id in best.evidence.limits[:1]]
        exceptions = [
            scored
            for scored in tops
            if best.evidence.id in scored.evidence.limits and scored.score >= best.score - _EXCEPTION_NEAR_BEST
        ]
        near = [scored for scored in ranked[1:] if scored.score >= best.score - _NEAR_BEST]
        chosen = [*rule, best, *exceptions[:_MOST_EXCEPTIONS], *near[: _MOST - 1]]
        return list({id(scored): scored for scored in chosen}.values())

    def _support(self, part: str, policies: Sequence[EvidenceRecord]) -> list[_Scored]:
        """The one sentence that says what a record has decided; none where no policy says the same."""
        best = max(self._score(part, policies), key=lambda scored: scored.score, default=None)
        return [best] if best and best.score >= _SAYS_THE_SAME else []

    def _score(self, part: str, policies: Sequence[EvidenceRecord]) -> list[_Scored]:
        """Cosine of question and sentence, plus the share of the question's words that it or its heading holds."""
        said = [
            (rank, piece, order, sentence)
            for rank, piece in enumerate(policies)
            for order, sentence in enumerate(sentences(piece.text, piece.context))
        ]
        vectors = self._vectors([part, *(sentence.words for *_, sentence in said)])
        asked = _content(part)
        return [
            _Scored(
                float(cosine) + _bonus(asked, piece, sentence) - _RANK_STEP * rank,
                piece,
                sentence,
                order,
            )
            for (rank, piece, order, sentence), cosine in zip(said, vectors[1:] @ vectors[0], strict=True)
        ]


def _bonus(asked: frozenset[str], piece: EvidenceRecord, sentence: Sentence) -> float:
    shared = asked & _content(f"{piece.section} {sentence.words}")
    illustrates = _ILLUSTRATES if _EXAMPLE.match(sentence.words) or _EXAMPLES.search(piece.section or "") else 0.0
    return _SHARED_WORDS * len(shared) / max(1, len(asked)) - illustrates


def _one_each(ranked: Sequence[_Scored]) -> list[_Scored]:
    """The best sentence of each piece of evidence, in order of score."""
    best: dict[str, _Scored] = {}
    for scored in ranked:
        best.setdefault(scored.evidence.id, scored)
    return list(best.values())


def _paragraph(chosen: Sequence[_Scored]) -> list[str]:
    text = " ".join(f"{scored.sentence.words} [{scored.evidence.id}]" for scored in chosen)
    return [text] if text else []


def _content(text: str) -> frozenset[str]:
    """Content words, crudely stemmed: plural and past forms count as the same word."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(re.sub(r"(ing|ed|es|s)$", "", word) if len(word) > 4 else word for word in words) - _STOP
