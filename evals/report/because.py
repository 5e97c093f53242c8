"""Why the verdict is what it is, in sentences."""

from collections.abc import Iterator

from evals.gates import Decision
from evals.report.value import Report
from evals.scoring import Verdict


def because(report: Report) -> tuple[str, ...]:
    """What failed; where nothing did, what is open; where nothing is, one sentence."""
    if report.selection is not None:
        return (f"A selection ({report.selection}): the gates are left alone, every case has to pass.",)
    found = tuple(_reasons(report, Decision.FAIL)) or tuple(_reasons(report, Decision.INCONCLUSIVE))
    lost = report.count(Verdict.UNSCORED)
    if report.verdict is Decision.INCONCLUSIVE and lost:
        found = (*found, f"{lost} of {len(report.cases)} cases could not be scored.")
    return found or ("Every gate holds with its whole interval.",)


def _reasons(report: Report, decision: Decision) -> Iterator[str]:
    for judgement in report.judgements:
        if judgement.decision is decision:
            more = _more(judgement.more) if decision is Decision.INCONCLUSIVE else ""
            yield f"{judgement.gate.family} {judgement.gate.metric}: {judgement.why}{more}"
    for check in report.checks:
        if check.blocks and check.decision is decision:
            yield f"{check.name}: {check.why}"


def _more(cases: int | None) -> str:
    if cases is None:
        return "; at this rate no number of cases decides"
    return f"; about {cases} more case{'s' if cases != 1 else ''} at this rate would decide"
