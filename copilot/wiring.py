"""The composition root: the only place that knows which implementation stands behind each seam."""

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from copilot.app import App
from copilot.calibration.record import calibrated
from copilot.clauses import CustomerClauses
from copilot.clock import Clock, demo_time, real_time
from copilot.customers import Customers
from copilot.demo import demo_day
from copilot.ingest_jobs import IngestJobs
from copilot.language_model import build_chat_model
from copilot.reconcile import Reconciler
from copilot.records import ConversationStore
from copilot.settings import CopilotSettings
from copilot.turn.answer.draft import Generator
from copilot.turn.answer.extractive import ExtractiveComposer
from copilot.turn.answer.model import LanguageModelGenerator
from copilot.turn.answer.phrases import Phrases
from copilot.turn.answer.prompt import Prompt
from copilot.turn.answer.reception import Reception
from copilot.turn.answer.regions import RegionNames
from copilot.turn.answer.speak import Speaker
from copilot.turn.contradictions import Contradictions
from copilot.turn.record import Versions
from copilot.turn.relevance import Relevance
from copilot.turn.rewriting import LanguageModelRewriter
from copilot.turn.runner import Clocks, TurnRunner, TurnSettings
from copilot.turn.understand import Understander
from copilot.understanding.spelling import Spelling
from copilot.understanding.words import Words
from ingestion.embedding import Embedder
from ingestion.search import Searcher
from tools.desk import Desk

NO_PROMPT = "none"  # the composer has none


def build(
    settings: CopilotSettings,
    *,
    embedder: Embedder | None = None,
    now: Clock | None = None,
    turn: TurnSettings | None = None,
) -> App:
    """A whole copilot. `embedder`, `now` and `turn` replace what the settings give; who calls this closes it.

    Raises what its parts raise at start: RulesError for rules that cannot be served, IngestionError for stores out of
    reach, LanguageModelUnusableError for a model that cannot be built.
    """
    embedder = embedder or Embedder(settings.ingestion.embedding_model, settings.ingestion.embedding_device)
    now = now or clock(settings)
    turn = turn or TurnSettings(answerability=calibrated(settings.home, embedder.model_id))
    with ExitStack() as opened:
        words = Words.of_shop(settings.words, settings.tools)
        searcher = Searcher.open(settings.ingestion, embedder)
        opened.callback(searcher.close)
        understander = Understander(embedder, words, Spelling(searcher.vocabulary), _rewriter(settings))
        stores = _open(settings, searcher, understander.intents.names, opened)
        runner = _runner(settings, stores, understander, words, Clocks(now, time.monotonic), embedder.token_count, turn)
        Reconciler(stores.desk, stores.conversations, now).run()
        opened.pop_all()
        jobs = IngestJobs(settings.ingestion, embedder)
        return App(
            settings,
            stores.conversations,
            stores.searcher,
            stores.desk,
            stores.customers,
            stores.clauses,
            runner,
            jobs,
            now,
        )


@dataclass(frozen=True, slots=True)
class _Stores:
    """What holds files and connections open."""

    conversations: ConversationStore
    searcher: Searcher
    desk: Desk
    customers: Customers
    clauses: CustomerClauses


def _open(settings: CopilotSettings, searcher: Searcher, intents: Sequence[str], opened: ExitStack) -> _Stores:
    """Every store, each closed by `opened` where a later one fails."""
    conversations = ConversationStore.open(settings.records_location)
    opened.callback(conversations.close)
    desk = Desk.open(settings.tools, intents)
    opened.callback(desk.close)
    customers = Customers.open(settings.tools)
    opened.callback(customers.close)
    clauses = CustomerClauses.open(settings.ingestion)
    opened.callback(clauses.close)
    return _Stores(conversations, searcher, desk, customers, clauses)


def _runner(
    settings: CopilotSettings,
    stores: _Stores,
    understander: Understander,
    words: Words,
    clocks: Clocks,
    count_tokens: Callable[[str], int],
    turn: TurnSettings,
) -> TurnRunner:
    phrases, relevance = Phrases.load(words), Relevance(stores.searcher.sentence_vectors)
    regions = RegionNames.load(words)
    composer = ExtractiveComposer(relevance, regions)
    generator, prompt = _generator(settings, composer, stores.desk)
    zone = ZoneInfo(settings.office_zone) if settings.office_zone else None
    return TurnRunner(
        understander=understander,
        searcher=stores.searcher,
        relevance=relevance,
        contradictions=Contradictions(regions),
        desk=stores.desk,
        speaker=Speaker(generator, composer, phrases, stores.clauses.readable),
        store=stores.conversations,
        clocks=clocks,
        count_tokens=count_tokens,
        versions=_versions(stores.desk, stores.searcher, generator, prompt),
        reception=Reception(phrases, settings.staffed, zone),
        settings=turn,
    )


def clock(settings: CopilotSettings) -> Clock:
    """The demo's clock where a day is set or the home is a demo's; else the real one."""
    today = settings.demo_today or demo_day(settings.home)
    return demo_time(today) if today else real_time


def _generator(settings: CopilotSettings, composer: ExtractiveComposer, desk: Desk) -> tuple[Generator, str]:
    """Who writes the answers, and the version of the prompt they are written with."""
    if settings.language_model is None:
        return composer, NO_PROMPT
    prompt = Prompt.load()
    chat = build_chat_model(settings.language_model)
    name = settings.language_model.llm
    return LanguageModelGenerator(chat, name, desk.catalogue, composer, prompt=prompt), prompt.version


def _rewriter(settings: CopilotSettings) -> LanguageModelRewriter | None:
    """Who makes a follow-up stand alone, where a model is set and may."""
    if settings.language_model is None or not settings.llm_rewrites:
        return None
    return LanguageModelRewriter(build_chat_model(settings.language_model), Prompt.load().rewrite)


def _versions(desk: Desk, searcher: Searcher, generator: Generator, prompt: str) -> Callable[[], Versions]:
    return lambda: Versions(rules=desk.version, index=searcher.generation, prompt=prompt, model=generator.name)
