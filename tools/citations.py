"""Which policy sentences the gate rests on, for whoever changes a policy and wants to know what that touches."""

from tools.catalogue import discover
from tools.gate.quotes import spelled_out
from tools.gate.rules import clauses
from tools.settings import ToolsSettings


def cited_clauses() -> list[dict[str, str]]:
    """One row per rule or parameter and sentence: kind, id, doc_id, quote. Raises RulesError, ParameterError."""
    catalogue = discover(*ToolsSettings.from_environment().packages)
    rows = [
        {"kind": "rule", "id": rule_id, "doc_id": clause.doc_id, "quote": quote}
        for rule_id, clause in clauses(catalogue.rules)
        for quote, _version in spelled_out(clause.quote, catalogue.parameters)
    ]
    for name, parameter in catalogue.parameters.declared.items():
        sentences = dict.fromkeys((value.doc_id, value.quote) for value in parameter.values)
        rows += [{"kind": "parameter", "id": name, "doc_id": doc, "quote": quote} for doc, quote in sentences]
    return rows
