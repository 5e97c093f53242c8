"""The optional cross-encoder, with a tiny model of random weights made here: its order is meaningless and real."""

from dataclasses import replace
from pathlib import Path

import pytest
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast, set_seed

from ingestion.errors import ModelMissing, NotACrossEncoder
from ingestion.search import Hit, Searcher
from ingestion.search.cross_encoder import CrossEncoderReranker
from ingestion.settings import IngestionSettings
from tests.ingestion.conftest import Sync, Write, on
from tests.ingestion.fakes import WordEmbedder
from tests.ingestion.search.test_fusion import chunk

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "return",
    "items",
    "within",
    "30",
    "days",
    "plants",
    "cannot",
    "be",
]
TEXTS = ("return items within 30 days", "plants cannot be", "days 30 within", "items be plants return")


def made(folder: Path, labels: int = 1) -> str:
    """A cross-encoder of two narrow layers that knows twelve words."""
    set_seed(7)
    words = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    words.normalizer = normalizers.Lowercase()
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=words, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64, initializer_range=1.0,
    )  # fmt: skip
    config.num_labels = labels
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def hits() -> list[Hit]:
    return [Hit(replace(chunk(str(n)), text=text), 0.0, dense_score=0.5) for n, text in enumerate(TEXTS)]


def test_hits_come_in_the_order_of_the_models_own_scores(tmp_path: Path) -> None:
    folder = made(tmp_path)
    given = hits()
    scores = CrossEncoder(folder).predict([("return plants", hit.chunk.embedded_text) for hit in given])
    expected = [given[place].chunk.chunk_id for place in sorted(range(len(given)), key=lambda n: -scores[n])]
    ordered = CrossEncoderReranker(folder)("return plants", given)
    assert len({round(float(score), 4) for score in scores}) == len(TEXTS)  # an order there is
    assert [hit.chunk.chunk_id for hit in ordered] == expected
    assert [hit.score for hit in ordered] == pytest.approx(sorted((float(s) for s in scores), reverse=True))


def test_what_earlier_stages_saw_is_kept(tmp_path: Path) -> None:
    assert {hit.dense_score for hit in CrossEncoderReranker(made(tmp_path))("return", hits())} == {0.5}


def test_nothing_is_reranked_to_nothing(tmp_path: Path) -> None:
    assert CrossEncoderReranker(made(tmp_path))("return", []) == []


def test_a_search_uses_the_model_that_the_settings_name(
    write: Write, synced: Sync, settings: IngestionSettings, embedder: WordEmbedder, tmp_path: Path
) -> None:
    for number, text in enumerate(TEXTS):
        write(f"{number}.md", f"{text}\n", id=f"d{number}", title="Policy")
    synced()
    with_model = settings.model_copy(update={"reranker": made(tmp_path / "model")})
    searcher = Searcher.open(with_model, embedder)
    found = searcher.search("return plants", on())
    searcher.close()
    again = CrossEncoderReranker(str(tmp_path / "model"))("return plants", found[::-1])
    assert len(found) == len(TEXTS)
    assert [hit.chunk.chunk_id for hit in found] == [hit.chunk.chunk_id for hit in again]


def test_a_model_that_is_not_here_is_refused_before_the_first_search() -> None:
    with pytest.raises(ModelMissing, match="COPILOT_INGESTION__RERANKER") as refused:
        CrossEncoderReranker("nobody/no-such-reranker")
    assert "COPILOT_INGESTION__RERANKER" in str(refused.value)


def test_a_classifier_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(NotACrossEncoder, match="gives 3 numbers"):
        CrossEncoderReranker(made(tmp_path, labels=3))("return", hits())
