"""A shop's own order API could stand behind every port: none of them knows of a database."""

import ast
from pathlib import Path

import pytest

import tools

ROOT = Path(tools.__file__).parent
NOUNS = ("accounts", "gift_cards", "orders", "refunds", "returns", "shipments", "subscriptions", "tickets")
BEHIND = ("sqlalchemy", "models", "store", "database", "columns")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_port_imports_nothing_from_behind_it(noun: str) -> None:
    tree = ast.parse((ROOT / noun / "port.py").read_text(encoding="utf-8"))
    modules = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert modules, "a port imports at least its own types"
    assert not [module for module in modules for part in module.split(".") if part in BEHIND]
