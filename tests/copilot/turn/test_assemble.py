"""Evidence is whole where a section was cut, and without what says nothing of the question."""

from collections.abc import Callable, Iterator

import pytest

from copilot.turn.answer.regions import RegionNames
from copilot.turn.assemble import AssemblySettings, assemble
from copilot.turn.contradictions import Contradictions
from copilot.turn.relevance import Relevance
from copilot.turn.retrieve import Candidates, PartHits
from copilot.turn.trace import EvidenceRecord
from copilot.turn.trimming import Bars
from copilot.understanding.meaning import Intent, Part
from ingestion.embedding import Embedder
from ingestion.search import RetrievalSettings, Searcher
from tests.copilot.turn.corpus import indexed
from tests.ingestion.conftest import on

CONTRADICTIONS = Contradictions(RegionNames({}))
Gathered = Callable[..., tuple[EvidenceRecord, ...]]
PLANTS = """\
# Plants policy

## 1. Sending plants back

A living plant can be sent back within 14 days. It travels in the pot in which it came, watered on the day before. Put
the pot into the box upright, fill the box with paper up to the lower leaves, and close it with tape on all four sides,
so that the soil stays where it is on the road.

The label for the way back is in your account. Print it and put it on the top of the box, not on a side, because boxes
with a plant travel upright only when the label is on top. Hand the box over before Thursday.

This does not hold for seeds: a packet of seeds that was opened cannot be sent back at all.

## 2. Colour

The colour of a leaf on a screen differs from the colour in the garden.
"""
FERNS = "# Ferns\n\n## 1. Rare ferns\n\nA rare fern that is a living plant can be sent back within 7 days.\n"
PROMISE = """\
# Promise

## 1. Words

"Price drop" means that our own price of the goods is lower than on the day of the order.

## 2. After a price drop

After a price drop within 14 days we refund the difference in price.

## 3. Flash sales

Section 2 does not apply to a flash sale.
"""
VANS = "# Vans\n\n## 1. Electric vans\n\nOur vans in London drive on electric power.\n"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Searcher]:
    """Short policies, cut so that one section has several pieces."""
    documents = {"plants": PLANTS, "ferns": FERNS, "promise": PROMISE, "vans": VANS}
    with indexed(tmp_path_factory.mktemp("home"), embedder, documents, chunk_tokens=96) as opened:
        yield opened


@pytest.fixture
def gathered(searcher: Searcher, embedder: Embedder) -> Gathered:
    """`gathered(question, found=...)` assembles what search finds, or only the chunks whose text holds `found`."""

    def gather(question: str, found: str = "", settings: AssemblySettings | None = None) -> tuple[EvidenceRecord, ...]:
        hits = searcher.search(question, on(), RetrievalSettings(k=20))
        part = Part(question, question, (Intent("policy_question", 1.0),))
        candidates = Candidates((PartHits(part, tuple(hit for hit in hits if found in hit.chunk.text)),))
        relevance = Relevance(searcher.sentence_vectors)
        return assemble(
            candidates,
            (),
            searcher,
            on(),
            relevance,
            CONTRADICTIONS,
            embedder.token_count,
            settings or AssemblySettings(),
        )

    return gather


def test_a_section_that_was_cut_brings_the_piece_that_limits_its_rule(gathered: Gathered) -> None:
    rule, *others = gathered("Within how many days can plants and seeds be sent back?", found="living plant")
    exception = next(piece for piece in others if "seeds" in piece.text)
    assert (rule.role, exception.role) == ("rule", "exception")
    assert rule.id in exception.limits


def test_a_rule_that_a_definition_led_to_brings_its_own_exception(gathered: Gathered) -> None:
    evidence = gathered("Is the difference refunded after a price drop in a flash sale?", found="Price drop")
    rule = next(piece for piece in evidence if "14 days" in piece.text)
    assert [piece.limits for piece in evidence if "flash sale" in piece.text] == [(rule.id,)]


def test_a_piece_that_begins_with_this_brings_the_one_before_it(gathered: Gathered) -> None:
    evidence = gathered("Can an opened packet of seeds be sent back?", found="seeds")
    assert any("label for the way back" in piece.text for piece in evidence)


def test_what_says_nothing_of_the_question_is_no_evidence(gathered: Gathered) -> None:
    question = "Within how many days can a living plant be sent back?"
    everything = AssemblySettings(bars=Bars(near=-9, beside=-9, linked=-9), least_cosine=-1)
    assert any("vans" in piece.text for piece in gathered(question, settings=everything))
    assert not [piece.text for piece in gathered(question) if "vans" in piece.text or "screen" in piece.text]


def test_no_question_and_no_clause_is_no_evidence(searcher: Searcher, embedder: Embedder) -> None:
    relevance = Relevance(searcher.sentence_vectors)
    assert (
        assemble(Candidates(), (), searcher, on(), relevance, CONTRADICTIONS, embedder.token_count, AssemblySettings())
        == ()
    )


def test_evidence_says_what_contradicts_it_and_what_goes_first(gathered: Gathered) -> None:
    evidence = gathered("Within how many days can a living plant or a rare fern be sent back?")
    plants = next(piece for piece in evidence if "14 days" in piece.text)
    ferns = next(piece for piece in evidence if "rare fern" in piece.text)
    assert (ferns.contradicts, ferns.prevails) == ((plants.id,), "narrower")
    assert (plants.contradicts, plants.prevails, plants.overruled) == ((ferns.id,), None, ())
