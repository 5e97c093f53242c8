"""The router over somebody else's tools: nearest meaning, arguments that the words name, and silence."""

from datetime import date

import pytest

from evals.tool_cases.reading import NearestTools, named_values
from evals.tool_cases.records import Message
from ingestion.embedding import Embedder
from tests.evals.tool_cases.builders import TOOLS


@pytest.fixture(scope="module")
def router(embedder: Embedder) -> NearestTools:
    return NearestTools(TOOLS, embedder, date(2026, 6, 15))


def _proposed(router: NearestTools, *said: str) -> list[tuple[str, dict[str, object]]]:
    talk = [Message(role="user", content=one) for one in said]
    return [(one.tool, dict(one.arguments or {})) for one in router.propose(talk)]


def test_a_request_goes_to_the_tool_it_is_nearest_to(router: NearestTools) -> None:
    assert _proposed(router, "Please block my stolen bank card") == [("block_card", {})]


def test_two_requests_call_two_tools(router: NearestTools) -> None:
    said = "Show me my account balance. Please block my lost card."
    assert _proposed(router, said) == [("show_balance", {}), ("block_card", {})]


@pytest.mark.parametrize("said", ["Hello there!", "Thank you so much", "Write me a poem about the sea"])
def test_what_needs_no_tool_calls_none(router: NearestTools, said: str) -> None:
    assert _proposed(router, said) == []


def test_arguments_come_from_slots_and_from_their_own_names_said_earlier_or_now(router: NearestTools) -> None:
    assert _proposed(router, "my card id is 77-12.", "Please block my stolen bank card") == [
        ("block_card", {"card_id": "77-12"})
    ]
    said = "List the cards of this customer: ann@example.com"
    assert _proposed(router, said) == [("list_cards", {"email": "ann@example.com"})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Order ID: 3348917502", {"order_id": "3348917502"}),
        ("the order_id is A7, ok?", {"order_id": "A7"}),
        ("order id = 1. No, order id: 2!", {"order_id": "2"}),
        ("my order is late", {}),
        ("reorder id: 5", {}),
    ],
)
def test_a_value_is_read_behind_the_name_of_its_argument(text: str, found: dict[str, str]) -> None:
    assert dict(named_values(["order_id"], text)) == found
