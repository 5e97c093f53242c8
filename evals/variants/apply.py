"""A house's agent with the knobs turned. The house stays as it is: several variants play in one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from copilot.turn.answer.draft import Draft, Generator, GeneratorInput
from copilot.turn.answer.model import LanguageModelGenerator
from copilot.turn.answer.prompt import Prompt
from copilot.turn.answer.validation import validate
from copilot.turn.answer.validation.problem import Problem
from copilot.turn.record import Versions
from copilot.turn.runner import TurnRunner
from evals import files
from evals.agents.production import ProductionAgent
from evals.errors import CannotRun
from evals.models import configured
from evals.prepared import Room
from evals.variants import gating
from evals.variants.careless import CarelessChat
from evals.variants.knobs import Knobs
from evals.variants.searching import Spoiled
from tools.gate.gate import Gate

HERE = Path(__file__).parent
NO_PROMPT = "none"


@dataclass(frozen=True, slots=True)
class Varied:
    """The recipe that turns knobs, for whichever process plays."""

    knobs: Knobs

    def __call__(self, house: Room) -> ProductionAgent:
        """As `apply` does."""
        return apply(house, self.knobs)


def apply(house: Room, knobs: Knobs) -> ProductionAgent:
    """The agent as the knobs say. Raises CannotRun for a model that is not configured, or a rule that is not there."""
    agent = house.agent
    gate = _gate(agent, knobs)
    generator = _writer(house, knobs)
    runner = agent.runner
    day = None if knobs.governing_dates else agent.noon.date()
    searcher = Spoiled(runner.searcher, finds=knobs.retrieval, exception_links=knobs.exception_links, day=day)
    settings = replace(runner.settings, retrieval=replace(runner.settings.retrieval, k=knobs.k))
    varied = replace(
        runner,
        searcher=searcher,
        settings=settings,
        speaker=replace(runner.speaker, generator=generator),
        versions=_versions(runner, gate, generator),
    )
    return replace(agent, runner=varied, gate=gate)


def _gate(agent: ProductionAgent, knobs: Knobs) -> Gate:
    gate, parameters = agent.app.desk.gate, agent.app.desk.catalogue.parameters
    if not knobs.tools:
        return gating.NoTools(gate.book, parameters)
    if knobs.without_rule is not None:
        gate = gating.without(gate, parameters, knobs.without_rule)
    if knobs.swapped_tools is not None:
        gate = gating.swapped(gate, parameters, *knobs.swapped_tools)
    return gate


def _writer(house: Room, knobs: Knobs) -> Generator:
    shipped = house.agent.runner.speaker.generator
    composer = shipped.composer if isinstance(shipped, LanguageModelGenerator) else shipped
    if knobs.writer == "composer":
        return composer
    chat = CarelessChat() if knobs.writer == "careless" else configured(house.settings.language_model).chat
    name = "careless" if knobs.writer == "careless" else str(house.settings.llm)
    tools = house.agent.app.desk.catalogue
    check = validate if knobs.validation else _anything
    return LanguageModelGenerator(chat, name, tools, composer, prompt=_prompt(knobs), check=check)


def _prompt(knobs: Knobs) -> Prompt:
    prompt = Prompt.load()
    if knobs.instructions != "house":
        file = HERE / "instructions" / f"{knobs.instructions}.md"
        if not file.exists():
            raise CannotRun(f"there are no instructions {file}")
        prompt = replace(prompt, answer=file.read_text(encoding="utf-8"))
    examples = files.yaml_of(HERE / "examples.yaml")
    if knobs.examples > len(examples):
        raise CannotRun(f"examples.yaml holds {len(examples)} examples, not {knobs.examples}")
    shown = [f"## Example\n\n{one['given']}\nReply: {one['reply']}" for one in examples[: knobs.examples]]
    return replace(prompt, answer="\n\n".join((prompt.answer, *shown)))


def _versions(runner: TurnRunner, gate: Gate, generator: Generator) -> Callable[[], Versions]:
    prompt = generator.prompt.version if isinstance(generator, LanguageModelGenerator) else NO_PROMPT
    return lambda: replace(runner.versions(), rules=gate.book.version, prompt=prompt, model=generator.name)


def _anything(_draft: Draft, _given: GeneratorInput) -> tuple[Problem, ...]:
    return ()
