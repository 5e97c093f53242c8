"""An exception is never without its rule: links are found, typed and directed."""

from collections.abc import Callable

from ingestion.chunking import Chunker
from ingestion.links import find_links
from ingestion.loaders import load
from ingestion.model import Chunk, LinkKind

Count = Callable[[str], int]
Named = tuple[str, str, LinkKind]


def corpus(count: Count, **documents: str) -> list[Chunk]:
    chunker = Chunker(count, 200, 256)
    return [
        chunk
        for name, text in documents.items()
        for chunk in chunker.chunk(load(text.encode(), f"{name.replace('_', '-')}.md"))
    ]


def links(chunks: list[Chunk]) -> set[Named]:
    """Links by section names."""
    name = {chunk.chunk_id: f"{chunk.metadata.doc_id}/{chunk.section}" for chunk in chunks}
    return {(name[link.source], name[link.target], link.kind) for link in find_links(chunks)}


RULE = (
    "# Returns\n\n## 1. Window\n\nYou may return most items within 30 days of delivery.\n\n"
    "## 2. Labels\n\nPrint one.\n\n"
)


def test_a_section_of_exceptions_limits_the_section_its_heading_names(count: Count) -> None:
    found = links(corpus(count, returns=RULE + "## 3. Exceptions to the window\n\nPlants wilt.\n"))
    assert found == {("returns/3. Exceptions to the window", "returns/1. Window", LinkKind.EXCEPTION)}


def test_a_section_of_exceptions_that_names_a_number_limits_that_section(count: Count) -> None:
    found = links(corpus(count, returns=RULE + "## 3. Exceptions to section 1\n\nPlants wilt.\n"))
    assert ("returns/3. Exceptions to section 1", "returns/1. Window", LinkKind.EXCEPTION) in found


def test_a_section_that_names_nothing_limits_the_section_before_it(count: Count) -> None:
    found = links(corpus(count, returns=RULE + "## 3. Exceptions\n\nPlants wilt.\n"))
    assert ("returns/3. Exceptions", "returns/2. Labels", LinkKind.EXCEPTION) in found


def test_a_restricting_sentence_limits_the_rule_most_like_it(count: Count) -> None:
    found = links(corpus(count, returns=RULE + "## 3. Plants\n\nLive plants cannot be returned after delivery.\n"))
    assert ("returns/3. Plants", "returns/1. Window", LinkKind.EXCEPTION) in found


def test_except_as_stated_means_that_the_named_section_limits_this_one(count: Count) -> None:
    text = "## 1. Window\n\nExcept as stated in section 2, all goods go back.\n\n## 2. Plants\n\nThese stay.\n"
    assert ("returns/2. Plants", "returns/1. Window", LinkKind.EXCEPTION) in links(corpus(count, returns=text))


def test_a_sentence_that_says_where_its_limits_stand_is_limited_by_them(count: Count) -> None:
    text = (
        "## 1. Promise\n\nWe refund the fee of a late parcel. Sections 2 and 3 list the orders for which this does not "
        "apply.\n\n## 2. Orders\n\nTrade orders on the list are refunded.\n\n## 3. Causes\n\nStorms.\n"
    )
    found = links(corpus(count, promise=text))
    assert {link for link in found if link[2] is LinkKind.EXCEPTION} == {
        ("promise/2. Orders", "promise/1. Promise", LinkKind.EXCEPTION),
        ("promise/3. Causes", "promise/1. Promise", LinkKind.EXCEPTION),
    }


def test_a_section_that_describes_something_else_limits_nothing(count: Count) -> None:
    text = "## 1. Promise\n\nSection 2 describes what to do when a parcel is not there.\n\n## 2. Claims\n\nWrite.\n"
    assert ("promise/2. Claims", "promise/1. Promise", LinkKind.EXCEPTION) not in links(corpus(count, promise=text))


def test_does_not_apply_means_that_this_sentence_limits_the_named_section(count: Count) -> None:
    text = "## 1. Window\n\nAll goods go back.\n\n## 2. Plants\n\nSection 1 does not apply to plants.\n"
    assert ("returns/2. Plants", "returns/1. Window", LinkKind.EXCEPTION) in links(corpus(count, returns=text))


