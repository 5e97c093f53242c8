"""The threshold in the state folder."""

import json
from pathlib import Path

import pytest

from copilot.calibration.rate import Rate
from copilot.calibration.record import FILE, Calibration, CalibrationError, calibrated
from copilot.turn.answerable import SIGNAL, AnswerabilitySettings
from tests.copilot.traces import NOW

RATE = Rate(events=1, n=20, low=0.01, high=0.24)
CHOSEN = Calibration(
    threshold=0.91,
    auroc=0.97,
    auroc_low=0.94,
    auroc_high=1.0,
    false_confidence=RATE,
    over_refusal=RATE,
    chosen_at=NOW,
    cases="cases.jsonl",
    generation="g1",
    model="mini@1",
    signal=SIGNAL,
)


def test_what_was_kept_is_used(tmp_path: Path) -> None:
    CHOSEN.save(tmp_path)
    assert calibrated(tmp_path, "mini@1") == AnswerabilitySettings(least_nearness=0.91, least_asked=0.91)


def test_without_one_the_packaged_threshold_holds_and_the_log_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    assert calibrated(tmp_path, "mini@1") == AnswerabilitySettings()
    assert "as packaged" in caplog.text


def test_a_threshold_of_another_model_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    CHOSEN.save(tmp_path)
    assert calibrated(tmp_path, "other@2") == AnswerabilitySettings()
    assert "copilot calibrate" in caplog.text


def test_a_threshold_on_another_measure_of_nearness_is_not_used(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file of the first format says of no measure, and had meaning alone."""
    CHOSEN.save(tmp_path)
    kept = json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    del kept["signal"]
    (tmp_path / FILE).write_text(json.dumps(kept), encoding="utf-8")
    assert calibrated(tmp_path, "mini@1") == AnswerabilitySettings()
    assert "set on meaning, not on" in caplog.text


def test_a_broken_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"threshold": "high"}', encoding="utf-8")
    with pytest.raises(CalibrationError, match=FILE):
        calibrated(tmp_path, "mini@1")
