"""A message is read after what was said before it, with one call to the embedding model."""

from collections.abc import Sequence
from datetime import date

import pytest

from copilot.turn.understand import Understander
from copilot.understanding.meaning import Vectors
from copilot.understanding.wordings import Wording
from ingestion.search import Around
from tests.copilot.traces import trace
from tests.ingestion.fakes import WordEmbedder

TODAY = date(2026, 6, 15)


class CountingEmbedder(WordEmbedder):
    """Counts its calls."""

    calls = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        return super().embed(texts)


@pytest.fixture(scope="module")
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


@pytest.fixture(scope="module")
def understander(embedder: CountingEmbedder) -> Understander:
    return Understander(embedder)


def test_a_follow_up_is_searched_for_in_its_own_words_beside_what_was_said(understander: Understander) -> None:
    [part] = understander.understand("and to Norway?", [trace("t", "c", "Do you ship lamps?")], TODAY).parts
    assert part.wordings == (
        Wording("and to Norway?", Around((), ("Do you ship lamps?",))),
        Wording("Do you ship lamps? and to Norway?", joined=True),
    )
    assert part.query == "Do you ship lamps? and to Norway?"


def test_what_only_supplies_what_was_asked_for_is_searched_for_as_the_turn_before(understander: Understander) -> None:
    asked = trace("t", "c", "Where is my order?", asked_for=("order_id",))
    [part] = understander.understand("FH-10001", [trace("s", "c", "Do you ship lamps?"), asked], TODAY).parts
    assert part.wordings == (Wording("Where is my order?"),)


def test_one_call_embeds_the_message_and_what_was_said_before_it(
    understander: Understander, embedder: CountingEmbedder
) -> None:
    before = embedder.calls
    history = [trace("t", "c", "Do you ship lamps?")]
    parts = understander.understand("Can I return it? When do refunds arrive?", history, TODAY).parts
    assert embedder.calls == before + 1
    assert all(part.vectors.keys() >= {*wording.texts} for part in parts for wording in part.wordings)
