"""The catalogue finds its tools by folder and shows them to a model."""

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.tools.gate.judging import INTENTS
from tools.catalogue import Catalogue, CatalogueError, UnknownToolError, discover
from tools.desk.desk import open_gate
from tools.gate.rules import RulesError
from tools.orders.looking import LookUpOrder
from tools.tool import Effect, Slots

TOOL = """
from dataclasses import dataclass
from tools.tool import Arguments, Effect, Matter, Risk, Tool, ToolResult

@dataclass(frozen=True)
class Facts:
    raining: bool = False

TOOLS = (
    Tool("{name}", "Tell the weather.", Arguments, Facts, Effect.READ, Risk.LOW, "Will it rain?",
         lambda world, slots: Matter(Facts(), subject="rain"), lambda call: ToolResult("weather", "Rain."), open=True),
)
"""
RULE = '@id("weather") @reason("Anybody may ask.") permit (principal, action in Action::"weather", resource);'


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of somebody's own, with one noun folder."""
    folder = tmp_path / "somebodys_shop" / "weather"
    folder.mkdir(parents=True)
    for init in (folder.parent / "__init__.py", folder / "__init__.py"):
        init.write_text("", encoding="utf-8")
    (folder / "tools.py").write_text(TOOL.format(name="tell_weather"), encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield_to = [name for name in sys.modules if name.startswith("somebodys_shop")]
    for name in yield_to:
        monkeypatch.delitem(sys.modules, name)
    return folder


def test_the_demo_has_its_tools() -> None:
    assert {(tool.name, tool.effect) for tool in discover("tools")} == {
        ("cancel_order", Effect.WRITE),
        ("cancel_subscription", Effect.WRITE),
        ("change_address", Effect.WRITE),
        ("check_return_eligibility", Effect.READ),
        ("create_ticket", Effect.WRITE),
        ("gift_card_balance", Effect.READ),
        ("issue_refund", Effect.WRITE),
        ("list_recent_orders", Effect.READ),
        ("list_subscriptions", Effect.READ),
        ("look_up_order", Effect.READ),
        ("request_goodwill", Effect.WRITE),
        ("skip_delivery", Effect.WRITE),
        ("start_return", Effect.WRITE),
        ("track_shipment", Effect.READ),
        ("verify_identity", Effect.WRITE),
    }


def test_no_tool_takes_an_amount() -> None:
    arguments = {name for tool in discover("tools") for name in tool.arguments.model_fields}
    assert not {name for name in arguments if "amount" in name or "price" in name or "minor" in name}


def test_every_write_that_concerns_a_customer_asks_first() -> None:
    unasked = {tool.name for tool in discover("tools") if tool.effect is Effect.WRITE and tool.consequence is None}
    assert unasked == {"verify_identity", "create_ticket"}


def test_a_folder_is_a_tool(outside: Path) -> None:
    rule = RULE.replace('action in Action::"weather"', "action")
    (outside / "rules.cedar").write_text(rule, encoding="utf-8")
    catalogue = discover("somebodys_shop")
    assert [tool.name for tool in catalogue] == ["tell_weather"]
    assert open_gate(catalogue, INTENTS).book.rules["weather"].source == "somebodys_shop.weather/rules.cedar"


def test_a_folder_without_rules_is_refused(outside: Path) -> None:
    assert outside.exists()
    with pytest.raises(RulesError, match="no rule permits execute:tell_weather"):
        open_gate(discover("somebodys_shop"), INTENTS)


def test_one_name_is_one_tool(outside: Path) -> None:
    (outside / "tools.py").write_text(TOOL.format(name="look_up_order"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="look_up_order is there already"):
        discover("tools", "somebodys_shop")


def test_an_unknown_tool_is_an_error() -> None:
    with pytest.raises(UnknownToolError, match="there is no tool 'fly'"):
        Catalogue({})["fly"]
    assert Catalogue({}).find("fly") is None


def test_a_model_sees_name_description_and_arguments() -> None:
    calls = []

    def call(name: str, arguments: Mapping[str, object]) -> str:
        calls.append((name, dict(arguments)))
        return "shown"

    tools = discover("tools").as_langchain({"track_shipment", "look_up_order"}, call)
    assert [tool.name for tool in tools] == ["look_up_order", "track_shipment"]
    assert tools[0].args_schema is LookUpOrder
    assert tools[0].invoke({"order_id": "FH-10001"}) == "shown"
    assert calls == [("look_up_order", {"order_id": "FH-10001"})]


def test_every_tool_can_be_shown_to_a_model() -> None:
    catalogue = discover("tools")
    shown = catalogue.as_langchain(list(catalogue.tools), lambda name, arguments: f"{name}{arguments}")
    assert len(shown) == len(catalogue)
    assert all(tool.description and tool.get_input_jsonschema() for tool in shown)


def test_a_slot_that_cannot_be_right_is_as_good_as_missing() -> None:
    slots = Slots.read(LookUpOrder, {"order_id": "soon", "colour": "red"})
    assert slots == Slots({}, frozenset({"order_id"}))


def test_an_unknown_argument_is_refused() -> None:
    with pytest.raises(ValidationError):
        LookUpOrder.model_validate({"order_id": "FH-10001", "amount": 3})
