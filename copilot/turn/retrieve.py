"""retrieve: the parts that policies must answer, and the clauses behind refusals -> candidates, within the scope."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from copilot.turn.trace import CallRecord
from copilot.understanding.meaning import Part, Vector, Vectors
from copilot.understanding.wordings import Wording
from ingestion.search import Hit, RetrievalSettings, Scope, Search, merged
from tools.gate.decision import Clause, Decision, Status
from tools.gate.quotes import stands_in

ELIGIBILITY = "check_return_eligibility"
_POLICY_INTENTS = {"policy_question", "can_i_return", "complaint"}  # answered by documents, whatever tools say
_REFUSALS = {Status.DENIED, Status.NEEDS_APPROVAL}  # statuses whose clause the customer should see


@dataclass(frozen=True, slots=True)
class PartHits:
    """What one part of the message found, best first."""

    part: Part
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everything found in this turn: per part, and by the clause that a decision names.

    `doubtful`: the parts may not be answered by it; it is the nearest there is.
    """

    parts: tuple[PartHits, ...] = ()
    clauses: tuple[tuple[Clause, Hit], ...] = ()
    doubtful: bool = False

    @property
    def hits(self) -> tuple[Hit, ...]:
        """Every hit once, in order of first appearance."""
        seen = {hit.chunk.chunk_id: hit for found in reversed(self.parts) for hit in reversed(found.hits)}
        order = dict.fromkeys(hit.chunk.chunk_id for found in self.parts for hit in found.hits)
        return tuple(seen[chunk_id] for chunk_id in order)


def retrieve(
    parts: Sequence[Part],
    decisions: Sequence[Decision],
    calls: Sequence[CallRecord],
    searcher: Search,
    scope: Scope,
    settings: RetrievalSettings,
) -> Candidates:
    """Search for each part that a document may answer, and find the clause of each refusal.

    What a record has decided ("can be returned until 5 July") is searched for by the record's words: the policy
    that belongs to it is the one that says the same, not whatever else the question resembles.
    """
    required = [decision for decision in decisions if decision.required]
    decided = [call for call in calls if call.tool == ELIGIBILITY and call.result]
    asked = [part for part in parts if part.intent in _POLICY_INTENTS or not required]
    asked = [_decided(part, decided) if part.intent == "can_i_return" else part for part in asked]
    found = (PartHits(part, search_all(part.wordings, searcher, scope, settings, part.vectors)) for part in asked)
    clauses = dict.fromkeys(
        reason.clause
        for decision in required
        if decision.status in _REFUSALS
        for reason in decision.reasons
        if reason.clause
    )
    hits = ((clause, _find(clause, searcher, scope, settings)) for clause in clauses)
    return Candidates(tuple(found), tuple((clause, hit) for clause, hit in hits if hit))


def search_all(
    wordings: Sequence[Wording],
    searcher: Search,
    scope: Scope,
    settings: RetrievalSettings,
    vectors: Mapping[str, Vector],
) -> tuple[Hit, ...]:
    """The `settings.k` best hits of all wordings, each chunk with its best score and as near as any found it.

    `vectors` are unit vectors, each of shape (d,), by text; what is missing there, the searcher embeds.
    """
    found = [
        [
            replace(hit, score=hit.score - settings.joined_discount * wording.joined)
            for hit in searcher.search(wording.text, scope, settings, _rows(wording, vectors), wording.around)
        ]
        for wording in wordings
    ]
    by_nearness = sorted((hit for hits in found for hit in hits), key=lambda hit: hit.nearness)
    nearest = {hit.chunk.chunk_id: hit for hit in by_nearness}
    return tuple(replace(nearest[hit.chunk.chunk_id], score=hit.score) for hit in merged(found)[: settings.k])


def _rows(wording: Wording, vectors: Mapping[str, Vector]) -> Vectors | None:
    """One row for each of the wording's texts; None where any is missing."""
    return np.stack([vectors[text] for text in wording.texts]) if vectors.keys() >= {*wording.texts} else None


def _decided(part: Part, calls: Sequence[CallRecord]) -> Part:
    """The part in the words of the record that decided it; as it was when none did."""
    said = " ".join(str(call.result["summary"]) for call in calls if call.result)
    return replace(part, query=said, text=said, wordings=(Wording(said),), vectors={}) if said else part


def _find(clause: Clause, searcher: Search, scope: Scope, settings: RetrievalSettings) -> Hit | None:
    """The chunk in which the clause stands, if the scope admits it: an agents-only clause is never shown."""
    hits = searcher.search(clause.quote, scope, settings)
    said = (h for h in hits if h.chunk.metadata.doc_id == clause.doc_id and stands_in(clause.quote, h.chunk.text))
    return next(said, None)
