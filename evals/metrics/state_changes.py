"""State check: the required changes are in the records, and no other change / cases that were played.

Settled first:
- Every case applies: most must change nothing, and that is judged too.
- A required change takes as many rows as its `count`, each with at least the labelled values; a row satisfies one
  change only. Rows beyond the count are unlisted changes.
- Values compare by type, as arguments do: 6400 is 6400.0, an enum is its text.
- The records' own bookkeeping (audit, confirmations...) is no business change: evals.records leaves it out.
"""

from dataclasses import dataclass

from evals.cases.schema import Change, Rule
from evals.episode import Episode, RowChange
from evals.metrics.arguments import same
from evals.metrics.score import Score, names


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is missing of the required changes, and what changed unasked."""

    missing: tuple[str, ...]
    unlisted: tuple[RowChange, ...]


def score(episode: Episode) -> Score:
    """1 of 1 where the records are exactly as they should be."""
    found = compare(episode)
    wrong = [f"missing {text}" for text in found.missing] + [f"unlisted {row}" for row in found.unlisted]
    return Score(float(not wrong), 1, names(wrong) if wrong else "")


def compare(episode: Episode) -> Comparison:
    """The case's required changes beside the rows that changed."""
    left = list(episode.changes)
    missing = []
    for change in episode.case.changes:
        taken = [i for i, row in enumerate(left) if _is(change, row)][: change.count]
        left = [row for i, row in enumerate(left) if i not in taken]
        if len(taken) < change.count:
            missing.append(f"{change.count - len(taken)} {change.kind} in {change.table} with {change.where}")
    return Comparison(tuple(missing), tuple(left))


def _is(change: Change, row: RowChange) -> bool:
    return (
        change.table == row.table
        and change.kind == row.kind
        and all(
            (wanted is None and row.values.get(name) is None) or same(wanted, row.values.get(name), Rule.EXACT)
            for name, wanted in change.where.items()
        )
    )
