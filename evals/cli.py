"""`evals run` and `evals retrieval` from the shell. Exit codes: 0 pass, 1 fail, 2 inconclusive, 3 it could not run."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from evals import forking, gates, lock
from evals.cases import DEV, Slice, load
from evals.comparison.command import BASELINE
from evals.errors import CannotRun
from evals.gates import Decision
from evals.runner import WORKERS

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
    out: Annotated[Path | None, typer.Option(help="Write report.json, .md, .html and junit.xml here.")] = None,
    baseline: Annotated[Path | None, typer.Option(help="A report.json to compare with.  [evals/baseline.json]")] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Cases played at once; without a model, at most one a core.")
    ] = WORKERS,
    trials: Annotated[int, typer.Option(min=1, help="Times a model plays each case.")] = 1,
) -> None:
    """Play every case through the production turn in process, judge it, and hold the figures against the gates.

    With --slice or --case the gates are left alone: every selected case has to pass. With --out, a run that was
    interrupted goes on where it was when nothing has changed since.
    """
    loaded = load(cases)
    forking.begin()
    from evals import suite  # loads the model's libraries: not for --help

    chosen = suite.select(loaded, slice_name, case or [])
    asked = suite.Asked(cases, docs, gates_file, baseline, out, workers, trials)
    raise typer.Exit(CODES[suite.run(chosen, asked, Console())])


@cli.command()
def compare(
    before: Annotated[Path, typer.Argument(help="A report.json.")],
    after: Annotated[Path, typer.Argument(help="Another, on the same cases.")],
    common: Annotated[bool, typer.Option("--common", help="Compare what both have, where the cases differ.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the comparison here, as JSON.")] = None,
) -> None:
    """Two runs case by case: won, lost and tied by family and slice, and which cases flipped."""
    from evals.comparison import command

    command.run(before, after, common=common, json_file=json_file, console=Console())


@cli.command()
def baseline(
    report: Annotated[Path, typer.Argument(help="The report.json of the run that later ones are held against.")],
    file: Annotated[Path, typer.Option(help="Where it is kept.")] = BASELINE,
) -> None:
    """Keep a run as the baseline of the next ones."""
    from evals.comparison import command

    command.keep(report, file, Console())


@cli.command()
def vary(
    base: Annotated[str, typer.Argument(help="A variant of evals/variants/variants.yaml.")],
    variant: Annotated[str, typer.Argument(help="Another, one thing apart.")],
    cases: Annotated[Path, typer.Option(help="Folder of case files.")] = DEV,
    docs: Annotated[Path, typer.Option(help="Folder of documents to answer from.")] = SAMPLE_DOCS,
    out: Annotated[Path | None, typer.Option(help="Write both reports here, a folder each.")] = None,
    workers: Annotated[
        int, typer.Option(min=1, help="Cases played at once; without a model, at most one a core.")
    ] = WORKERS,
) -> None:
    """Play two variants on the same cases and compare them. Refuses unless exactly one thing varies."""
    from evals.variants import command

    command.vary((base, variant), load(cases), cases, docs, workers, out, Console())


@cli.command()
def mutate(
    only: Annotated[list[str] | None, typer.Option(help="Only this mutation; may be repeated.")] = None,
    cases: Annotated[Path, typer.Option(help="Folder of case files.")] = DEV,
    docs: Annotated[Path, typer.Option(help="Folder of documents to answer from.")] = SAMPLE_DOCS,
    workers: Annotated[
        int, typer.Option(min=1, help="Cases played at once; without a model, at most one a core.")
    ] = WORKERS,
) -> None:
    """Break the copilot on purpose, one thing at a time, and show which figure sees it. Exit 1 when one goes unseen."""
    from evals.variants import command

    unseen = command.mutate(load(cases), cases, docs, workers, only or [], Console())
    raise typer.Exit(1 if unseen else 0)


@cli.command()
def trivial(
    cases: Annotated[Path, typer.Option(help="Folder of case files.")] = DEV,
    gates_file: Annotated[Path, typer.Option("--gates", help="The gates.")] = gates.DEFAULT,
) -> None:
    """Let agents play whose worth is known: labels replayed have to be right everywhere, useless ones have to FAIL.

    Exit 1 when one does not end as it should.
    """
    from evals.agents import exam
    from tools.catalogue import discover

    catalogue = {name: tool.effect for name, tool in discover("tools").tools.items()}
    found = exam.examine(load(cases), gates.read(gates_file), catalogue)
    exam.show(found, Console())
    raise typer.Exit(0 if all(one.as_it_should_be for one in found) else 1)


@cli.command(name="lock")
def lock_rulers(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 when a ruler changed.")] = False,
    cases: Annotated[Path, typer.Option(help="Folder of case files.")] = DEV,
    gates_file: Annotated[Path, typer.Option("--gates", help="The gates.")] = gates.DEFAULT,
    file: Annotated[Path, typer.Option(help="The lock.")] = lock.DEFAULT,
) -> None:
    """Lock cases, gates, metrics, prompts and rules as they are, so that every later run says which of them changed."""
    raise typer.Exit(lock.command(cases, gates_file, file, Console(), check=check))


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


def main() -> None:
    """Run the command; what it cannot run on is said without a traceback."""
    try:
        cli()
    except Exception as error:
        said = _reason(error)
        if said is None:
            raise
        Console(stderr=True, soft_wrap=True, highlight=False).print(f"Could not run: {said}", markup=False)
        sys.exit(COULD_NOT_RUN)


def _reason(error: Exception) -> str | None:
    """Why it could not run; None for what nobody foresaw, which keeps its traceback."""
    if isinstance(error, CannotRun):
        return str(error)
    from copilot.commands.failure import explain  # loads what it explains: not for --help

    failure = explain(error)
    return failure.text.removeprefix("Error: ") if failure else None
