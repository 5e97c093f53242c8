"""The line itself: eight steps, in order, each from values to values; nothing reaches back."""

import logging
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from copilot.errors import TurnFailedError
from copilot.handoff.summary import handoff_of
from copilot.records import ConversationStore
from copilot.switching import CopilotPausedError
from copilot.turn.act import Acted, Acting
from copilot.turn.answer.draft import GeneratorInput, Utterance
from copilot.turn.answer.reception import Reception
from copilot.turn.answer.speak import Speaker, Spoken
from copilot.turn.answerable import AnswerabilitySettings, answerable, nearness
from copilot.turn.assemble import AssemblySettings, assemble
from copilot.turn.bare import PERSON, bare_trace
from copilot.turn.contradictions import Contradictions
from copilot.turn.events import Done, Event, Token, TurnRequest
from copilot.turn.facts import TurnFacts, gather
from copilot.turn.named import OwnRecords
from copilot.turn.opened import OpenTurn
from copilot.turn.outcome import Outcome
from copilot.turn.proposals import Proposals, remember
from copilot.turn.rank import rank
from copilot.turn.readdressed import readdressed
from copilot.turn.record import Versions, trace_of
from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates, retrieve
from copilot.turn.stopwatch import Stopwatch
from copilot.turn.third_party import heard, marked
from copilot.turn.trace import EvidenceRecord, Trace
from copilot.turn.understand import Understander
from copilot.understanding.language import ENGLISH
from copilot.understanding.meaning import Understanding
from ingestion.model import Audience
from ingestion.search import GoverningDates, RetrievalSettings, Scope, Search
from tools.desk import Desk
from tools.desk.switches import COPILOT
from tools.gate.decision import Decision

log = logging.getLogger(__name__)
_PIECE = 24  # characters of the validated answer per token event


@dataclass(frozen=True, slots=True)
class TurnSettings:
    """Everything about a turn that evals may vary. `retrieval.k` hits of a part become evidence."""

    retrieval: RetrievalSettings = field(default_factory=lambda: RetrievalSettings(k=6))
    answerability: AnswerabilitySettings = field(default_factory=AnswerabilitySettings)
    assembly: AssemblySettings = field(default_factory=AssemblySettings)
    looked_at: int = 24  # hits whose sentences decide which `retrieval.k` are kept


