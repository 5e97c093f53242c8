"""The report on a terminal: verdict and gates, the four families apart, slices, and what failed where."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.gates import Decision
from evals.metrics import METRICS, Family
from evals.report import AUTHORED, Report, SliceReport
from evals.report.because import because
from evals.scoring import Figure, Scored, Verdict

COLOURS = {Decision.PASS: "green", Decision.FAIL: "red", Decision.INCONCLUSIVE: "yellow"}
SLICE_FIGURES = ("evidence_recall", "tool_recall", "outcome_accuracy", "key_facts")  # one per family, in its order


def show(report: Report, console: Console) -> None:
    """Everything a reader needs to decide and to start looking."""
    for family in Family:
        console.print(_family(family, report))
    console.print(_slices(report))
    _failures(report, console)
    if report.judgements:
        console.print(_gates(report))
    for check in (*report.checks, *report.waits):
        if check.decision is not Decision.PASS:
            kind = "" if check.blocks else " (warns only)"
            console.print(
                f"[{COLOURS[check.decision]}]{check.decision}[/] {check.name}: {check.why}{kind}", highlight=False
            )
    _rulers(report, console)
    counts = ", ".join(f"{report.count(verdict)} {verdict}" for verdict in Verdict)
    colour = COLOURS[report.verdict]
    console.print(f"[bold {colour}]{report.verdict}[/]  {report.agent}: {len(report.cases)} cases, {counts}")
    for line in because(report):
        console.print(f"  {escape(line)}", highlight=False)
    console.print(f"[dim]{AUTHORED}[/]")


def cell(figure: Figure) -> str:
    """A figure in one line: value, interval, and n scored of m."""
    if figure.value is None or figure.interval is None:
        return f"-  ({figure.scored} of {figure.of})"
    low, high = figure.interval.low, figure.interval.high
    return f"{figure.value:.3f} [{low:.2f}, {high:.2f}]  ({figure.scored} of {figure.of})"


def _family(family: Family, report: Report) -> Table:
    table = Table(title=str(family), title_justify="left", title_style="bold", min_width=78)
    for name in ("metric", "value", "interval", "counted", "scored"):
        table.add_column(name, justify="left" if name == "metric" else "right")
    for metric in METRICS:
        if metric.family is family:
            figure = report.figures[metric.name]
            table.add_row(f"{metric.name}{' (error)' if metric.error else ''}", *_columns(figure))
    return table


def _columns(figure: Figure) -> tuple[str, str, str, str]:
    scored = f"{figure.scored} of {figure.of}"
    if figure.value is None or figure.interval is None:
        return "-", "-", "-", scored
    interval = f"{figure.interval.low:.3f} – {figure.interval.high:.3f}"
    return f"{figure.value:.3f}", interval, f"{figure.part:g} / {figure.whole:g}", scored


def _slices(report: Report) -> Table:
    table = Table(title="slices", title_justify="left", title_style="bold")
    for name in ("slice", "passed", *SLICE_FIGURES):
        table.add_column(name, justify="left" if name == "slice" else "right")
    for part in report.slices:
        figures = (_short(part.figures[name]) for name in SLICE_FIGURES)
        table.add_row(str(part.name), _passed(part), *figures, style="dim" if part.too_small else None)
    return table


def _short(figure: Figure) -> str:
    if figure.value is None or figure.interval is None:
        return "-"
    return f"{figure.value:.2f} [{figure.interval.low:.2f}, {figure.interval.high:.2f}] n={figure.scored}"


def _passed(part: SliceReport) -> str:
    unscored = f", {part.unscored} unscored" if part.unscored else ""
    return f"{part.passed} of {part.cases}{unscored}{' (too small)' if part.too_small else ''}"


def _failures(report: Report, console: Console) -> None:
    for stage, cases in report.failures.items():
        console.print(f"[bold]failed first at: {stage}[/] ({len(cases)})")
        for case in cases:
            console.print(f"  {case.case.id}: {escape(_why(case))}", highlight=False)
    for case in report.cases:
        if case.verdict is Verdict.UNSCORED:
            console.print(f"  [yellow]unscored[/] {case.case.id}: {escape(case.cause or '')}", highlight=False)


def _why(case: Scored) -> str:
    return "; ".join(f"{metric.name}: {score.reason}" for metric, score in case.problems)


def _rulers(report: Report, console: Console) -> None:
    if report.around.unlocked:
        files = "; ".join(map(str, report.around.unlocked))
        console.print(f"[yellow]changed since the lock:[/] {escape(files)}", highlight=False)
    if report.since is not None and report.since.rulers:
        console.print(f"[yellow]measured with other {', '.join(report.since.rulers)} than the baseline[/]")


def _gates(report: Report) -> Table:
    table = Table(title="gates", title_justify="left", title_style="bold")
    for name in ("family", "metric", "decision", "why", "more cases"):
        table.add_column(name)
    for judgement in report.judgements:
        colour = COLOURS[judgement.decision]
        more = "" if judgement.more is None else str(judgement.more)
        decision = f"[{colour}]{judgement.decision}[/]"
        table.add_row(str(judgement.gate.family), judgement.gate.metric, decision, judgement.why, more)
    return table
