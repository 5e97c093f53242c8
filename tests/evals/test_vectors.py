"""Vectors kept between runs: read where they are the same, made again where anything differs or is damaged."""

import logging
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from evals import vectors as module
from evals.vectors import KeptVectors, Piece, folder_of_runs, forget_unused
from ingestion.embedding import Embedder, Vectors

PIECES = [["refund", "delivery"], ["an order"]]


class Maker:
    """Embeds a text as random numbers, so that no two makings agree, and counts the pieces."""

    def __init__(self) -> None:
        self.made: list[Piece] = []

    def __call__(self, pieces: Sequence[Piece]) -> list[Vectors]:
        self.made += pieces
        return [np.random.default_rng().random((len(piece), 3), dtype=np.float32) for piece in pieces]


@pytest.fixture
def maker() -> Maker:
    return Maker()


def _kept(folder: Path, maker: Maker, device: str | None = None) -> KeptVectors:
    return KeptVectors(folder, Embedder(), device, maker)


def test_a_second_run_reads_what_the_first_one_made_bit_for_bit(tmp_path: Path, maker: Maker) -> None:
    first = _kept(tmp_path, maker)(PIECES)
    second = _kept(tmp_path, maker)(PIECES[::-1])
    assert maker.made == PIECES
    assert all(np.array_equal(a, b) for a, b in zip(first, second[::-1], strict=True))
    assert second[0].dtype == np.float32


@pytest.mark.parametrize("piece", [["refund"], ["delivery", "refund"], ["refund", "delivery", ""], ["refunddelivery"]])
def test_a_piece_of_other_texts_is_made(tmp_path: Path, maker: Maker, piece: list[str]) -> None:
    _kept(tmp_path, maker)(PIECES)
    _kept(tmp_path, maker)([piece])
    assert maker.made[len(PIECES) :] == [piece]


def test_another_model_device_library_or_code_makes_its_own(
    tmp_path: Path, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def runs() -> int:
        _kept(tmp_path, maker)(PIECES[:1])
        return len(maker.made)

    assert (runs(), runs()) == (1, 1)
    _kept(tmp_path, maker, "cuda")(PIECES[:1])
    assert len(maker.made) == 2
    with monkeypatch.context() as other:
        other.setattr(Embedder, "model_id", "another@123")
        assert runs() == 3
    with monkeypatch.context() as other:
        other.setattr(module, "version", lambda _: "0.0")
        assert runs() == 4
    with monkeypatch.context() as other:
        other.setattr(module, "_CODE", [Path(__file__)])
        assert runs() == 5


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 56])
def test_a_damaged_file_is_made_again_and_said(
    tmp_path: Path, maker: Maker, damage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    _kept(tmp_path, maker)(PIECES)
    file = next(tmp_path.iterdir())
    file.write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        again = _kept(tmp_path, maker)(PIECES)
    assert len(maker.made) == len(PIECES) + 1
    assert f"{file} are damaged and are made again" in caplog.text
    assert all(np.array_equal(a, b) for a, b in zip(again, _kept(tmp_path, maker)(PIECES), strict=True))


def test_one_changed_bit_is_damage(tmp_path: Path, maker: Maker) -> None:
    _kept(tmp_path, maker)(PIECES[:1])
    file = next(tmp_path.iterdir())
    written = bytearray(file.read_bytes())
    written[-1] ^= 1
    file.write_bytes(written)
    _kept(tmp_path, maker)(PIECES[:1])
    assert len(maker.made) == 2


def test_several_runs_may_share_a_folder(tmp_path: Path) -> None:
    pieces = [[f"text {i}"] for i in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: _kept(tmp_path, Maker())(pieces), range(8)))
    maker = Maker()
    _kept(tmp_path, maker)(pieces)
    assert not maker.made
    assert len(list(tmp_path.iterdir())) == len(pieces)


def test_a_folder_that_cannot_be_written_keeps_nothing_and_says_so(
    tmp_path: Path, maker: Maker, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    with caplog.at_level(logging.WARNING):
        assert len(_kept(tmp_path / "file", maker)(PIECES)) == len(PIECES)
    assert "not kept for the next run" in caplog.text


def test_what_nobody_has_asked_for_in_a_month_is_removed(tmp_path: Path, maker: Maker) -> None:
    forget_unused(tmp_path / "nowhere")
    _kept(tmp_path, maker)(PIECES)
    old = time.time() - 31 * 24 * 3600
    for file in tmp_path.iterdir():
        os.utime(file, (old, old))
    _kept(tmp_path, maker)(PIECES[:1])
    forget_unused(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_runs_keep_them_in_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPILOT_HOME", str(tmp_path))
    assert folder_of_runs() == tmp_path / "evals" / "vectors"
