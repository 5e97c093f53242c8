"""`evals judge`: reads, judges behind a progress bar, shows, writes."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from copilot.settings import CopilotSettings
from evals import files
from evals.agreement import Agreement
from evals.errors import CannotRun
from evals.intervals import Interval
from evals.judge import rubric as rubrics
from evals.judge.judging import Judge
from evals.judge.measure import Measured, measure
from evals.judge.records import read_answers
from evals.models import configured

NEVER_ALONE = (
    "A judge's verdict blocks nothing alone: no gate reads it. What it is worth is its agreement with people, below, "
    "on answers like these and with this rubric and model."
)
WORKERS = 4  # requests to the model at once


def run(
    answers_file: Path,
    corpus: Path | None,
    rubric_file: Path,
    limit: int | None,
    json_file: Path | None,
    console: Console,
) -> None:
    """The whole command. Raises CannotRun: for no model before anything is read, for one that judged nothing last."""
    judge = Judge(configured(CopilotSettings().language_model), rubrics.read(rubric_file))
    people = judge.rubric.people
    answers = read_answers(answers_file, corpus)[:limit]
    if not any(answer.word(people) for answer in answers):
        raise CannotRun(f"{answers_file}: no answer has human.{people.score}, which the rubric names.")
    columns = (TextColumn("judging"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("judging", total=len(answers))
        found = measure(answers, judge, people, WORKERS, lambda: progress.advance(bar))
    show(found, judge, console)
    if json_file is not None:
        files.write(json_file, json.dumps(as_json(found, judge), indent=2, ensure_ascii=False) + "\n")
    if not found.with_people.n:
        raise CannotRun(f"no answer was judged: {', '.join(found.unscored)}. See COPILOT_LLM and COPILOT_LLM_BASE_URL.")


def show(found: Measured, judge: Judge, console: Console) -> None:
    """The warning, then the agreement, then what it is to be compared with."""
    scored = found.with_people.n
    lines = [
        f"judge: {judge.model.name}, rubric: {judge.rubric.name}",
        NEVER_ALONE,
        f"scored {scored} of {len(found.given)}" + "".join(f", {n} {cause}" for cause, n in found.unscored.items()),
        f"judge and people: {found.with_people}",
        f'always saying "{found.commonest}" would be the same in {found.always:.3f}',
        f"two people on the same answer: {found.among_people}",
        *(f"people {people}, judge {word}: {count}" for (people, word), count in found.table.items()),
    ]
    if found.unlabelled:
        lines.append(f"{found.unlabelled} answers without human.{judge.rubric.people.score} were left out")
    for line in lines:
        console.print(escape(line), highlight=False)


def as_json(found: Measured, judge: Judge) -> dict[str, Any]:
    """Plain values; None where nothing could be counted."""
    return {
        "judge": judge.model.name,
        "rubric": judge.rubric.model_dump(mode="json"),
        "note": NEVER_ALONE,
        "scored": found.with_people.n,
        "of": len(found.given),
        "unscored": dict(found.unscored),
        "agreement": plain(found.with_people),
        "always": {"verdict": found.commonest, "accuracy": found.always},
        "among_people": plain(found.among_people),
        "table": [{"people": people, "judge": word, "count": n} for (people, word), n in found.table.items()],
        "answers": [
            {
                "id": one.id,
                "people": one.people,
                "judge": one.verdict.verdict if one.verdict else None,
                "reason": one.verdict.reason if one.verdict else None,
                "cause": one.cause,
            }
            for one in found.given
        ],
    }


def plain(found: Agreement) -> dict[str, Any]:
    """Accuracy, kappa and their intervals."""
    return {
        "n": found.n,
        "accuracy": found.share,
        "accuracy_interval": _ends(found.share_interval),
        "kappa": found.kappa,
        "kappa_interval": _ends(found.kappa_interval),
    }


def _ends(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
