"""Plays every case, several at once, and judges each: same cases, same agent, same result, whatever the order."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from evals.agents.protocol import Agent
from evals.cases.rot import Library, find
from evals.cases.schema import Case
from evals.scoring import Scored, judge, unscored

WORKERS = 4  # a turn waits for SQLite as often as it computes; more threads than cores pay


def run(
    cases: Sequence[Case],
    agent: Agent,
    library: Library | None = None,
    *,
    workers: int = WORKERS,
    done: Callable[[Scored], None] = lambda _: None,
) -> tuple[Scored, ...]:
    """Every case judged, in the order given; `done` is called as each ends, from the calling thread's executor.

    With a `library`, cases with rotten labels are not played and come back unscored.
    """

    def one(case: Case) -> Scored:
        scored = play(case, agent, library)
        done(scored)
        return scored

    with ThreadPoolExecutor(max_workers=workers) as pool:
        return tuple(pool.map(one, cases))


def play(case: Case, agent: Agent, library: Library | None) -> Scored:
    """One case, judged; whatever the agent raises leaves it unscored with the cause."""
    if library is not None and (rots := find(case, library)):
        return unscored(case, f"rotted: {rots[0]}")
    try:
        episode = agent.play(case)
    except Exception as error:  # noqa: BLE001 - one broken case must not take the suite with it; the cause is reported
        return unscored(case, f"{type(error).__name__}: {' '.join(str(error).split())[:200]}")
    return judge(episode)
