"""Packed layers compute what they replace, and a model that cannot do with them keeps its own."""

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ingestion.embedding import Embedder
from ingestion.packed import PackedLinear, pack

onednn = pytest.mark.skipif(
    not torch.backends.mkldnn.is_available(),  # type: ignore[no-untyped-call]
    reason="this torch is built without oneDNN: nothing is packed",
)


class Block(nn.Module):
    """Layers inside layers."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(8, 4), nn.GELU(), nn.Linear(4, 3, bias=False))
        self.norm = nn.LayerNorm(3)


@pytest.fixture
def block() -> Block:
    torch.manual_seed(1)
    return Block()


def kinds(block: Block) -> list[str]:
    return [type(layer).__name__ for layer in block.inner]


class ReadsWeight(Block):
    """As the last layer of a T5 block, and `nn.TransformerEncoderLayer`."""

    def forward(self, values: Tensor) -> Tensor:
        result: Tensor = self.inner(values.to(self.inner.get_parameter("0.weight").dtype))
        return result


def trial(block: nn.Module) -> NDArray[np.float32]:
    with torch.inference_mode():
        result: NDArray[np.float32] = block(torch.ones(2, 8)).numpy()
    return result


@onednn
@torch.inference_mode()
def test_a_packed_model_computes_the_same(block: Block) -> None:
    values = torch.randn(2, 5, 8)
    before = block.inner(values)
    pack(block, lambda: trial(block.inner))
    assert kinds(block) == ["PackedLinear", "GELU", "PackedLinear"]
    assert torch.allclose(block.inner(values), before, atol=1e-6)


@onednn
@torch.inference_mode()
def test_the_same_values_give_the_same_bits() -> None:
    layer, values = nn.Linear(8, 4), torch.randn(7, 8)
    assert torch.equal(PackedLinear(layer)(values), PackedLinear(layer)(values))


def test_layers_of_another_precision_stay(block: Block) -> None:
    pack(block.to(torch.float64), lambda: trial(block.inner))
    assert kinds(block) == ["Linear", "GELU", "Linear"]


def test_without_onednn_all_stay(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    pack(block, lambda: trial(block.inner))
    assert kinds(block) == ["Linear", "GELU", "Linear"]


def test_a_model_that_reads_the_weights_of_its_layers_keeps_them() -> None:
    block = ReadsWeight()
    before = trial(block)
    pack(block, lambda: trial(block))
    assert kinds(block) == ["Linear", "GELU", "Linear"]
    assert np.array_equal(trial(block), before)


def test_a_model_that_computes_something_else_with_packed_layers_keeps_its_own(block: Block) -> None:
    pack(block, lambda: np.array([type(layer) is nn.Linear for layer in block.inner], dtype=np.float32))
    assert kinds(block) == ["Linear", "GELU", "Linear"]


@pytest.mark.parametrize("operator", ["_reorder_linear_weight", "_linear_pointwise"])
@pytest.mark.parametrize("refusal", [AttributeError, RuntimeError, NotImplementedError])
def test_where_an_operator_is_missing_or_refuses_all_stay(
    block: Block, monkeypatch: pytest.MonkeyPatch, operator: str, refusal: type[Exception]
) -> None:
    def refuse(*_: object) -> None:
        raise refusal

    monkeypatch.setattr(torch.ops.mkldnn, operator, refuse)
    pack(block, lambda: trial(block.inner))
    assert kinds(block) == ["Linear", "GELU", "Linear"]


@onednn
def test_the_packaged_model_is_packed() -> None:
    kinds = {type(layer) for layer in Embedder()._model.modules()}
    assert PackedLinear in kinds
    assert nn.Linear not in kinds
