"""What the cases rest on, as `ingestion plan` reads it."""

from evals.cases import DEV, load
from evals.citations import citations


def test_every_gold_label_is_told_with_its_case() -> None:
    told = list(citations())
    assert all(set(entry) == {"kind", "id", "doc_id", "quote"} for entry in told)
    assert len(told) == sum(len(gold.sources) for case in load(DEV) for gold in case.gold)
    assert {
        "kind": "eval case",
        "id": "opened-pillow",
        "doc_id": "returns-policy",
        "quote": "Opened hygiene items, such as pillows, mattress toppers and bath textiles, cannot be returned.",
    } in told
