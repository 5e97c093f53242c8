"""Plays every case, several at once, and judges each: same cases, same agent, same result, whatever the order."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from evals.agents.protocol import Agent
from evals.cases.rot import Library, find
from evals.cases.schema import Case
from evals.episode import Episode
from evals.errors import cause_of
from evals.kept import Kept
from evals.scoring import Scored, judge, unscored
from evals.trials import merged

WORKERS = 4  # a turn waits for SQLite as often as it computes; more threads than cores pay


def run(
    cases: Sequence[Case],
    agent: Agent,
    library: Library | None = None,
    *,
    workers: int = WORKERS,
    trials: int = 1,
    kept: Kept | None = None,
    done: Callable[[Scored], None] = lambda _: None,
) -> tuple[Scored, ...]:
    """Every case judged, in the order given; `done` is called as each trial ends, from the executor's threads.

    With a `library`, cases with rotten labels are not played and come back unscored. With `kept`, what an earlier run
    finished is judged and not played again. The first case is played alone: its first turn is the cold one.
    """

    def one(task: tuple[Case, int]) -> Scored:
        scored = play(*task, agent, library, kept)
        done(scored)
        return scored

    tasks = [(case, trial) for case in cases for trial in range(trials)]
    first = [one(task) for task in tasks[:1]]
    with ThreadPoolExecutor(max_workers=workers) as pool:
        judged = [*first, *pool.map(one, tasks[1:])]
    return tuple(merged(judged[start : start + trials]) for start in range(0, len(judged), trials))


def play(case: Case, trial: int, agent: Agent, library: Library | None, kept: Kept | None) -> Scored:
    """One case once, judged; whatever the agent raises leaves it unscored with the cause."""
    if library is not None and (rots := find(case, library)):
        return unscored(case, f"rotted: {rots[0]}")
    try:
        return judge(_episode(case, trial, agent, kept))
    except Exception as error:  # noqa: BLE001 - one broken case must not take the suite with it; the cause is reported
        return unscored(case, cause_of(error))


def _episode(case: Case, trial: int, agent: Agent, kept: Kept | None) -> Episode:
    if kept is None:
        return agent.play(case)
    if (before := kept.get(case, trial)) is not None:
        return before
    episode = agent.play(case)
    kept.put(episode, trial)
    return episode
