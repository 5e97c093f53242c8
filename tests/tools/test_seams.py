"""What the settings of the tools may name, and how a name that is wrong is told."""

from pathlib import Path

import pytest

from tests.tools.gate.judging import INTENTS
from tools.catalogue import CatalogueError, discover
from tools.desk import Desk
from tools.settings import ToolsSettings
from tools.stores import StoresError, open_stores, sql_records


def test_by_default_the_records_are_in_the_business_database() -> None:
    assert open_stores(ToolsSettings()) is sql_records


@pytest.mark.parametrize("name", ["nowhere.at_all:records", "tools.stores:nothing", "tools.desk.bench:APPROVAL"])
def test_stores_that_cannot_be_opened_are_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(StoresError, match=f"COPILOT_TOOLS__STORES={name}"):
        Desk.open(ToolsSettings(home=tmp_path, stores=name), INTENTS)


@pytest.mark.parametrize("name", ["nowhere", "tools.money"])
def test_a_package_that_is_none_is_named(name: str) -> None:
    with pytest.raises(CatalogueError, match=f"{name} is not a package that can be imported"):
        discover(name)


def test_a_single_folder_can_be_taken() -> None:
    assert [tool.name for tool in discover("tools.tickets")] == ["create_ticket"]


def test_two_sets_of_general_rules_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one_shop", "other_shop"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
        (tmp_path / name / "rules.cedar").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(CatalogueError, match="one of them has to go"):
        discover("one_shop", "other_shop")


def test_the_settings_are_read_from_the_same_names_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_TOOLS__CATALOGUE", "tools.tickets, tools.orders")
    assert ToolsSettings.from_environment().packages == ("tools.tickets", "tools.orders")
