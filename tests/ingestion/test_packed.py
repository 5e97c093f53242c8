"""Packed layers compute what they replace."""

import pytest
import torch
from torch import nn

from ingestion.packed import PackedLinear, pack


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


@torch.inference_mode()
def test_a_packed_model_computes_the_same(block: Block) -> None:
    values = torch.randn(2, 5, 8)
    before = block.inner(values)
    pack(block)
    assert kinds(block) == ["PackedLinear", "GELU", "PackedLinear"]
    assert torch.allclose(block.inner(values), before, atol=1e-6)


@torch.inference_mode()
def test_the_same_values_give_the_same_bits() -> None:
    layer, values = nn.Linear(8, 4), torch.randn(7, 8)
    assert torch.equal(PackedLinear(layer)(values), PackedLinear(layer)(values))


def test_layers_of_another_precision_stay(block: Block) -> None:
    pack(block.to(torch.float64))
    assert kinds(block) == ["Linear", "GELU", "Linear"]


def test_without_onednn_all_stay(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    pack(block)
    assert kinds(block) == ["Linear", "GELU", "Linear"]
