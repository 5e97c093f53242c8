"""Linear layers whose weights are laid out for oneDNN.

torch multiplies float32 matrices with MKL, which on an AMD processor does half of what oneDNN does: a model of six
layers embeds sentences in 0.55 of the time. The two operators are those that `torch.compile` writes for a processor.
"""

from collections.abc import Callable, Iterator

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

_SAME = 1e-5  # of a unit vector's components; layers summed in another order differ by a tenth of it


class PackedLinear(nn.Module):
    """What a linear layer computes, to the last bits of its sums. For inference."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self._weight = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach())
        self._bias = None if linear.bias is None else linear.bias.detach()

    def forward(self, values: Tensor) -> Tensor:
        """Shape (..., in) to (..., out)."""
        result: Tensor = torch.ops.mkldnn._linear_pointwise(values, self._weight, self._bias, "none", [], "")
        return result


def pack(model: nn.Module, trial: Callable[[], NDArray[np.float32]]) -> None:
    """Replace the float32 linear layers that are on a processor, where this torch has oneDNN's operators.

    `trial` lets the model compute something. Where that fails with packed layers (a model may read their weights), or
    gives other numbers, the model keeps its own.
    """
    own = list(_linear(model))
    if not own or not _operators():
        return
    before = trial()
    try:
        for module, name, layer in own:
            setattr(module, name, PackedLinear(layer))
        same = np.allclose(trial(), before, rtol=0, atol=_SAME)
    except Exception:  # noqa: BLE001 - whatever it is that packed layers lack, its own have it
        same = False
    if not same:
        for module, name, layer in own:
            setattr(module, name, layer)


def _linear(model: nn.Module) -> Iterator[tuple[nn.Module, str, nn.Linear]]:
    """The layers to replace, each with the module it is in and its name there."""
    for name, layer in model.named_children():
        if type(layer) is not nn.Linear:
            yield from _linear(layer)
        elif layer.weight.device.type == "cpu" and layer.weight.dtype == torch.float32:
            yield model, name, layer


def _operators() -> bool:
    """Whether this torch has both operators: they are private, and a build may lack them."""
    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return False
    try:
        weight = torch.ops.mkldnn._reorder_linear_weight(torch.ones(2, 2))
        torch.ops.mkldnn._linear_pointwise(torch.ones(1, 2), weight, None, "none", [], "")
    except (AttributeError, RuntimeError, NotImplementedError):
        return False
    return True
