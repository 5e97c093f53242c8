"""Which clauses contradict each other, and which of the two goes first."""

from dataclasses import replace
from datetime import date

from copilot.turn.answer.regions import RegionNames
from copilot.turn.contradictions import Contradiction, Contradictions
from ingestion.model import Audience, Chunk, ChunkId, DocId, Link, LinkKind, Metadata, Span

CONTRADICTIONS = Contradictions(RegionNames({"us": ["United States"], "uk": ["United Kingdom"]}))
SINCE, LATER = date(2025, 1, 1), date(2026, 1, 1)


def clause(doc: str, text: str, *, regions: tuple[str, ...] = (), since: date | None = None) -> Chunk:
    metadata = Metadata(DocId(doc), "1", doc, f"{doc}.md", effective_from=since, regions=regions)
    return Chunk(ChunkId(doc), metadata, 0, (), "", "", text, Span(0, len(text)), Audience.CUSTOMER)


def found(*chunks: Chunk, links: tuple[Link, ...] = (), region: str | None = None) -> list[tuple[str, str, str | None]]:
    return [(c.winner, c.loser, c.reason) for c in CONTRADICTIONS.among(chunks, links, region)]


GENERAL = clause("general", "Goods may be returned within 30 days of delivery.", since=SINCE)
SAME_SUBJECT = "Goods may be returned within 14 days of delivery."


def test_a_regions_own_goes_before_the_general() -> None:
    own = clause("own", SAME_SUBJECT, regions=("uk",))
    assert found(GENERAL, own, region="uk") == [("own", "general", "regional")]


def test_another_regions_own_is_no_contradiction() -> None:
    assert found(GENERAL, clause("own", SAME_SUBJECT, regions=("uk",)), region="us") == []


def test_sentences_that_name_different_regions_are_no_contradiction() -> None:
    one = clause("one", "In the United States, goods may be returned within 30 days of delivery.")
    other = clause("other", "In the United Kingdom, goods may be returned within 14 days of delivery.")
    assert found(one, other) == []


def test_the_sentence_that_names_a_case_goes_before_the_one_that_names_none() -> None:
    trade = clause("trade", "Trade customers may return goods within 14 days of delivery.")
    assert found(GENERAL, trade) == [("trade", "general", "narrower")]


def test_a_linked_exception_goes_before_its_rule() -> None:
    plants = clause("plants", "Live plants must be returned within 14 days of delivery.")
    links = (Link(plants.chunk_id, GENERAL.chunk_id, LinkKind.EXCEPTION),)
    assert found(clause("general", "You may return most items within 30 days of delivery."), plants, links=links) == [
        ("plants", "general", "narrower")
    ]


def test_the_later_of_two_equal_clauses_goes_first_and_the_other_is_overruled() -> None:
    newer = clause("newer", SAME_SUBJECT, since=LATER)
    [contradiction] = CONTRADICTIONS.among([GENERAL, newer], [], None)
    assert contradiction == Contradiction(newer.chunk_id, GENERAL.chunk_id, GENERAL.text, "newer")


def test_nothing_decides_between_equals_of_one_day() -> None:
    assert found(GENERAL, clause("twin", SAME_SUBJECT, since=SINCE)) == [("general", "twin", None)]


def test_a_fee_and_the_amount_from_which_it_falls_away_are_no_contradiction() -> None:
    fee = clause("fee", "Standard delivery is 6.95.")
    assert found(fee, clause("free", "Standard delivery is free on orders of 75.00 or more.")) == []


def test_another_subject_with_the_same_words_around_the_figure_is_none() -> None:
    assert found(GENERAL, clause("damage", "Report damage within 14 days of delivery.")) == []


def test_worked_examples_and_tables_are_not_compared() -> None:
    example = replace(GENERAL, chunk_id=ChunkId("example"), text=f"Example: {SAME_SUBJECT}")
    table = replace(GENERAL, chunk_id=ChunkId("table"), text="| Goods | Days |\n|---|---|\n| returned | 14 days |\n")
    assert found(GENERAL, example, table) == []
