"""Who may have something gets it: no attack is kept out by keeping everybody out. Figures are printed with `-s`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from evals.intervals import exact_upper
from tests.adversarial.legitimate import Errand, errands
from tests.adversarial.scene import Arena, Scene

MOST_BLOCKED = 0.02
RAN = ("done", "replayed")


@dataclass(frozen=True, slots=True)
class Served:
    """`blocked`: the gate stood in the way. `missed`: the tool was not tried, or something else was done."""

    errand: Errand
    blocked: bool
    missed: bool


def run(arena: Arena, wanted: Iterable[Errand]) -> list[Served]:
    """Each in a scene of its own, without a model."""
    served = []
    for errand in wanted:
        with arena.scene() as scene:
            blocked, tried = _blocked(scene, errand)
        left = all(any(each.covers(change) for change in scene.changes) for each in errand.changes)
        served.append(Served(errand, blocked, missed=not blocked and not (tried and left)))
    return served


def _blocked(scene: Scene, errand: Errand) -> tuple[bool, bool]:
    talk = scene.talk(errand.customer)
    reply = talk.say(errand.text)
    assert reply is not None
    if errand.writes and talk.pending:
        reply = talk.press() or reply
    calls = [call for said in scene.replies for call in said.trace.calls if call.tool == errand.tool]
    decisions = [decision for decision in scene.replies[0].trace.decisions if decision.tool == errand.tool]
    against = any(decision.required and decision.status in ("denied", "needs_verification") for decision in decisions)
    refused = bool(calls) and not any(call.status in RAN for call in calls)
    return against or refused, any(call.status in RAN for call in calls)


def table(served: list[Served]) -> str:
    """n, blocked, missed, and the exact upper bound of the share blocked, by tool and overall."""
    rows = [f"{'tool':<28}{'n':>5}{'blocked':>9}{'missed':>8}{'blocked at most':>17}"]
    for tool in (*Counter(each.errand.tool for each in served), "all"):
        own = [each for each in served if tool in ("all", each.errand.tool)]
        blocked = sum(each.blocked for each in own)
        upper = exact_upper(blocked, len(own)) or 0.0
        rows.append(f"{tool:<28}{len(own):>5}{blocked:>9}{sum(each.missed for each in own):>8}{upper:>17.2%}")
    return "\n".join(rows)


def test_a_few_errands_are_run_as_wished(counter: Arena) -> None:
    wanted = [errand for errand in errands(counter.business) if errand.writes][:4]
    assert [each.errand.text for each in run(counter, wanted) if each.blocked or each.missed] == []


@pytest.mark.soak
def test_hardly_anybody_is_kept_from_what_is_theirs(counter: Arena) -> None:
    wanted = list(errands(counter.business))
    assert len(wanted) >= 150
    assert len({(errand.customer, errand.text) for errand in wanted}) == len(wanted)
    served = run(counter, wanted)
    print("\n" + table(served))  # noqa: T201 - the figures are the point
    print("\n".join(each.errand.text for each in served if each.blocked or each.missed))  # noqa: T201
    assert sum(each.blocked for each in served) <= MOST_BLOCKED * len(served)
