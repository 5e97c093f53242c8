"""The catalogue over MCP, as the SDK's own client sees it: the gate decides, and the user says yes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import anyio
import pytest
from mcp import Client
from mcp.client.context import ClientRequestContext
from mcp.types import CallToolResult, ElicitRequestParams, ElicitResult, TextContent

from copilot.mcp.counter import Counter
from copilot.mcp.server import create_server
from tests.copilot.api.conftest import Shop, own_shop, seeded
from tests.copilot.traces import NOW
from tools.session import Session

__all__ = ["own_shop", "seeded"]
MAYA = Session("cnv_maya", "C-1001", verified=True)
NOBODY = Session("cnv_nobody")
ERAS = ("legacy", "auto")  # with a handshake, and without
Answer = Literal["accept", "decline", "cancel"]


@dataclass
class User:
    """Who sits in front of the client, and what they were asked."""

    says: Answer = "accept"
    asked: list[str] = field(default_factory=list)

    async def answer(self, context: ClientRequestContext, params: ElicitRequestParams) -> ElicitResult:  # noqa: ARG002
        self.asked.append(params.message)
        return ElicitResult(action=self.says, content={} if self.says == "accept" else None)


@dataclass
class Line:
    """A client on a server for one session."""

    shop: Shop
    session: Session = MAYA
    user: User | None = None
    era: str = "auto"
    taken_over: bool = False

    def run(self, talk: Callable[[Client], Awaitable[Any]]) -> Any:  # noqa: ANN401
        counter = Counter(self.shop.desk, self.session, lambda: NOW, lambda: self.taken_over)
        server = create_server(lambda _context: counter, self.shop.clauses.readable)

        async def session() -> object:
            callback = self.user.answer if self.user else None
            async with Client(server, mode=self.era, elicitation_callback=callback) as client:
                return await talk(client)

        return anyio.run(session)

    def tools(self) -> list[str]:
        listed = self.run(lambda client: client.list_tools())
        return sorted(tool.name for tool in listed.tools)

    def call(self, name: str, **arguments: object) -> CallToolResult:
        result = self.run(lambda client: client.call_tool(name, arguments))
        assert isinstance(result, CallToolResult)
        return result


def words(result: CallToolResult) -> str:
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def refunded(shop: Shop, order_id: str = "FH-10003") -> int:
    """What has been paid back on an order, in cents."""
    facts = shop.desk.gather(MAYA, {"order_id": order_id}, NOW)
    assert facts.order is not None
    return facts.order.refunded.minor


def test_somebody_unproven_is_shown_only_the_ways_to_a_person(own_shop: Shop) -> None:
    assert Line(own_shop, NOBODY).tools() == ["create_ticket", "request_goodwill"]


def test_a_verified_customer_is_shown_what_the_gate_may_allow(own_shop: Shop) -> None:
    listed = Line(own_shop).tools()
    assert {"look_up_order", "issue_refund", "create_ticket"} <= set(listed)
    assert "verify_identity" not in listed


@pytest.mark.parametrize("era", ERAS)
def test_a_read_tells_what_the_record_says(own_shop: Shop, era: str) -> None:
    result = Line(own_shop, era=era).call("track_shipment", order_id="FH-10001")
    assert not result.is_error
    assert "Bramble Parcel" in words(result)
    assert result.structured_content is not None
    assert result.structured_content["status"] == "done"


def test_another_customers_order_and_none_at_all_are_denied_alike(own_shop: Shop) -> None:
    line = Line(own_shop)
    results = [line.call("look_up_order", order_id=number) for number in ("FH-10010", "FH-99999")]
    assert all(result.is_error for result in results)
    assert words(results[0]) == words(results[1])


def test_before_verification_a_call_is_denied(own_shop: Shop) -> None:
    result = Line(own_shop, NOBODY).call("look_up_order", order_id="FH-10001")
    assert result.is_error
    assert (result.structured_content or {})["status"] == "refused"
    assert "Bramble" not in words(result)


@pytest.mark.parametrize("name", ["verify_identity", "drop_all_tables"])
def test_a_tool_that_is_not_for_models_looks_like_one_that_is_not_there(own_shop: Shop, name: str) -> None:
    result = Line(own_shop).call(name)
    assert result.is_error
    assert result.structured_content is None or result.structured_content["status"] == "refused"


@pytest.mark.parametrize("era", ERAS)
def test_a_write_asks_the_user_and_is_done_once(own_shop: Shop, era: str) -> None:
    user = User()
    line = Line(own_shop, user=user, era=era)
    first = line.call("issue_refund", order_id="FH-10003", ground="return")
    assert "82.00" in user.asked[0]
    assert not first.is_error, words(first)
    paid = refunded(own_shop)
    assert paid == 8200
    again = line.call("issue_refund", order_id="FH-10003", ground="return")
    assert (again.structured_content or {})["status"] in ("replayed", "refused")
    assert (refunded(own_shop), len(user.asked)) == (paid, 1)


@pytest.mark.parametrize("says", ["decline", "cancel"])
def test_without_the_users_yes_nothing_is_done(own_shop: Shop, says: Answer) -> None:
    result = Line(own_shop, user=User(says)).call("issue_refund", order_id="FH-10003", ground="return")
    assert words(result) == "The customer said no; nothing was done."
    assert refunded(own_shop) == 0


def test_a_client_that_cannot_ask_its_user_cannot_say_yes(own_shop: Shop) -> None:
    result = Line(own_shop).call("issue_refund", order_id="FH-10003", ground="return")
    assert result.is_error
    assert (result.structured_content or {})["status"] == "needs_confirmation"
    assert refunded(own_shop) == 0


def test_above_the_limit_a_person_is_asked_after_the_user(own_shop: Shop) -> None:
    result = Line(own_shop, user=User()).call("issue_refund", order_id="FH-10005", ground="return")
    data = result.structured_content or {}
    assert data["status"] == "pending_approval"
    assert refunded(own_shop, "FH-10005") == 0
    assert own_shop.desk.approvals.get(data["approval_id"], now=NOW).customer_id == "C-1001"


def test_once_a_person_has_taken_over_there_are_no_tools(own_shop: Shop) -> None:
    line = Line(own_shop, taken_over=True)
    assert line.tools() == []
    assert line.call("look_up_order", order_id="FH-10001").is_error