def test_see_section_is_a_reference(count: Count) -> None:
    text = "## 1. Window\n\nFor labels see section 2.\n\n## 2. Labels\n\nPrint one.\n"
    assert links(corpus(count, returns=text)) == {("returns/1. Window", "returns/2. Labels", LinkKind.REFERENCE)}


def test_a_clause_can_be_named_and_so_can_several_sections(count: Count) -> None:
    text = "## 1. A\n\nSee clause 2.1 and sections 3 and 4.\n\n## 2. B\n\n2.1 Yes.\n\n## 3. C\n\nC.\n\n## 4. D\n\nD.\n"
    named = {target for _, target, kind in links(corpus(count, returns=text)) if kind is LinkKind.REFERENCE}
    assert named == {"returns/2.1", "returns/3. C", "returns/4. D"}


def test_another_document_is_named_by_its_title(count: Count) -> None:
    found = links(
        corpus(
            count,
            returns="# Returns\n\n## 1. Sale\n\nFor clearance see the Final sale policy.\n",
            final_sale="# Final sale policy\n\n## 1. Labels\n\nRed.\n\n## 2. Clearance\n\nClearance is final.\n",
        )
    )
    assert ("returns/1. Sale", "final-sale/2. Clearance", LinkKind.REFERENCE) in found


def test_exceptions_to_another_documents_rule_are_linked_to_it(count: Count) -> None:
    found = links(
        corpus(
            count,
            delivery_promise="# Delivery promise\n\n## 1. Late parcels\n\nWe refund the fee for late parcels.\n",
            weather="# Weather\n\n## 1. Exceptions to the Delivery promise\n\nStorms delay parcels.\n",
        )
    )
    assert (
        "weather/1. Exceptions to the Delivery promise",
        "delivery-promise/1. Late parcels",
        LinkKind.EXCEPTION,
    ) in found


def test_a_defined_term_is_linked_where_it_is_used(count: Count) -> None:
    found = links(
        corpus(
            count,
            sale='# Sale\n\n## 1. Terms\n\n"Final sale" means clearance goods.\n\n## 2. Use\n\nFinal sale is final.\n',
            gifts="# Gifts\n\nA final sale gift stays.\n",
        )
    )
    assert ("sale/2. Use", "sale/1. Terms", LinkKind.DEFINITION) in found
    assert ("gifts/Gifts", "sale/1. Terms", LinkKind.DEFINITION) in found


def test_a_documents_own_definition_goes_before_anothers(count: Count) -> None:
    found = links(
        corpus(
            count,
            one="## 1. Terms\n\n“Business day” means Monday.\n\n## 2. Use\n\nOne business day.\n",
            two="## 1. Terms\n\n“Business day” means Friday.\n",
        )
    )
    assert {target for source, target, _ in found if source == "one/2. Use"} == {"one/1. Terms"}


def test_a_version_supersedes_section_by_section_whatever_their_numbers(count: Count) -> None:
    old = (
        "---\nid: returns\nversion: '1'\neffective_to: 2026-02-28\n---\n## 2. Window\n\n45 days.\n\n## 3. Gone\n\nX.\n"
    )
    new = "---\nid: returns\nversion: '2'\nsupersedes: '1'\neffective_from: 2026-03-01\n---\n## 3. Window\n\n30 days.\n"
    chunks = corpus(count, old=old, new=new)
    found = [(link.source, link.target, link.kind) for link in find_links(chunks)]
    assert found == [("returns@2#3-window:1", "returns@1#2-window:1", LinkKind.SUPERSEDES)]


def test_versions_that_never_meet_are_not_linked(count: Count) -> None:
    old = "---\nid: fees\nversion: '1'\ntitle: Fees policy\ngoverned_by: order\neffective_to: 2025-12-31\n---\nOld.\n"
    new = "---\nid: a\ntitle: A\ngoverned_by: order\neffective_from: 2026-01-01\n---\nSee the Fees policy.\n"
    assert find_links(corpus(count, fees=old, a=new)) == []


def test_no_chunk_is_linked_to_itself(count: Count) -> None:
    assert find_links(corpus(count, a="## 1. A\n\nSee section 1. You may return it unless section 1 says no.\n")) == []
