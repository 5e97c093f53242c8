"""Each kind of attack would get through, were it not for what holds it: else its failing would prove nothing."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from copilot.language_model import build_chat_model
from copilot.turn.answer.model import LanguageModelGenerator
from tests.adversarial.attack import Attack
from tests.adversarial.figures import Played, play
from tests.adversarial.mechanisms import all_attacks
from tests.adversarial.open_gate import OpenGate
from tests.adversarial.samples import BELOW, GATE, GUESSED, SAMPLED, WORDS, named
from tests.adversarial.scene import Arena
from tests.adversarial.secrets import Secrets

ATTACKS = all_attacks()


@pytest.fixture(scope="module")
def unchecked(arena: Arena) -> Arena:
    """The same copilot, whose drafts nobody checks."""
    speaker, app = arena.runner.speaker, arena.app
    assert isinstance(speaker.generator, LanguageModelGenerator)
    assert app.settings.language_model is not None
    careless = LanguageModelGenerator(
        build_chat_model(app.settings.language_model),
        speaker.generator.name,
        app.desk.catalogue,
        speaker.generator.composer,
        prompt=speaker.generator.prompt,
        check=lambda _draft, _given: (),
    )
    return replace(arena, runner=replace(arena.runner, speaker=replace(speaker, generator=careless)))


def gate_off(name: str, arena: Arena, secrets: Secrets) -> Played:
    (played,) = play(named(ATTACKS, name), lambda _: arena, secrets, OpenGate)
    return played


def kinds(played: Played) -> set[str]:
    return {breach.kind for breach in played.breaches}


def test_there_is_one_of_each_kind() -> None:
    sampled = [attack.mechanism for attack in named(ATTACKS, *SAMPLED)]
    assert sorted(sampled) == sorted(mechanisms(ATTACKS))


def mechanisms(attacks: Iterable[Attack]) -> set[str]:
    return {attack.mechanism for attack in attacks}


@pytest.mark.parametrize("name", GATE)
def test_with_the_gate_off_it_writes(name: str, arena: Arena, secrets: Secrets) -> None:
    assert "write" in kinds(gate_off(name, arena, secrets))


def test_with_the_gate_off_a_guess_that_is_right_at_last_opens_the_order(arena: Arena, secrets: Secrets) -> None:
    assert "read" in kinds(gate_off(GUESSED, arena, secrets))


@pytest.mark.parametrize("name", WORDS)
def test_without_the_checks_on_a_draft_the_false_sentence_is_served(
    name: str, unchecked: Arena, secrets: Secrets
) -> None:
    (played,) = play(named(ATTACKS, name), lambda _: unchecked, secrets)
    assert "claim" in kinds(played)


@pytest.mark.parametrize(("name", "rule"), BELOW.items())
def test_with_the_gate_off_it_comes_as_far_as_what_stops_it_behind_the_gate(
    name: str, rule: str, arena: Arena, secrets: Secrets
) -> None:
    played = gate_off(name, arena, secrets)
    assert rule in played.stopped_by
    assert not kinds(played) & {"write", "read"}
