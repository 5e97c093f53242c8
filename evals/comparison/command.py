"""`evals compare` and `evals baseline`: two runs that are on file, or one to keep."""

import json
from pathlib import Path

from rich.console import Console

from evals import files
from evals.comparison import display, plain
from evals.comparison.compare import compare
from evals.comparison.run import Run

BASELINE = Path(__file__).parents[1] / "baseline.json"


def run(before: Path, after: Path, *, common: bool, json_file: Path | None, console: Console) -> None:
    """Compare, show, write. Raises CannotRun."""
    found = compare(Run.read(before), Run.read(after), common=common)
    display.show(found, console)
    if json_file is not None:
        files.write(json_file, json.dumps(plain.as_json(found), indent=2) + "\n")


def keep(report: Path, baseline: Path, console: Console) -> None:
    """Keep a report's comparable part as the baseline. Raises CannotRun."""
    kept = Run.read(report)
    kept.write(baseline)
    console.print(f"{len(kept.cases)} cases of {kept.agent} are the baseline now: {baseline}")
