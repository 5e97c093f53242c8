"""Rounds go on until they are ended, whatever one of them comes to."""

from threading import Event

from copilot.housekeeping import Housekeeping

PATIENCE = 10.0  # seconds until the test is broken


def test_a_chore_that_fails_stops_neither_the_others_nor_the_next_round() -> None:
    rounds: list[str] = []
    enough = Event()

    def broken() -> None:
        rounds.append("broken")
        raise RuntimeError("the database is gone")

    def fine() -> None:
        rounds.append("fine")
        if len(rounds) >= 4:
            enough.set()

    with Housekeeping(broken, fine, pause=0.0):
        assert enough.wait(PATIENCE)
    assert rounds[:4] == ["broken", "fine", "broken", "fine"]
