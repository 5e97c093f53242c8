"""A verdict read from whatever a model writes around it; no verdict is never a verdict."""

import pytest

from evals.judge.judging import UnreadableVerdictError, read_verdict


@pytest.mark.parametrize(
    "text",
    [
        '{"reason": "Supported.", "verdict": "pass"}',
        '```json\n{"verdict": "pass", "reason": "Supported."}\n```',
        'I think {so}. {"verdict": "pass", "reason": "Supported.", "score": 4} Regards',
        '{"verdict": "pass", "reason": "Supported."} {"verdict": "pass", "reason": "Again."}',
    ],
)
def test_one_verdict_is_read_from_its_wrapping(text: str) -> None:
    assert read_verdict(text).verdict == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pass",
        '{"verdict": "pass"}',
        '{"verdict": "maybe", "reason": "Hm."}',
        '{"verdict": "pass", "reason": "Yes."} {"verdict": "fail", "reason": "No."}',
        '{"verdict": "pass", "reason": "cut o',
    ],
)
def test_anything_else_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableVerdictError):
        read_verdict(text)
