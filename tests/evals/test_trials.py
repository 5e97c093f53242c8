"""Several trials of a case are one case: it passes when all do, and its trials are no further evidence."""

from copilot.turn.outcome import Outcome
from evals.cases import Case
from evals.episode import Episode, Tokens
from evals.runner import run
from evals.scoring import Verdict, figures
from tests.evals.builders import case, trace


class Wavering:
    """Answers at first and refuses then, as a model may."""

    name = "wavering"

    def __init__(self, *outcomes: Outcome | None) -> None:
        self.outcomes = list(outcomes)

    def play(self, one: Case) -> Episode:
        outcome = self.outcomes.pop(0)
        if outcome is None:
            raise TimeoutError("the model's server was gone")
        return Episode(one, (trace(outcome=outcome),), tokens=Tokens(10, 1))


def test_one_failing_trial_fails_the_case_and_the_figure_is_the_mean() -> None:
    (scored,) = run([case({})], Wavering(Outcome.ANSWERED, Outcome.REFUSED, Outcome.ANSWERED), trials=3, workers=1)
    assert scored.verdict is Verdict.FAIL
    assert [str(verdict) for verdict in scored.trials] == ["pass", "fail", "pass"]
    assert figures([scored])["outcome_accuracy"].value == 2 / 3
    assert scored.tokens == Tokens(30, 3)


def test_trials_are_not_counted_as_further_cases() -> None:
    scored = run([case({}, id=f"c-{i}") for i in range(5)], Wavering(*[Outcome.ANSWERED] * 15), trials=3, workers=1)
    found = figures(scored)["outcome_accuracy"]
    assert (found.whole, found.trials, found.scored) == (15, 5, 5)


def test_a_trial_that_broke_down_leaves_the_case_unscored() -> None:
    (scored,) = run([case({})], Wavering(Outcome.ANSWERED, None), trials=2, workers=1)
    assert scored.verdict is Verdict.UNSCORED
    assert scored.cause is not None
    assert "TimeoutError" in scored.cause
