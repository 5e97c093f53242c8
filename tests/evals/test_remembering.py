"""The remembering embedder: the same vectors, whatever was asked before or together."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evals.remembering import PIECE, RememberingEmbedder
from evals.vectors import Piece
from ingestion.embedding import Embedder, Vectors


@pytest.fixture
def settled() -> RememberingEmbedder:
    embedder = RememberingEmbedder()
    embedder.settle()
    return embedder


def test_it_gives_its_parents_vectors() -> None:
    texts = ["Where is my order?", "Live plants must be returned within 14 days of delivery."]
    assert np.allclose(RememberingEmbedder().embed(texts), Embedder().embed(texts), atol=1e-5)


def test_a_cases_vector_does_not_depend_on_its_neighbours_bit_for_bit(settled: RememberingEmbedder) -> None:
    other = RememberingEmbedder()
    other.settle()
    long = "A large item is collected from your home by a two-person team within 10 business days. " * 5
    first = settled.embed(["refund"])
    assert np.array_equal(first[0], other.embed([long, "refund"])[1])
    assert np.array_equal(first[0], settled.embed(["other", "refund"])[1])


def test_before_the_first_case_texts_are_embedded_together_in_pieces() -> None:
    asked: list[Piece] = []
    embedder = RememberingEmbedder(pieces=lambda pieces: [_counted(piece, asked) for piece in pieces])
    many = [f"sentence number {i}, and so on" * (1 + i % 3) for i in range(PIECE + 5)]
    embedder.embed([*many, *many])
    assert [len(piece) for piece in asked] == [PIECE, 5]
    embedder.settle()
    embedder.embed(["one", "two", many[0]])
    assert [list(piece) for piece in asked[2:]] == [["one"], ["two"]]


def test_what_was_learnt_is_not_embedded_again_and_no_piece_has_texts_of_two_documents() -> None:
    asked: list[Piece] = []
    embedder = RememberingEmbedder(pieces=lambda pieces: [_counted(piece, asked) for piece in pieces])
    embedder.learn([["refund", "a longer text about returns"], ["refund", "delivery"]])
    assert [set(piece) for piece in asked] == [{"refund", "a longer text about returns"}, {"delivery"}]
    assert embedder.embed(["delivery", "refund"]).tolist() == [[8], [6]]
    assert len(asked) == 2


def test_another_process_knows_what_was_saved_bit_for_bit(tmp_path: Path, settled: RememberingEmbedder) -> None:
    vectors = settled.embed(["refund", "delivery"])
    settled.save(tmp_path)
    there = RememberingEmbedder(pieces=_nothing)
    there.load(tmp_path)
    assert np.array_equal(there.embed(["delivery", "refund"]), vectors[::-1])


def test_no_text_is_no_vector() -> None:
    assert RememberingEmbedder().embed([]).shape == (0, 0)


def _counted(piece: Piece, asked: list[Piece]) -> Vectors:
    asked.append(piece)
    return np.array([[len(text)] for text in piece], dtype=np.float32)


def _nothing(pieces: Sequence[Piece]) -> list[Vectors]:
    assert not pieces, "embedded again"
    return []