@dataclass(frozen=True, slots=True)
class Clocks:
    """`now` is the shop's time, UTC (a demo may fix the day); `monotonic` seconds only measure."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]


@dataclass(frozen=True, slots=True)
class TurnRunner:
    """Runs turns. Shared by all conversations and threads: it keeps nothing between two turns."""

    understander: Understander
    searcher: Search
    relevance: Relevance
    contradictions: Contradictions
    desk: Desk
    speaker: Speaker
    store: ConversationStore
    clocks: Clocks
    count_tokens: Callable[[str], int]
    versions: Callable[[], Versions]
    reception: Reception
    settings: TurnSettings = field(default_factory=TurnSettings)

    def run(self, request: TurnRequest) -> Trace:
        """One turn to its end.

        Raises UnknownConversationError, TurnInProgressError and CopilotPausedError before anything is recorded.
        Whatever goes wrong later closes the turn as failed and is raised as TurnFailedError, from its cause.
        """
        *_, last = self.stream(request)
        if not isinstance(last, Done):
            raise TypeError("a turn ends with Done or raises")
        return last.trace

    def stream(self, request: TurnRequest) -> Iterator[Event]:
        """The same, event by event. The row is open before the first event and complete before `Done`."""
        if COPILOT in {switch.target for switch in self.desk.switches.off()}:
            raise CopilotPausedError
        now = self.clocks.now()
        turn_id = self.store.open_turn(request.conversation_id, request.message, now=now)
        try:
            conversation = self.store.conversation(request.conversation_id)
            history = tuple(turn.trace for turn in self.store.history(conversation.id))
            turn = OpenTurn(request, conversation, turn_id, now, history)
            trace = self._silent(turn) if conversation.is_taken_over else (yield from self._line(turn))
            self.store.complete_turn(trace, handoff_of(trace, history))
        except BaseException as failure:
            self._close(turn_id, failure)
            if isinstance(failure, Exception):
                raise TurnFailedError(turn_id) from failure
            raise
        yield Done(trace)

    def nearness(self, message: str, today: date, region: str | None) -> float:
        """How near the nearest passage is to what a stranger's first message asks: what answerability is judged on."""
        read = self.understander.understand(message, (), today)
        scope = Scope(GoverningDates.on(today), region=region)
        wide = self.settings.retrieval.with_k(self.settings.looked_at)
        found = rank(
            retrieve(read.parts, (), (), self.searcher, scope, wide), self.relevance, self.settings.retrieval.k
        )
        return max((nearness(part) for part in found.parts), default=0.0)

    def _close(self, turn_id: str, failure: BaseException) -> None:
        """Put the failure on record; that this fails too must not hide what failed first."""
        try:
            self.store.fail_turn(turn_id, f"{type(failure).__name__}: {failure}", now=self.clocks.now())
        except Exception:
            log.exception("turn %s failed and could not be closed", turn_id)

    def _silent(self, turn: OpenTurn) -> Trace:
        """A person answers: the message is kept, no tool runs and nothing is said."""
        if self.understander.third_parties.speaks(turn.request.message):
            turn = marked(turn, self.store)
        times = (turn.now, self.clocks.now())
        return bare_trace(turn.conversation, turn.turn_id, turn.request.message, times, Outcome.ESCALATED, PERSON)

    def _line(self, turn: OpenTurn) -> Generator[Event, None, Trace]:
        watch = Stopwatch(self.clocks.monotonic)
        with watch.step("understand"):
            read = self.understander.understand(turn.request.message, turn.history, turn.today)
        yield watch.last()
        with watch.step("facts"):
            facts = gather(read.slots, turn, turn.session, self.desk)
            turn = heard(turn, read, facts.facts.order, self.store)
        yield watch.last()
        with watch.step("gate"):
            read, facts, decisions = self._decide(turn, read, facts)
        yield watch.last()
        with watch.step("act"):
            acted = Acting(self.desk, turn.now, turn.turn_id).act(read, decisions, turn.session, turn.request.confirm)
            remember(self.store, turn.session, acted.session)
            if acted.session != turn.session:  # verified in this turn: now the order is known, and with it its dates
                facts = gather(read.slots, turn, acted.session, self.desk)
        yield watch.last()
        scope = Scope(facts.dates, Audience(turn.conversation.audience), facts.region)
        with watch.step("retrieve"):
            found = self._retrieve(read, acted, scope)
        yield watch.last()
        with watch.step("assemble"):
            usable = answerable(found, self.settings.answerability, alone=not acted.calls)
            evidence = assemble(
                usable,
                acted.calls,
                self.searcher,
                scope,
                self.relevance,
                self.contradictions,
                self.count_tokens,
                self.settings.assembly,
            )
        yield watch.last()
        with watch.step("answer"):
            spoken = self.reception.told(self._speak(turn, read, acted, usable, evidence, scope.region), turn)
        yield watch.last()
        yield from pieces(spoken.answer.text)
        return trace_of(turn, read, facts, acted, found, spoken, self.versions(), watch.timings, self.clocks.now())

    def _decide(
        self, turn: OpenTurn, read: Understanding, facts: TurnFacts
    ) -> tuple[Understanding, TurnFacts, tuple[Decision, ...]]:
        """The gate's decisions; taken again when the customer's own records say what the words mean."""
        session, desk = turn.session, self.desk
        decisions = desk.decide(session, facts.facts, read.wants, turn.now)
        said = f"{read.query} {turn.request.message}" if read.resumed else turn.request.message
        own = OwnRecords(self.understander.items, desk, session, turn.now)
        slots = own.named(said, read.slots, decisions, facts.facts.order)
        if slots.address_parts and slots != read.slots:
            facts = gather(slots, turn, session, desk)
        slots = readdressed(slots, facts.facts.order)
        if slots == read.slots:
            return read, facts, decisions
        facts = gather(slots, turn, session, desk)
        return replace(read, slots=slots), facts, desk.decide(session, facts.facts, read.wants, turn.now)

    def _retrieve(self, read: Understanding, acted: Acted, scope: Scope) -> Candidates:
        """Not from documents: a matter for a person, a reply to an open question, a language that is not covered."""
        parts = () if read.escalation or acted.replied or read.language != ENGLISH else read.parts
        wide = self.settings.retrieval.with_k(self.settings.looked_at)
        found = retrieve(parts, acted.judged, acted.calls, self.searcher, scope, wide)
        return rank(found, self.relevance, self.settings.retrieval.k)

    def _speak(
        self,
        turn: OpenTurn,
        read: Understanding,
        acted: Acted,
        usable: Candidates,
        evidence: tuple[EvidenceRecord, ...],
        region: str | None,
    ) -> Spoken:
        given = GeneratorInput(
            query=read.query,
            parts=tuple(found.part.query for found in usable.parts),
            language=read.language,
            evidence=evidence,
            results=acted.calls,
            decisions=acted.decisions,
            history=tuple(_utterances(turn.history)),
            audience=Audience(turn.conversation.audience),
            agents_only=_hidden(turn, evidence),
            region=region,
            doubtful=usable.doubtful,
        )
        call_tool = Proposals(acted.session, self.desk, self.store, turn)
        covered = read.language == ENGLISH
        sentence = None if covered else self.understander.languages.not_covered(read.language)
        return self.speaker.speak(given, acted, read, call_tool, sentence)


def pieces(text: str) -> Iterator[Token]:
    """The answer as token events: only words that validation has passed are ever streamed."""
    return (Token(text[start : start + _PIECE]) for start in range(0, len(text), _PIECE))


def _hidden(turn: OpenTurn, evidence: tuple[EvidenceRecord, ...]) -> frozenset[str]:
    """Evidence that this reader may not see. Search leaves none; this is the second lock."""
    if turn.conversation.audience == "agent":
        return frozenset()
    return frozenset(piece.id for piece in evidence if piece.audience == "agent")


def _utterances(history: tuple[Trace, ...]) -> Iterator[Utterance]:
    for trace in history:
        yield Utterance("customer", trace.message)
        if trace.answer.text:  # none while a person answered
            yield Utterance("assistant", trace.answer.text)
