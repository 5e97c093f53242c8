"""What the templates ask of the plain values: groups, and numbers as people read them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Plain = Mapping[str, Any]
_GRAVEST = ("FAIL", "INCONCLUSIVE", "PASS")  # decisions, in the order a reader looks for them


def view(report: Plain) -> dict[str, Any]:
    """What both pages show beyond the values themselves."""
    failing = [case for case in report["cases"] if case["verdict"] == "fail"]
    since = report["since"]
    lost = {flip["id"] for flip in since["flipped"] if flip["after"] == "fail"} if since else set()
    return {
        "failing": failing,
        "newly": [case for case in failing if case["id"] in lost],
        "fixed": [flip["id"] for flip in since["flipped"] if flip["after"] == "pass"] if since else [],
        "unscored": [case for case in report["cases"] if case["verdict"] == "unscored"],
        "unsteady": [case for case in report["cases"] if len(set(case["trials"])) > 1],
        "by_stage": {stage: [c for c in failing if c["stage"] == stage] for stage in sorted(report["failing_stages"])},
        "gates": sorted(report["gates"], key=lambda row: _GRAVEST.index(row["decision"])),
        "bounds": {row["gate"]["metric"]: bound(row["gate"]) for row in report["gates"]},
        "warnings": [check for check in report["checks"] if not check["blocks"]],
        "blocking": [check for check in report["checks"] if check["blocks"]],
        "shown": [row for row in report["confusion"].items() if _was_named(row[1])],
    }


def bound(gate: Plain) -> float:
    """The number a gate is held against."""
    return float(next(gate[name] for name in ("at_least", "at_most", "never") if name in gate))


def figure(value: float | None) -> str:
    """Three digits, or a dash."""
    return "–" if value is None else f"{value:.3f}"


def interval(ends: Sequence[float] | None) -> str:
    """Both ends."""
    return "–" if ends is None else f"{ends[0]:.3f} – {ends[1]:.3f}"


def signed(value: float) -> str:
    """With its sign."""
    return f"{value:+.3f}"


def name(text: str) -> str:
    """A metric, slice or cell as words."""
    return text.replace("_", " ")


def count(number: float) -> str:
    """Without needless zeros."""
    return f"{number:g}"


def arguments(given: Plain) -> str:
    """A call's arguments in a line, those not given left out."""
    return ", ".join(f"{key}={value}" for key, value in sorted(given.items()) if value not in (None, [], ""))


def cell(text: str) -> str:
    """Text that may stand in a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def percent(value: float) -> str:
    """A coordinate in a bar 100 wide."""
    return f"{100 * value:.2f}"


FILTERS: Mapping[str, Callable[..., str]] = {
    f.__name__: f for f in (figure, interval, signed, name, count, arguments, cell, percent)
}


def _was_named(cells: Mapping[str, int]) -> bool:
    return any(number for cell, number in cells.items() if cell != "rightly_none")
