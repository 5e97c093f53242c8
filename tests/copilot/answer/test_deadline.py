"""A bound on a call that keeps no promise of its own."""

import threading
from contextvars import ContextVar

import pytest

from copilot.turn.answer.deadline import OutOfTimeError, within


def test_a_call_in_time_gives_what_it_returns() -> None:
    assert within(5, lambda: None) is None
    assert within(5, lambda: 7) == 7


def test_what_the_call_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 / 0)


def test_a_call_that_does_not_return_is_left_behind() -> None:
    release = threading.Event()
    with pytest.raises(OutOfTimeError, match=r"0\.01 s"):
        within(0.01, release.wait)
    release.set()


def test_without_time_the_call_is_not_made() -> None:
    made: list[int] = []
    with pytest.raises(OutOfTimeError):
        within(0, lambda: made.append(1))
    assert made == []


def test_the_callers_context_is_seen() -> None:
    who: ContextVar[str] = ContextVar("who", default="nobody")
    who.set("the caller")
    assert within(5, who.get) == "the caller"
