"""Which passages say enough of what was asked to be evidence. A generator reads noise as if it were an answer."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from copilot.turn.passage import ChunkPassage
from copilot.turn.relevance import Relevance
from ingestion.model import Chunk, ChunkId

TOLD = 0.9  # share of the best from which a passage is likely to be told, and must be whole
Shares = Mapping[ChunkId, float]


@dataclass(frozen=True, slots=True)
class Bars:
    """From which share of the best passage's score a passage stays, by its role."""

    near: float = 0.7  # of a hit, and of a rule or an exception that a hit is linked to
    beside: float = 0.8  # of a definition or a neighbour: under the same heading much is alike
    linked: float = 0.65  # of an exception to what stays, or the rule behind what is told: it speaks of another thing


def shares(questions: Sequence[str], chunks: Sequence[Chunk], relevance: Relevance) -> Shares:
    """Per chunk, the score of its best sentence as a share of the best of all, for the question that it answers best.

    0 for a chunk without a sentence to tell; 1 for each where no sentence answers anything.
    """
    passages = [ChunkPassage(chunk) for chunk in chunks]
    found = {chunk.chunk_id: 0.0 for chunk in chunks}
    for question in questions:
        best: dict[ChunkId, float] = {}
        for one in relevance.scored(question, passages):
            best.setdefault(one.evidence.chunk_id, one.score)
        top = max(best.values(), default=0.0)
        for chunk_id, score in best.items():
            found[chunk_id] = max(found[chunk_id], score / top if top > 0 else 1.0)
    return found


def near_enough(
    share: Shares, near: Set[ChunkId], limits: Mapping[ChunkId, Sequence[ChunkId]], always: Set[ChunkId], bars: Bars
) -> set[ChunkId]:
    """The chunks that stay: those of `always`, those near the best, the exceptions to one of these, and the rules that
    one of the best limits: the first and the nearest of these however far, for an exception alone tells half.

    `near` are the hits and what is linked to them as rule or exception; `limits` names, per chunk, the chunks that it
    is an exception to, those of its own document first.
    """
    bar = {chunk_id: bars.near if chunk_id in near else bars.beside for chunk_id in share}
    kept = {chunk_id for chunk_id in share if chunk_id in always or share[chunk_id] >= bar[chunk_id]}
    told = [limits[chunk_id] for chunk_id in kept if share[chunk_id] >= TOLD and limits[chunk_id]]
    behind = {rules[0] for rules in told} | {max(sorted(rules), key=lambda rule: share[rule]) for rules in told}
    linked = {chunk_id for chunk_id in share if kept & set(limits[chunk_id])} | {
        rule for rules in told for rule in rules
    }
    return kept | behind | {chunk_id for chunk_id in linked if share[chunk_id] >= bars.linked}
