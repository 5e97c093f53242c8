"""`evals run` and `evals retrieval` from the shell. Exit codes: 0 pass, 1 fail, 2 inconclusive, 3 it could not run."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from evals import display, gates, report
from evals.agents import Agent
from evals.cases import DEV, Case, CasesError, Slice, load
from evals.cases.rot import Library
from evals.errors import CannotRun
from evals.gates import Decision, GatesError
from evals.runner import WORKERS, run
from evals.scoring import Scored

CODES = {Decision.PASS: 0, Decision.FAIL: 1, Decision.INCONCLUSIVE: 2}
COULD_NOT_RUN = 3
SAMPLE_DOCS = Path("sample_docs")
RUBRIC = Path(__file__).parent / "judge" / "rubric.yaml"

cli = typer.Typer(
    help="Cases, metrics and gates: what the copilot gets right, each family apart.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@cli.command(name="run")
def run_suite(
    cases: Annotated[Path, typer.Option(help="Folder of case files.")] = DEV,
    slice_name: Annotated[Slice | None, typer.Option("--slice", help="Only cases of this slice.")] = None,
    case: Annotated[list[str] | None, typer.Option(help="Only this case; may be repeated.")] = None,
    docs: Annotated[Path, typer.Option(help="Folder of documents to answer from.")] = SAMPLE_DOCS,
    gates_file: Annotated[Path, typer.Option("--gates", help="The gates.")] = gates.DEFAULT,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the report here, as JSON.")] = None,
    index: Annotated[Path | None, typer.Option(help="Keep the documents' index here between runs.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Cases played at once.")] = WORKERS,
) -> None:
    """Play every case through the production turn in process, judge it, and hold the figures against the gates.

    With --slice or --case the gates are left alone: every selected case has to pass.
    """
    from evals.house import open_house  # loads the model's libraries: not for --help

    console = Console()
    bounds = gates.read(gates_file)
    chosen, selection = select(load(cases), slice_name, case or [])
    started = time.monotonic()
    with open_house(docs, index, lambda line: console.print(f"[dim]{line}[/]")) as house:
        judged = play(chosen, house.agent, house.library, workers, console)
        result = report.build(house.agent.name, judged, bounds, selection)
    display.show(result, console)
    console.print(f"[dim]{len(chosen)} cases in {time.monotonic() - started:.0f} s[/]")
    if json_file is not None:
        report.write(result, json_file)
    raise typer.Exit(CODES[result.verdict])


@cli.command()
def retrieval(
    corpus: Annotated[Path, typer.Option(help="Documents: JSON lines of {doc_id, title, text}, or a folder of files.")],
    queries: Annotated[Path, typer.Option(help="JSON lines of {id, text, history, gold_doc_ids, answerable, slice}.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the figures here, as JSON.")] = None,
    no_history: Annotated[bool, typer.Option("--no-history", help="Search for the last message alone.")] = False,
    home: Annotated[Path | None, typer.Option(help="Keep index and vectors here between runs.")] = None,
) -> None:
    """Rank any corpus for any labelled queries with the copilot's own search, beside plain baselines.

    Nothing of an installation is read or changed but its choice of embedding model.
    """
    from evals.retrieval import command  # loads the model's libraries: not for --help

    command.run(corpus, queries, json_file, with_history=not no_history, home=home, console=Console())


@cli.command()
def tools(
    cases: Annotated[Path, typer.Option(help="JSON lines of {id, messages, expected_tools: [{name, args}], ...}.")],
    catalogue: Annotated[Path | None, typer.Option(help="The tools there are; else those the labels name.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the report here, as JSON.")] = None,
) -> None:
    """Measure tool calls on any labelled cases: precision, recall, arguments, forbidden calls, silence.

    With COPILOT_LLM the model proposes; without one, the copilot's router does, over tools it was not written for.
    """
    from evals.tool_cases import command  # loads the model's libraries: not for --help

    command.run(cases, catalogue, json_file, Console())


@cli.command()
def label(
    report_file: Annotated[Path | None, typer.Argument(help="A `report.json` of `evals run`.")] = None,
    turn: Annotated[list[str] | None, typer.Option(help="A recorded turn, trn_...; may be repeated.")] = None,
    labels: Annotated[Path, typer.Option(help="Where labels are kept, as YAML.")] = Path("labels.yaml"),
    by: Annotated[str | None, typer.Option(help="Who labels. In a terminal, each failure is asked about.")] = None,
    set_: Annotated[list[str] | None, typer.Option("--set", help="ID=MODE, for scripts; may be repeated.")] = None,
) -> None:
    """Give failed cases or recorded turns a primary failure mode, and say what to fix first.

    Without --by and --set, the rules' proposals are shown and nothing is kept.
    """
    from evals.labels import command

    command.run(report_file, turn or [], labels, by, set_ or [], Console())


@cli.command()
def judge(
    answers: Annotated[Path, typer.Option(help="JSON lines of {id, text, history, contexts, answer, human}.")],
    corpus: Annotated[Path | None, typer.Option(help="Documents that contexts name by id, as JSON lines.")] = None,
    rubric: Annotated[Path, typer.Option(help="What is asked, and what the verdicts mean.")] = RUBRIC,
    limit: Annotated[int | None, typer.Option(min=1, help="Only the first so many answers.")] = None,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write everything here, as JSON.")] = None,
) -> None:
    """Let the configured model judge answers that people have judged, and measure how far they agree.

    Needs COPILOT_LLM. A judge's verdict blocks nothing alone.
    """
    from evals.judge import command

    command.run(answers, corpus, rubric, limit, json_file, Console())


@cli.command()
def review(
    a: Annotated[Path, typer.Argument(help="A `report.json` of `evals run`.")],
    b: Annotated[Path, typer.Argument(help="The other variant's.")],
    by: Annotated[str, typer.Option(help="Who reviews.")],
    rubric: Annotated[Path, typer.Option(help="What to look for.")] = RUBRIC,
    reviews: Annotated[Path, typer.Option(help="Where reviews are kept, as YAML.")] = Path("reviews.yaml"),
    seed: Annotated[int, typer.Option(help="Decides the order of cases and of the two answers.")] = 1,
    set_: Annotated[list[str] | None, typer.Option("--set", help="ID=1, ID=2 or ID=tie, for scripts.")] = None,
) -> None:
    """Compare the answers of two variants, case by case, without knowing which is which."""
    from evals.review import command

    command.run(a, b, rubric, reviews, by, seed, set_ or [], Console())


@cli.command()
def harvest(
    out: Annotated[Path, typer.Option(help="Where drafts are added, as YAML; never among the suite's cases.")],
    verdict: Annotated[Literal["up", "down"] | None, typer.Option(help="Only turns with this feedback.")] = None,
) -> None:
    """Make draft cases of turns that somebody gave feedback on, without what is personal, for review."""
    from evals.harvest import command

    command.run(out, verdict, Console())


def select(cases: Sequence[Case], slice_name: Slice | None, ids: Sequence[str]) -> tuple[list[Case], str | None]:
    """The cases asked for, and what was asked. Raises CannotRun for an id that no case has."""
    if unknown := sorted(set(ids) - {case.id for case in cases}):
        raise CannotRun(f"no case {', '.join(unknown)}")
    chosen = [c for c in cases if (slice_name is None or slice_name in c.slices) and (not ids or c.id in ids)]
    if not chosen:
        raise CannotRun("no case is left by this selection")
    asked = [f"slice {slice_name}"] if slice_name else []
    asked += [f"cases {', '.join(ids)}"] if ids else []
    return chosen, "; ".join(asked) or None


def play(cases: Sequence[Case], agent: Agent, library: Library, workers: int, console: Console) -> tuple[Scored, ...]:
    """All of them, behind a progress bar."""
    columns = (TextColumn("playing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("playing", total=len(cases))
        return run(cases, agent, library, workers=workers, done=lambda _: progress.advance(bar))


def main() -> None:
    """Run the command; what it cannot run on is said without a traceback."""
    try:
        cli()
    except (CannotRun, CasesError, GatesError) as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"Could not run: {error}", markup=False)
        sys.exit(COULD_NOT_RUN)
