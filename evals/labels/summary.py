"""What the labels come to: what to fix first, and how far the labellers agree."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from evals.agreement import Agreement, agreement, between, settled
from evals.intervals import Interval, wilson
from evals.labels.modes import MODES, Mode
from evals.labels.store import Labels


@dataclass(frozen=True, slots=True)
class Row:
    """One mode: `count` of `of` settled failures, and count times severity, by which the rows are ordered."""

    mode: Mode
    count: int
    of: int

    @property
    def severity(self) -> int:
        """As stated in `evals.labels.modes`."""
        return MODES[self.mode].severity

    @property
    def weight(self) -> int:
        """Count times severity."""
        return self.count * self.severity

    @property
    def interval(self) -> Interval | None:
        """Wilson's, of its share."""
        return wilson(self.count, self.of)


@dataclass(frozen=True, slots=True)
class Summary:
    """`disputed` failures have no mode that more labellers name than any other; they are in no row."""

    rows: tuple[Row, ...]
    settled: int
    disputed: tuple[str, ...]
    agreements: Mapping[tuple[str, str], Agreement]
    with_rules: Agreement  # people's labels and what the rules had proposed


def summarise(labels: Labels) -> Summary:
    """Over all labelled failures, each counted once."""
    said = {key: str(label.mode) for key, label in labels.items()}
    modes = settled(said)
    counts = Counter(Mode(mode) for mode in modes.values() if mode is not None)
    rows = [Row(mode, counts[mode], counts.total()) for mode in Mode if counts[mode]]
    ruled = [(str(label.mode), str(label.proposed)) for label in labels.values() if label.proposed is not None]
    return Summary(
        rows=tuple(sorted(rows, key=lambda row: (-row.weight, row.mode))),
        settled=counts.total(),
        disputed=tuple(name for name, mode in modes.items() if mode is None),
        agreements=between(said),
        with_rules=agreement(ruled),
    )
