"""The development cases against what they speak of: documents, tools, tables, people."""

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import StaticPool, create_engine, select

from evals.cases import DEV, Case, Slice, load
from evals.cases.rot import find
from evals.house import TODAY
from ingestion.loaders import load as read_document
from ingestion.loaders import scan
from tools.accounts.models import CustomerRow
from tools.catalogue import discover
from tools.seed import seed

SAMPLE_DOCS = Path(__file__).parents[2] / "sample_docs"


@pytest.fixture(scope="module")
def cases() -> tuple[Case, ...]:
    return load(DEV)


def test_every_gold_quote_stands_in_its_document(cases: tuple[Case, ...]) -> None:
    documents = [read_document(f.raw, f.source, f.beside) for f in scan(SAMPLE_DOCS, 20_000_000).files]
    library = {(str(d.metadata.doc_id), d.metadata.version): d.text for d in documents}
    assert [str(rot) for case in cases for rot in find(case, library)] == []


def test_every_tool_a_label_names_is_in_the_catalogue(cases: tuple[Case, ...]) -> None:
    named = {
        tool
        for case in cases
        for label in case.expected
        for tools in (label.allowed, label.forbidden, label.decisions, *(call.tools for call in label.calls))
        for tool in tools
    }
    assert named <= set(discover("tools").tools)


def test_every_argument_a_label_names_is_one_of_its_tool(cases: tuple[Case, ...]) -> None:
    catalogue = discover("tools").tools
    unknown = [
        (case.id, call.tool, sorted(set(call.arguments) - set(catalogue[call.tool].arguments.model_fields)))
        for case in cases
        for label in case.expected
        for call in label.calls
        if set(call.arguments) - set(catalogue[call.tool].arguments.model_fields)
    ]
    assert unknown == []


def test_every_customer_is_in_the_demo_records(cases: tuple[Case, ...]) -> None:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    seed(engine, TODAY)
    with engine.connect() as records:
        customers = set(records.scalars(select(CustomerRow.id)))
    assert {case.setup.customer for case in cases} - {None} <= customers


def test_there_are_at_least_100_cases_and_every_slice_has_some(cases: tuple[Case, ...]) -> None:
    counts = Counter(name for case in cases for name in case.slices)
    assert len(cases) >= 100
    assert set(counts) == set(Slice)


def test_no_two_cases_say_the_same_unless_something_else_differs(cases: tuple[Case, ...]) -> None:
    asked = Counter((tuple(turn.say for turn in case.turns), case.setup) for case in cases)
    assert [said for said, times in asked.items() if times > 1] == []
