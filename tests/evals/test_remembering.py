"""The remembering embedder: the same vectors, whatever was asked before or together."""

import numpy as np

from evals.remembering import WHOLE, RememberingEmbedder
from ingestion.embedding import Embedder


def test_it_gives_its_parents_vectors() -> None:
    texts = ["Where is my order?", "Live plants must be returned within 14 days of delivery."]
    assert np.allclose(RememberingEmbedder().embed(texts), Embedder().embed(texts), atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours_bit_for_bit() -> None:
    alone, together = RememberingEmbedder(), RememberingEmbedder()
    long = "A large item is collected from your home by a two-person team within 10 business days. " * 5
    first = alone.embed(["refund"])
    assert np.array_equal(first[0], together.embed([long, "refund"])[1])
    assert np.array_equal(first[0], alone.embed(["other", "refund"])[1])


def test_a_large_batch_leaves_the_single_vectors_as_they_are() -> None:
    first, second = RememberingEmbedder(), RememberingEmbedder()
    many = [f"sentence number {i}" for i in range(WHOLE)]
    whole = first.embed(many)
    alone = second.embed(many[:1])
    assert np.array_equal(first.embed(many[:1]), alone)
    assert np.array_equal(second.embed(many), whole)


def test_once_settled_a_large_batch_gives_the_single_vectors_bit_for_bit() -> None:
    together, alone = RememberingEmbedder(), RememberingEmbedder()
    together.settle()
    many = [f"sentence number {i}, and so on" * (1 + i % 3) for i in range(WHOLE)]
    assert np.array_equal(together.embed(many)[7], alone.embed([many[7]])[0])


def test_what_was_learnt_is_not_embedded_again() -> None:
    embedder = RememberingEmbedder()
    embedder.learn(["refund", "a longer text about returns"])
    assert np.allclose(embedder.embed(["refund"]), Embedder().embed(["refund"]), atol=1e-5)


def test_no_text_is_no_vector() -> None:
    assert RememberingEmbedder().embed([]).shape == (0, 0)
