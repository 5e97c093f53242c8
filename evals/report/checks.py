"""What is checked beside the gates: flips since the baseline, budgets of a turn, and slices, which only warn."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scipy.stats import binomtest

from evals.comparison.compare import Comparison
from evals.comparison.paired import holm
from evals.gates import Budget, Decision, Gate, Gates
from evals.report.speed import Cost, Quantile, Speed
from evals.scoring import Figure


@dataclass(frozen=True, slots=True)
class Check:
    """One decision; one that does not block is a warning when it fails."""

    name: str
    decision: Decision
    why: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class _Test:
    slice: str
    gate: Gate
    figure: Figure
    p: float


def since(found: Comparison, gates: Gates) -> tuple[Check, ...]:
    """One check a family: FAIL where it lost more cases than it won, beyond chance.

    PASS says that nothing got worse as far as these cases show. It is never INCONCLUSIVE: that two runs are equal is
    no claim that a deploy needs.
    """
    worse = found.worse
    return tuple(
        Check(
            f"{family} since the baseline",
            Decision.FAIL if worse[family] <= gates.worse_at else Decision.PASS,
            f"{flips.won} won, {flips.lost} lost of {flips.of}, p {worse[family]:.3f}, fails from {gates.worse_at}",
            blocks=True,
        )
        for family, flips in found.families.items()
    )


def waits(gates: Gates, speed: Speed | None) -> tuple[Check, ...]:
    """The budgets in milliseconds."""
    if speed is None:
        return ()
    taken = {
        "cold_ms": Quantile(speed.cold_ms, speed.cold_ms, speed.cold_ms),
        "warm_p50_ms": speed.warm_p50,
        "warm_p95_ms": speed.warm_p95,
    }
    return tuple(_wait(budget, taken[budget.figure]) for budget in gates.budgets if budget.figure in taken)


def spending(gates: Gates, cost: Cost) -> tuple[Check, ...]:
    """The budgets in tokens and money."""
    money = None if cost.money is None else cost.money / max(1, cost.turns)
    spent = {"tokens_per_turn": cost.tokens_per_turn, "cost_per_turn": money}
    return tuple(_spent(budget, spent[budget.figure]) for budget in gates.budgets if budget.figure in spent)


def slices(gates: Gates, figures: Mapping[str, Mapping[str, Figure]]) -> tuple[Check, ...]:
    """Slices that are below a gate beyond chance: exact one-sided tests, corrected over all of them (Holm).

    `figures` by slice hold only slices that are large enough. A zero-tolerance gate needs no test: the whole fails.
    """
    tests = [test for name, found in figures.items() for test in _tests(name, found, gates.gates)]
    adjusted = holm([test.p for test in tests])
    return tuple(
        Check(f"slice {test.slice}, {test.gate.metric}", Decision.FAIL, _said(test, p), blocks=False)
        for test, p in zip(tests, adjusted, strict=True)
        if p <= 1 - gates.confidence
    )


def blocking(checks: Iterable[Check]) -> Iterator[Decision]:
    """The decisions that count for the verdict."""
    return (check.decision for check in checks if check.blocks)


def _wait(budget: Budget, taken: Quantile | None) -> Check:
    if taken is None:
        return Check(budget.figure, Decision.INCONCLUSIVE, "no turn was timed", budget.blocks)
    high = taken.high
    why = (
        f"{taken.value:.0f} ms [{taken.low:.0f}, {'-' if high is None else f'{high:.0f}'}], at most {budget.at_most:g}"
    )
    if taken.low > budget.at_most:
        return Check(budget.figure, Decision.FAIL, why, budget.blocks)
    within = high is not None and high <= budget.at_most
    return Check(budget.figure, Decision.PASS if within else Decision.INCONCLUSIVE, why, budget.blocks)


def _spent(budget: Budget, spent: float | None) -> Check:
    if spent is None:
        return Check(budget.figure, Decision.INCONCLUSIVE, "no price is given in the gates", budget.blocks)
    decision = Decision.PASS if spent <= budget.at_most else Decision.FAIL
    return Check(budget.figure, decision, f"{spent:g}, at most {budget.at_most:g}", budget.blocks)


def _tests(name: str, figures: Mapping[str, Figure], gates: Sequence[Gate]) -> Iterator[_Test]:
    for gate in gates:
        figure = figures[gate.metric]
        bound = gate.at_least if gate.at_least is not None else gate.at_most
        if bound is None or not figure.scored:
            continue
        side = "less" if gate.at_least is not None else "greater"
        trials = max(1, round(figure.trials))
        events = round(figure.part / figure.whole * trials)
        yield _Test(name, gate, figure, float(binomtest(events, trials, bound, alternative=side).pvalue))


def _said(test: _Test, p: float) -> str:
    bound = test.gate.at_least if test.gate.at_least is not None else test.gate.at_most
    return f"{test.figure.value:.3f} of {test.figure.scored} cases, gate {bound}, p {p:.3f} after Holm"
