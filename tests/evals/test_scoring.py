"""From played cases to verdicts and figures; what could not be judged is never a number."""

from typing import Any

import pytest

from copilot.turn.outcome import Outcome
from evals.cases.schema import Case
from evals.episode import Episode
from evals.metrics import METRICS, Stage
from evals.runner import run
from evals.scoring import Verdict, figure, figures, judge, unscored
from tests.evals.builders import answer, call, case, citation, episode, evidence, gold, hit, trace

METRIC = {metric.name: metric for metric in METRICS}
GOLD = gold("final-sale", "Items marked Final sale cannot be returned.")
FOUND: dict[str, Any] = {
    "hits": (hit("final-sale", GOLD["quote"]),),
    "evidence": (evidence("final-sale", GOLD["quote"]),),
    "answer": answer("No.", citation("final-sale", GOLD["quote"])),
}


class Breaks:
    """An agent whose machine is on fire."""

    name = "breaks"

    def play(self, case: Case) -> Episode:
        raise RuntimeError(f"no {case.id}\n today")


def test_a_perfect_turn_passes() -> None:
    scored = judge(episode({"gold": [GOLD], "facts": [{"phrase": "no"}]}, **FOUND))
    assert (scored.verdict, scored.stage, scored.problems) == (Verdict.PASS, None, ())


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        ({"hits": (), "evidence": ()}, Stage.UNDERSTOOD),
        ({"hits": (hit("returns-policy", "Noise."),), "evidence": ()}, Stage.RETRIEVED),
        ({"evidence": ()}, Stage.EVIDENCE),
        ({"calls": (call("look_up_order"),)}, Stage.CALLED),
        ({"answer": answer("No.")}, Stage.CITED),
        ({"outcome": Outcome.ABSTAINED}, Stage.ANSWERED),
        ({"evidence": (), "calls": (call("look_up_order"),), "outcome": Outcome.ABSTAINED}, Stage.EVIDENCE),
    ],
)
def test_a_failed_case_names_the_first_stage_that_went_wrong(change: dict[str, Any], stage: Stage) -> None:
    scored = judge(episode({"gold": [GOLD]}, **(FOUND | change)))
    assert (scored.verdict, scored.stage) == (Verdict.FAIL, stage)


def test_evidence_that_came_by_a_link_needs_no_hit() -> None:
    assert judge(episode({"gold": [GOLD]}, **(FOUND | {"hits": ()}))).verdict is Verdict.PASS


def test_noise_in_the_context_fails_no_case() -> None:
    noise = (hit("returns-policy", "Noise."), *FOUND["hits"])
    assert judge(episode({"gold": [GOLD]}, **(FOUND | {"hits": noise}))).verdict is Verdict.PASS


def test_a_case_that_could_not_be_judged_is_unscored_with_its_cause() -> None:
    (scored,) = run([case({"gold": [GOLD]})], Breaks())
    assert (scored.verdict, scored.cause) == (Verdict.UNSCORED, "RuntimeError: no case today")


def test_unscored_cases_stay_in_the_denominator_they_belong_to() -> None:
    cases = [judge(episode({"gold": [GOLD]}, **FOUND)), unscored(case({"gold": [GOLD]}), "broke"), judge(episode({}))]
    recall = figure(METRIC["evidence_recall"], cases)
    assert (recall.value, recall.scored, recall.of, recall.causes) == (1.0, 1, 2, {"broke": 1})
    assert figure(METRIC["exception_recall"], cases).of == 0


def test_a_figure_without_scores_has_no_value() -> None:
    found = figure(METRIC["tool_recall"], [unscored(case({"calls": [{"tool": "t"}]}), "broke")])
    assert (found.value, found.interval, found.scored, found.of) == (None, None, 0, 1)


def test_figures_add_counts_and_never_average_averages() -> None:
    """One of one and one of three passages: 2 of 4, not (1 + 1/3) / 2."""
    three = [gold("final-sale", f"Clause number {i} of three.") for i in range(3)]
    one_of_three = judge(episode({"gold": three}, evidence=(evidence("final-sale", "Clause number 0 of three."),)))
    found = figure(METRIC["evidence_recall"], [judge(episode({"gold": [GOLD]}, **FOUND)), one_of_three])
    assert (found.part, found.whole, found.value) == (2, 4, 0.5)


def test_a_rotten_label_leaves_the_case_unplayed_and_unscored() -> None:
    (scored,) = run([case({"gold": [GOLD]})], Breaks(), {("final-sale", "2025.1"): "Rewritten."})
    assert scored.verdict is Verdict.UNSCORED
    assert scored.cause is not None
    assert scored.cause.startswith("rotted: final-sale")


def test_cases_come_back_in_the_order_given_however_many_threads_play_them() -> None:
    cases = [case({}, id=f"case-{i}") for i in range(20)]

    class Plays:
        name = "plays"

        def play(self, one: Case) -> Episode:
            return Episode(one, (trace(),))

    seen: list[str] = []
    scored = run(cases, Plays(), workers=4, done=lambda s: seen.append(s.case.id))
    assert [s.case.id for s in scored] == [c.id for c in cases]
    assert sorted(seen) == sorted(c.id for c in cases)


def test_every_metric_has_a_figure_even_for_no_cases() -> None:
    assert {name: found.value for name, found in figures([]).items()} == dict.fromkeys(METRIC, None)
