"""The threshold with the evidence it rests on, in the state folder."""

import logging
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from copilot.calibration.rate import Rate
from copilot.errors import CopilotError
from copilot.turn.answerable import SIGNAL, AnswerabilitySettings

log = logging.getLogger(__name__)
FILE = "answerability.json"


class CalibrationError(CopilotError):
    """The file in the state folder is no calibration: the copilot does not start on a threshold of its own guess."""

    code = "calibration"

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is no calibration.", fix="Delete it, then run `copilot calibrate`.")


class Calibration(BaseModel):
    """What was chosen, on what, when, and for which index and embedding model."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    threshold: float
    auroc: float
    auroc_low: float
    auroc_high: float
    false_confidence: Rate
    over_refusal: Rate
    chosen_at: datetime
    cases: str
    generation: str
    model: str
    signal: str = "meaning"  # `copilot.turn.answerable.SIGNAL` of the day; files of the first format do not say

    def save(self, home: Path) -> Path:
        """Writes it whole or not at all; returns where."""
        file = home / FILE
        beside = file.with_suffix(".writing")
        beside.write_text(self.model_dump_json(indent=2) + "\n", encoding="utf-8")
        beside.replace(file)
        return file


def calibrated(home: Path, model: str) -> AnswerabilitySettings:
    """The shop's own threshold, or the packaged one where none was set, or it was set for another embedding model or on
    another measure of nearness.

    Raises CalibrationError.
    """
    try:
        stored = Calibration.model_validate_json((home / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        packaged = AnswerabilitySettings()
        nearness = f"{packaged.least_nearness}, or {packaged.least_asked} where documents have customers' questions"
        log.info("No %s: questions are answered from a nearness of %s, as packaged", FILE, nearness)
        return packaged
    except ValueError as error:  # not UTF-8, or pydantic's
        raise CalibrationError(home / FILE) from error
    if stored.model != model:
        log.warning("%s was set for %s and is not used with %s: run `copilot calibrate`", FILE, stored.model, model)
        return AnswerabilitySettings()
    if stored.signal != SIGNAL:
        log.warning(
            "%s was set on %s, not on %s, and is not used: run `copilot calibrate`", FILE, stored.signal, SIGNAL
        )
        return AnswerabilitySettings()
    log.info("Questions are answered from a nearness of %.3f, set on %s", stored.threshold, stored.cases)
    return AnswerabilitySettings(least_nearness=stored.threshold, least_asked=stored.threshold)
