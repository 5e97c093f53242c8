"""The gate says which policy sentences it rests on."""

import pytest

from tools.citations import cited_clauses
from tools.gate.decision import Clause
from tools.gate.gate import Gate
from tools.gate.rules import RulesError, Source, clauses


def test_rules_and_parameters_are_cited() -> None:
    rows = cited_clauses()
    assert {
        "kind": "rule",
        "id": "cancel-packed",
        "doc_id": "order-changes-and-cancellation",
        "quote": "You can cancel an order until it has been packed.",
    } in rows
    assert {
        "kind": "parameter",
        "id": "return_window_days",
        "doc_id": "returns-policy",
        "quote": "You may return most items within 30 days of delivery.",
    } in rows


def test_every_rule_with_a_clause_is_there_and_no_sentence_twice(gate: Gate) -> None:
    rows = [(row["id"], row["quote"]) for row in cited_clauses() if row["kind"] == "rule"]
    assert len(rows) == len(set(rows))
    assert sorted({rule_id for rule_id, _quote in rows}) == sorted(
        rule.id for rule in gate.book.rules.values() if rule.clause
    )


def test_the_same_sentence_in_two_versions_is_one_row() -> None:
    rows = [row for row in cited_clauses() if row["id"] == "live_plant_return_days"]
    assert len(rows) == 1


def test_rules_without_a_clause_cite_nothing() -> None:
    policy = "permit (principal, action, resource);"
    text = f'@id("a") {policy} @id("b") @doc("d") @quote("q") {policy}'
    assert list(clauses([Source("x.cedar", text)])) == [("b", Clause("d", "q"))]


def test_a_broken_file_is_an_error() -> None:
    with pytest.raises(RulesError):
        list(clauses([Source("x.cedar", "nonsense")]))
