"""What a figure measures, said before any figure; and everything as JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import files
from evals.intervals import Interval
from evals.scoring import Figure
from evals.tool_cases.figures import Figures, Measured, calls_of

NO_MODEL = (
    "No model is configured. These figures measure the copilot's router and gate, and no model's choice of tools: each "
    "request is matched to the nearest tool by name and description, and arguments are what the words name."
)
MODEL = (
    "A configured model proposed the calls. Should it be a script, or have seen these labels, the figures are "
    "circular: they measure the script and nothing else."
)
GATE = (
    "The gate is a neutral one, for this catalogue has no rules: a proposal becomes a call when its tool is known and "
    "its required arguments are there; a write waits for a confirmation. `proposed` is before the gate, `made` after."
)


@dataclass(frozen=True, slots=True)
class About:
    """What was measured, in what way, and what to keep in mind when reading it."""

    cases: str
    catalogue: str
    proposer: str
    notes: tuple[str, ...]


def notes(found: Measured, *, model: bool, catalogued: bool, tools: int) -> tuple[str, ...]:
    """Everything a reader has to know before believing a figure."""
    cases = [one.case for one in found.played]
    opening = sum(case.whole_conversation and len(case.asked) == 1 and bool(case.calls) for case in cases)
    described = sum(case.by_description for case in cases)
    unlabelled = sum(not case.labels_arguments for case in cases)
    said = [MODEL if model else NO_MODEL, GATE]
    if not catalogued:
        said.append(f"No catalogue was given: the choice is among the {tools} tools that labels name, an easier one.")
    if opening:
        said.append(
            f"{opening} of {len(cases)} cases label a whole conversation and hold one customer message: what would be "
            "called later cannot be proposed from it, which bounds recall."
        )
    if described:
        said.append(f"{described} of {len(cases)} cases have no customer message; their description was read.")
    if unlabelled:
        said.append(
            f"{unlabelled} of {len(cases)} cases lack arguments for some labelled call: unscored for arguments."
        )
    if found.unknown:
        said.append(f"Labelled, but not in the catalogue, so always missed: {', '.join(found.unknown)}.")
    return tuple(said)


def write(found: Measured, about: About, file: Path) -> None:
    """The whole report as JSON. Raises CannotRun."""
    files.write(file, json.dumps(as_json(found, about), indent=2, ensure_ascii=False) + "\n")


def as_json(found: Measured, about: About) -> dict[str, Any]:
    """Plain values; None where nothing could be counted."""
    return {
        "cases_file": about.cases,
        "catalogue_file": about.catalogue,
        "proposer": about.proposer,
        "notes": list(about.notes),
        "cases": len(found.played),
        "unscored": {one.case.id: one.cause for one in found.played if one.cause is not None},
        "figures": _stages(found.overall),
        "slices": {name: _stages(figures) for name, figures in found.slices.items()},
        "kinds": dict(found.kinds),
        "gate": {str(status): count for status, count in sorted(found.decisions.items())},
        "tools": {
            name: {
                "expected": tool.expected,
                "called": tool.called,
                "matched": tool.matched,
                "precision": _rate(tool.matched, tool.called, tool.precision),
                "recall": _rate(tool.matched, tool.expected, tool.recall),
            }
            for name, tool in found.tools.items()
        },
        "confusion": [
            {"expected": expected, "called": called, "count": count}
            for (expected, called), count in found.confusion.items()
        ],
        "per_case": [
            {
                "id": one.case.id,
                "expected": [{"tool": call.tool, "arguments": call.arguments} for call in one.case.calls],
                "proposed": [
                    {"tool": call.tool, "arguments": call.arguments, "gate": str(status)}
                    for call, status in calls_of(one)
                ],
            }
            for one in found.played
        ],
    }


def _stages(figures: Figures) -> dict[str, dict[str, Any]]:
    return {stage: {name: plain(one) for name, one in by_name.items()} for stage, by_name in figures.items()}


def plain(figure: Figure) -> dict[str, Any]:
    """One figure: its value, interval, what was counted, and how many of how many cases were scored."""
    counted: Mapping[str, Any] = {"part": figure.part, "whole": figure.whole}
    unscored = {"unscored": dict(figure.causes)} if figure.causes else {}
    value = {"value": figure.value, "interval": _ends(figure.interval)}
    return {**value, **counted, "scored": figure.scored, "of": figure.of, **unscored}


def _rate(part: int, whole: int, interval: Interval | None) -> dict[str, Any]:
    return {"value": part / whole if whole else None, "interval": _ends(interval)}


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
