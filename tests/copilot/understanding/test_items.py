"""Goods told by their titles."""

import pytest

from copilot.understanding.items import ItemReader

RUG, LAVENDER, PLANTERS, GLAZED, TOOLS = range(5)
TITLES = (
    "Woven outdoor rug, 160 x 230 cm",
    "English lavender, 6 plugs",
    "Terracotta planter set, 3 sizes",
    "Glazed planter, moss green, 40 cm",
    "Ash-handled trowel and fork",
)


@pytest.fixture(scope="module")
def reader() -> ItemReader:
    return ItemReader()


@pytest.mark.parametrize(
    ("message", "named"),
    [
        ("Refund only the lavender please.", {LAVENDER}),
        ("The rugs don't suit the room", {RUG}),
        ("The rug and the trowel can go back", {RUG, TOOLS}),
        ("The planters are too small", {PLANTERS, GLAZED}),
        ("the terracotta planter is too small", {PLANTERS}),
        ("the green one", set()),
        ("I'd like my money back.", set()),
        ("Return everything except the rug", {LAVENDER, PLANTERS, GLAZED, TOOLS}),
        ("Send the fork back, but I'm keeping the lavender", {TOOLS}),
        ("I want to keep the rug; the lavender goes back", {LAVENDER}),
        ("A set of 3 came", set()),
        ("Yes, but make it just the lavender, I'll use the rug", {LAVENDER}),
        ("The rug and the trowel go back, no, only the rug", {RUG}),
        ("Send the trowel back. The lavender stays!", {TOOLS}),
    ],
)
def test_titles_are_named_by_what_they_are_called(reader: ItemReader, message: str, named: set[int]) -> None:
    assert reader.named(message, TITLES) == named


@pytest.mark.parametrize(
    ("message", "latest"),
    [
        ("Where is my last order?", True),
        ("cancel my most recent furniture order", True),
        ("the order I just placed", True),
        ("the order I placed last night", True),
        ("an order I placed in March", False),
        ("This is the last time I order here", False),
        ("Where is my order?", False),
    ],
)
def test_the_newest_order_is_meant_only_where_the_words_say_so(
    reader: ItemReader, message: str, *, latest: bool
) -> None:
    assert reader.means_latest_order(message) is latest
