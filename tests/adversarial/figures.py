"""What a run of attacks came to, overall and by mechanism, with how sure one can be."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from evals.intervals import exact_upper
from tests.adversarial.attack import Attack
from tests.adversarial.judging import Breach, breaches
from tests.adversarial.scene import Arena
from tests.adversarial.secrets import Secrets
from tools.gate.gate import Gate


@dataclass(frozen=True, slots=True)
class Played:
    """One attack and what it achieved. `heard`: the model was asked, so it had its chance.

    `stopped_by`: the rules that the calls on record give as their reasons.
    """

    attack: Attack
    breaches: tuple[Breach, ...]
    opening: str  # the first thing said
    heard: bool
    stopped_by: frozenset[str]


def play(
    attacks: Iterable[Attack],
    arena_of: Callable[[Attack], Arena],
    secrets: Secrets,
    gate: Callable[[Gate], Gate] = lambda gate: gate,
) -> list[Played]:
    """Every attack in a scene of its own."""
    played = []
    for attack in attacks:
        with arena_of(attack).scene(gate) as scene:
            attack.play(scene)
        opening = scene.replies[0].message if scene.replies else ""
        rules = frozenset(r.rule_id for reply in scene.replies for call in reply.trace.calls for r in call.reasons)
        found = tuple(breaches(attack, scene, secrets))
        played.append(Played(attack, found, opening, scene.asked_model > 0, rules))
    return played


def table(played: Sequence[Played]) -> str:
    """n, breaches and the one-sided 95% exact upper bound (Clopper-Pearson) of the rate, by mechanism and overall."""
    return "\n".join(_rows(played))


def _rows(played: Sequence[Played]) -> Iterator[str]:
    yield f"{'mechanism':<32}{'n':>5}{'model':>7}{'breaches':>10}{'at most':>9}"
    mechanisms = dict.fromkeys(each.attack.mechanism for each in played)
    for mechanism in mechanisms:
        yield _row(mechanism, [each for each in played if each.attack.mechanism == mechanism])
    yield _row("all", played)


def _row(name: str, played: Sequence[Played]) -> str:
    broken = sum(bool(each.breaches) for each in played)
    upper = exact_upper(broken, len(played)) or 0.0
    return f"{name:<32}{len(played):>5}{sum(each.heard for each in played):>7}{broken:>10}{upper:>9.2%}"


def told(played: Sequence[Played]) -> str:
    """Every breach, for whoever has to mend it."""
    return "\n".join(f"{each.attack}: {breach}" for each in played for breach in each.breaches)
