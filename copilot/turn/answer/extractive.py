"""The default generator: the sentences of the evidence that answer, quoted and cited. Needs no language model."""

from collections.abc import Sequence
from dataclasses import replace

from copilot.turn.answer.citing import cite
from copilot.turn.answer.draft import CallTool, GeneratedAnswer, GeneratorInput
from copilot.turn.answer.regions import RegionNames
from copilot.turn.completing import LEANS_BACK
from copilot.turn.relevance import Relevance
from copilot.turn.relevance import Scored as ScoredPassage
from copilot.turn.trace import AnswerRecord, EvidenceRecord
from ingestion.links.phrases import GRANTS, LIMITED_BY, RESTRICTS
from ingestion.reading import sentences

_FURTHER = 2  # sentences of a part beside the best one with its rule and its exceptions
_MOST_EXCEPTIONS = 2  # exceptions to the best sentence's rule
_NEAR_BEST = 0.4  # how far below the best sentence another of its section may score
_NEAR_BEST_ELSEWHERE = 0.3  # and one of another section: that is oftener another matter
_EXCEPTION_NEAR_BEST = 0.45  # an exception speaks of another thing than the question: it may be farther
_SAYS_THE_SAME = 1.35  # score from which a sentence supports what a record has decided

Scored = ScoredPassage[EvidenceRecord]


class ExtractiveComposer:
    """Answers with the evidence's own sentences: nothing is worded anew, so nothing can be made up."""

    name = "extractive"

    def __init__(self, relevance: Relevance, regions: RegionNames) -> None:
        """`relevance` says how well a sentence answers; `regions`, which ones it speaks of."""
        self._relevance = relevance
        self._regions = regions

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
            ranked = self._ranked(part, given, policies)
            chosen = _support(ranked) if part in decided else _choose(ranked, 0 if given.doubtful else _FURTHER)
            chosen = [scored for scored in chosen if scored.sentence.quote not in used]
            used.update(scored.sentence.quote for scored in chosen)
            lines.extend(_paragraph(chosen))
            citations.extend(cite(scored.evidence, scored.sentence.quote) for scored in chosen)
        return GeneratedAnswer(AnswerRecord(text="\n".join(lines), citations=tuple(citations), generator=self.name))

    def _ranked(self, part: str, given: GeneratorInput, policies: Sequence[EvidenceRecord]) -> list[Scored]:
        """The sentences that may be said to this customer, best first."""
        scored = self._relevance.scored(part, policies)
        asked = f"{given.query} {part}"
        return [
            one
            for one in scored
            if one.sentence.quote not in one.evidence.overruled
            and not self._regions.elsewhere(one.sentence.words, asked, given.region)
        ]


def _choose(ranked: Sequence[Scored], further: int) -> list[Scored]:
    """The best sentence, with the rule it limits before it and the exceptions that limit it after it; then what
    answers nearly as well, at most `further` sentences, of the same section sooner than of another, each after the rule
    that it limits.
    """
    if not ranked:
        return []
    best = ranked[0]
    chosen = [*_rule(best, ranked), *_clause(best), *_exceptions(best, ranked)]
    near = (one for one in ranked[1:] if one.score >= best.score - _reach(one, best) and not _says(chosen, one))
    chosen += [sentence for one in list(near)[:further] for sentence in (*_rule(one, ranked), *_clause(one))]
    return list({(one.evidence.id, one.sentence.quote): one for one in chosen}.values())


def _support(ranked: Sequence[Scored]) -> list[Scored]:
    """The one sentence that says what a record has decided; none where no policy says the same."""
    return [one for one in ranked[:1] if one.score >= _SAYS_THE_SAME]


def _rule(best: Scored, ranked: Sequence[Scored]) -> list[Scored]:
    """The rule that a restricting sentence limits: an exception alone tells half.

    Of several, the first of its own document: the links run in a document's order, and rules come first there.
    """
    if not RESTRICTS.search(best.sentence.words):
        return []
    limits = best.evidence.limits
    rules = [
        one
        for one in ranked
        if one.evidence.id in limits and GRANTS.search(one.sentence.words) and not RESTRICTS.search(one.sentence.words)
    ]
    own = [one for one in rules if one.evidence.doc_id == best.evidence.doc_id]
    return sorted(own or rules, key=lambda one: limits.index(one.evidence.id))[:1]


def _exceptions(best: Scored, ranked: Sequence[Scored]) -> list[Scored]:
    """The sentences that limit what the best one says, of the evidence linked to it as exceptions."""
    limited = LIMITED_BY.search(best.sentence.words)
    limiting = [
        one
        for one in ranked
        if best.evidence.id in one.evidence.limits
        and one.score >= best.score - _EXCEPTION_NEAR_BEST
        and (limited or RESTRICTS.search(one.sentence.words))
    ]
    first = {one.evidence.id: one for one in reversed(limiting)}
    return sorted(first.values(), key=lambda one: -one.score)[:_MOST_EXCEPTIONS]


def _clause(one: Scored) -> list[Scored]:
    """The sentence, after those of its paragraph that it leans on: "It" needs what was said before."""
    if not LEANS_BACK.match(one.sentence.words):
        return [one]
    said = sentences(one.evidence.text, one.evidence.context)
    before = [s for s in said if s.paragraph == one.sentence.paragraph]
    before = before[: before.index(one.sentence)] if one.sentence in before else []
    return [*(replace(one, sentence=sentence) for sentence in before[-1:]), one]


def _reach(one: Scored, best: Scored) -> float:
    same = (one.evidence.doc_id, one.evidence.section) == (best.evidence.doc_id, best.evidence.section)
    return _NEAR_BEST if same else _NEAR_BEST_ELSEWHERE


def _says(chosen: Sequence[Scored], one: Scored) -> bool:
    return any(one.sentence.quote == other.sentence.quote for other in chosen)


def _paragraph(chosen: Sequence[Scored]) -> list[str]:
    text = " ".join(f"{scored.sentence.words} [{scored.evidence.id}]" for scored in chosen)
    return [text] if text else []
