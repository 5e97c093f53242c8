"""A comparison as plain values, for JSON and the pages."""

from typing import Any

from evals.comparison.compare import Comparison
from evals.comparison.paired import Difference, Flips


def as_json(found: Comparison) -> dict[str, Any]:
    """Everything, rounded."""
    worse = found.worse
    return {
        "before": found.before,
        "after": found.after,
        "cases": found.cases,
        "whole": _flips(found.whole),
        "families": {
            str(f): _flips(flips) | {"p_worse_holm": round(worse[f], 6)} for f, flips in found.families.items()
        },
        "slices": {str(name): _flips(flips) for name, flips in found.slices.items()},
        "metrics": {name: _difference(difference) for name, difference in found.metrics.items()},
        "flipped": [
            {"id": f.id, "before": str(f.before), "after": str(f.after), "families": list(f.families)}
            for f in found.flipped
        ],
        "left_out": list(found.left_out),
        "rulers_changed": list(found.rulers),
    }


def _flips(flips: Flips) -> dict[str, Any]:
    share = flips.share_won
    return {
        "won": flips.won,
        "lost": flips.lost,
        "tied": flips.tied,
        "p_worse": round(flips.p_worse, 6),
        "p_better": round(flips.p_better, 6),
        "share_won": None if share is None else [round(share.low, 6), round(share.high, 6)],
    }


def _difference(found: Difference) -> dict[str, Any]:
    return {
        "before": round(found.before, 6),
        "after": round(found.after, 6),
        "difference": round(found.value, 6),
        "interval": [round(found.interval.low, 6), round(found.interval.high, 6)],
        "pairs": found.pairs,
    }
