"""The whole measurement over a tiny corpus: the real pipeline, real SQLite and Chroma, words for vectors."""

import json
from datetime import date
from pathlib import Path

import pytest

from evals.errors import CannotRun
from evals.retrieval import report
from evals.retrieval.measure import Measured, measure
from evals.retrieval.records import read_queries
from tests.ingestion.fakes import WordEmbedder

TODAY = date(2026, 6, 15)


def _measured(corpus: Path, queries: Path, kept: Path | None = None, embedder: WordEmbedder | None = None) -> Measured:
    used = embedder or WordEmbedder()
    return measure(corpus, read_queries(queries), today=TODAY, kept=kept, embedder_in=lambda _: used)


def test_documents_are_found_under_the_names_the_corpus_gives_them(corpus_file: Path, queries_file: Path) -> None:
    found = _measured(corpus_file, queries_file)
    assert [judged.ranked["copilot"][0] for judged in found.judged[:3]] == ["Returns (UK)", "cards", "ship#1"]
    assert (found.documents, found.refused, found.unknown_gold) == (4, (), ())


def test_a_folder_of_documents_is_a_corpus_too(tmp_path: Path, queries_file: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "cards.md").write_text("---\nid: cards\n---\nA gift card never expires.\n")
    (folder / "care.md").write_text("# Care\n\nWash linen curtains at forty degrees.\n")
    found = _measured(folder, queries_file)
    assert found.judged[1].ranked["copilot"][0] == "cards"
    assert found.unknown_gold == ("Returns (UK)", "ship#1")


def test_every_search_ranks_and_slices_and_families_are_reported(
    corpus_file: Path, queries_file: Path, tmp_path: Path
) -> None:
    figures = report.figures(_measured(corpus_file, queries_file).judged)
    out = tmp_path / "out" / "report.json"
    report.write(figures, out)
    slices = json.loads(out.read_text())["slices"]
    assert set(slices) == {"*", "easy/*", "easy/cards", "easy/lamps", "history", "none"}
    assert {slices["*"][name] for name in ("success@5", "recall@5", "recall@10")} == {1.0}
    assert (slices["*"]["n"], slices["*"]["queries"], slices["easy/*"]["n"]) == (3, 4, 2)
    assert set(slices["*"]["baselines"]) == {"bm25", "dense", "fused", "fused_turns"}
    assert slices["*"]["difference"]["fused"]["ndcg@10"]["n"] == 3
    assert (slices["none"]["n"], slices["none"]["ndcg@10"]) == (0, None)


def test_what_the_corpus_cannot_answer_is_less_near(corpus_file: Path, queries_file: Path) -> None:
    telling = report.figures(_measured(corpus_file, queries_file).judged)["*"].telling["not answerable"]
    assert (telling.positives, telling.negatives) == (3, 1)
    assert telling.auroc["nearness"].value == 1.0


def test_evidence_is_counted_by_document(corpus_file: Path, queries_file: Path) -> None:
    judged = _measured(corpus_file, queries_file).judged[0]
    assert judged.answered
    assert judged.evidence.gold_found == 1
    assert 1 <= judged.evidence.from_gold <= judged.evidence.pieces


def test_with_a_kept_home_the_corpus_is_embedded_once(corpus_file: Path, queries_file: Path, tmp_path: Path) -> None:
    first, second = WordEmbedder(), WordEmbedder()
    _measured(corpus_file, queries_file, tmp_path / "kept", first)
    _measured(corpus_file, queries_file, tmp_path / "kept", second)
    lamps = "Returns\nLamps can be returned within 30 days of delivery."
    assert lamps in first.read
    assert lamps not in second.read


def test_a_kept_home_never_is_an_installations_own(corpus_file: Path, queries_file: Path, tmp_path: Path) -> None:
    home = tmp_path / "kept"
    home.mkdir()
    (home / "ledger.db").write_text("somebody's")
    _measured(corpus_file, queries_file, home)
    assert (home / "ledger.db").read_text() == "somebody's"


@pytest.mark.parametrize("corpus", ["none.jsonl", "empty"])
def test_a_corpus_that_cannot_be_read_says_why(tmp_path: Path, queries_file: Path, corpus: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotRun, match=corpus):
        _measured(tmp_path / corpus, queries_file)


def test_a_document_without_text_is_named_and_the_others_are_searched(tmp_path: Path, queries_file: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text('{"doc_id": "void", "text": " "}\n{"doc_id": "cards", "text": "A gift card never expires."}\n')
    found = _measured(corpus, queries_file)
    assert found.documents == 1
    assert [refusal.split(":")[0] for refusal in found.refused] == ["void"]
