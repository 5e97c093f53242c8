"""understand: message + history -> standalone query, parts with intents, slots, language, risks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from copilot.turn.answerable import SMALL_TALK
from copilot.turn.open_question import ADDRESS, CHANGE_ADDRESS, OpenQuestion
from copilot.turn.readdressed import is_address, with_parts
from copilot.turn.rewriting import Rewrites
from copilot.turn.trace import Trace
from copilot.understanding.address_parts import AddressPartReader
from copilot.understanding.followup import Question, is_follow_up, questions, standalone
from copilot.understanding.intents import Embeds, IntentReader
from copilot.understanding.items import ItemReader
from copilot.understanding.language import ENGLISH, LanguageReader
from copilot.understanding.meaning import Part, Risk, Slots, Understanding, Vector
from copilot.understanding.parts import Request, asks
from copilot.understanding.replies import ReplyReader
from copilot.understanding.risks import RiskReader
from copilot.understanding.slots import RECORDS, SlotReader
from copilot.understanding.spelling import Spelling
from copilot.understanding.third_parties import ThirdPartyReader
from copilot.understanding.wants import COMPLAINT, PERSON, POLICY, WANTED, is_sure, wanted
from copilot.understanding.wordings import Wording
from copilot.understanding.words import HOUSE, Words

VERIFICATION = "verification"  # what a turn asks for when it must know who is speaking
_CREDENTIALS = ("email", "postcode")  # what proves who somebody is
_PROOF = ("order_id", *_CREDENTIALS)  # slots that answer a request for verification
_SPOKEN_OF = {"order_id", "subscription_id"}  # slots of a record that "it" may mean
_SUMMARY = 500  # characters of the message that a ticket opens with; the whole is in the trace


class Understander:
    """Reads one message. Word lists are loaded and exemplars embedded once, at construction."""

    def __init__(
        self,
        embedder: Embeds,
        words: Words = HOUSE,
        spelling: Spelling | None = None,
        rewrites: Rewrites | None = None,
    ) -> None:
        """`spelling` corrects the words that meaning is read from; None reads them as they are. `rewrites` makes a
        follow-up stand alone; None joins it to the query before.
        """
        self._rewrites = rewrites
        self._embedder = embedder
        self._spelling = spelling
        self.intents = IntentReader(embedder, words.load("intents"))
        self.languages = LanguageReader(words)
        self.items = ItemReader(words)
        self.third_parties = ThirdPartyReader(words)
        self._address_parts = AddressPartReader(words)
        self._slots, self._risks, self._replies = SlotReader(words), RiskReader(words), ReplyReader(words)

    def understand(self, message: str, history: Sequence[Trace], today: date) -> Understanding:
        """One batched embedding call serves intents and retrieval alike.

        `history` is oldest first. A message that only supplies what the last turn asked for, or changes what it put to
        the customer, resumes that turn: its query, parts and wants. The customer's own order that was spoken of last
        is what "it" means.
        """
        last = history[-1] if history else None
        open_question = OpenQuestion.in_(history, self._replies)
        named = self._named(message, last, open_question, today)
        amended = open_question.amended_by(message, named)
        resumed = last is not None and (amended or _supplies(named, last))
        slots = _with_history(named, history, resumed=resumed)
        language = self.languages.read(message)
        meant = self._meant(message, language)
        said = () if resumed else tuple(self._meant(trace.message, trace.understanding.language) for trace in history)
        alone = self._alone(history, language)
        own = questions(meant, said, _previous_query(last), alone) if not resumed or asks(meant) else ()
        earlier = last.understanding.parts if last and resumed else ()
        parts = self._parts([*map(_again, earlier), *own], slots)
        risks = self._risks.read(message)
        wants = _wants(parts[len(earlier) :]) | _implied(named)
        if last and (resumed or _names_another_record(parts, named, last)):
            wants |= set(last.understanding.wants)
        if language != ENGLISH and not resumed:
            wants = set()  # what was read from words of another language is a guess
        if ticket := _for_a_person(message, wants, risks):
            slots = replace(slots, values={**slots.values, **ticket})
            wants = {PERSON} if any(risk.escalate for risk in risks) else wants | {PERSON}
        return Understanding(
            query=" ".join(part.query for part in parts),
            parts=parts,
            wants=frozenset(wants - SMALL_TALK or wants),
            slots=slots,
            language=language,
            risks=risks,
            reply=open_question.reply(message, named),
            answers=open_question.answered_by(message),
            hedges=amended or (language == ENGLISH and open_question.hedged_by(message, named, wants)),
            third_party=self.third_parties.speaks(message),
            resumed=resumed,
        )

    def _named(self, message: str, last: Trace | None, open_question: OpenQuestion, today: date) -> Slots:
        """The slots of the message; asked for an address, its words may be one, or parts of one, without saying so."""
        named = self._slots.read(message, today)
        put = open_question.of_address
        asked = put is not None or (last is not None and ADDRESS in last.asked_for)
        proving = last is not None and VERIFICATION in last.asked_for
        parts = {} if proving else self._address_parts.read(self._slots.masked(message), asked=asked)
        if parts and not is_address(named.values.get(ADDRESS)):
            return with_parts(named, parts, put)
        address = self._slots.bare_address(message, today) if asked and ADDRESS not in named.values else None
        return replace(named, values={**named.values, ADDRESS: address}) if address else named

    def _alone(self, history: Sequence[Trace], language: str) -> Callable[[str, str | None], str]:
        """How a request is made to stand alone after `history`."""
        rewrites = self._rewrites if language == ENGLISH else None

        def stand_alone(text: str, previous: str | None) -> str:
            rewritten = rewrites(text, history) if rewrites and is_follow_up(text, previous) else None
            return rewritten or standalone(text, previous)

        return stand_alone

    def _meant(self, message: str, language: str) -> str:
        return self._spelling.corrected(message) if self._spelling and language == ENGLISH else message

    def _parts(self, asked: Sequence[Question], slots: Slots) -> tuple[Part, ...]:
        """Requests are searched with their context and history; intents are read from the sentence that asks."""
        texts = [text for question in asked for wording in question.wordings for text in wording.texts]
        asks_of = [self._slots.masked(question.request.ask) for question in asked]
        distinct = list(dict.fromkeys([*texts, *asks_of]))
        vectors = dict(zip(distinct, self._embedder.embed(distinct), strict=True))
        return tuple(
            self._part(question, vectors, vectors[ask], slots) for question, ask in zip(asked, asks_of, strict=True)
        )

    def _part(self, question: Question, vectors: Mapping[str, Vector], meaning: Vector, slots: Slots) -> Part:
        request = question.request
        named = self._slots.names_record(request.text)
        intents = wanted(
            request.ask,
            self.intents.read(meaning),
            names_record=named,
            spoken_of=bool(_SPOKEN_OF & slots.values.keys()),
        )
        return Part(question.query, request.text, intents, question.wordings, vectors, named)


def _again(query: str) -> Question:
    """What an earlier turn asked, put as it was."""
    return Question(Request(query, query), query, (Wording(query),))


def _previous_query(last: Trace | None) -> str | None:
    return last.understanding.query if last else None


def _supplies(named: Slots, last: Trace) -> bool:
    """Whether the message holds something that the last turn asked for."""
    if named.address_parts and ADDRESS in last.asked_for:
        return True
    wanted = [*last.asked_for, *(_PROOF if VERIFICATION in last.asked_for else ())]
    return any(slot in named.values for slot in wanted)


def _with_history(named: Slots, history: Sequence[Trace], *, resumed: bool) -> Slots:
    """Slots of this message, then the order that the last turn was about; when resuming, everything it had."""
    if not history:
        return named
    last = history[-1]
    carried = last.understanding.slots if resumed else {"order_id": last.order_id} if last.order_id else {}
    return replace(named, values={**carried, **named.values})


def _wants(parts: Sequence[Part]) -> set[str]:
    """What is read surely; else whoever writes an order's number wants something of it, however unsure the reading."""
    sure = {part.intent for part in parts if is_sure(part.text, part.intents[0])}
    named = {part.intent for part in parts if part.names_record} - {COMPLAINT}
    return sure if sure - {POLICY} else sure | named


def _names_another_record(parts: Sequence[Part], named: Slots, last: Trace) -> bool:
    """A message that only says of which record else: "and FH-10015?" wants what the turn before wanted."""
    unsure = all(part.intents[0].probability < WANTED for part in parts)
    before = last.understanding.slots
    return unsure and any(named.values[slot] != before[slot] for slot in RECORDS & named.values.keys() & before.keys())


def _implied(named: Slots) -> set[str]:
    """Wants that follow from what is in the message, whatever it asks."""
    implied = {"verify_identity"} if any(slot in named.values for slot in _CREDENTIALS) else set()
    return implied | ({CHANGE_ADDRESS} if named.address_parts else set())


def _for_a_person(message: str, wants: set[str], risks: Sequence[Risk]) -> dict[str, str]:
    """The ticket's arguments when the message must reach a person; empty when it need not.

    A risk goes before a wish: who reports an injury and asks for a refund is first of all injured.
    """
    risk = next((risk for risk in risks if risk.escalate), None)
    if risk is None and not wants & {PERSON, COMPLAINT}:
        return {}
    category = risk.category if risk else ("complaint" if COMPLAINT in wants else "general")
    return {"summary": message[:_SUMMARY], "priority": risk.priority if risk else "normal", "category": category}
