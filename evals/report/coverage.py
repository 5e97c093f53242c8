"""The coverage map: passages that no gold label stands in, and rules that never stood in anybody's way.

Settled first:
- A passage is a chunk that serves. It is touched when a gold quote, required or not, stands in it.
- A rule is touched when it is a reason of a decision on a tool that the turn required, or of a call that was tried:
  every other decision is made in every turn, whatever the case is about. Permits leave no mark and are not mapped.
- A quote cut in two by chunking touches neither half; the label is then a miss in context recall too.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.cases.schema import Gold
from evals.report.surroundings import Clause, Surroundings
from evals.scoring import Scored
from evals.text import same_words


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of how much is touched, and the rest by name."""

    clauses: int
    untouched_clauses: tuple[str, ...]
    rules: int
    untouched_rules: tuple[str, ...]


def coverage(cases: Sequence[Scored], around: Surroundings) -> Coverage:
    """Over every case, judged or not: a rotten label still says what the case is about."""
    golds = [gold for case in cases for gold in case.case.gold]
    said = {(source.doc_id, source.version, same_words(source.quote)) for gold in golds for source in _of(gold)}
    spoken = set(_rules(cases))
    clauses = [clause for clause in around.clauses if not _touched(clause, said)]
    rules = [rule for rule in around.rules if rule not in spoken]
    named = tuple(dict.fromkeys(str(clause) for clause in clauses))
    return Coverage(len(around.clauses), named, len(around.rules), tuple(rules))


def _of(gold: Gold) -> Iterable[Gold]:
    return (gold.model_copy(update=source.model_dump()) for source in gold.sources)


def _touched(clause: Clause, said: Iterable[tuple[str, str | None, str]]) -> bool:
    words = same_words(clause.text)
    return any(
        doc == clause.doc_id and version in (None, clause.version) and quote in words for doc, version, quote in said
    )


def _rules(cases: Iterable[Scored]) -> Iterable[str]:
    for trace in (trace for case in cases for trace in case.traces if trace is not None):
        for decision in trace.decisions:
            if decision.required:
                yield from (reason.rule_id for reason in decision.reasons)
        for call in trace.calls:
            yield from (reason.rule_id for reason in call.reasons)
