"""The kill switches in the shell."""

import pytest

from tests.copilot.cli.conftest import Run

SIGNED = ("--by", "Dana", "--why", "Double refunds")


def test_off_on_and_what_is_off(run: Run) -> None:
    assert run("switch", "list").out == "Everything is on.\n"
    assert run("switch", "list", "--history").out == "Nothing was ever turned off.\n"
    thrown = run("switch", "off", "tool:issue_refund", *SIGNED)
    assert (thrown.exit_code, thrown.err) == (0, "")
    assert thrown.out.startswith("tool:issue_refund is off since ")
    assert thrown.out.endswith("by Dana: Double refunds\n")
    assert run("switch", "list").out == thrown.out
    assert run("switch", "on", "tool:issue_refund", *SIGNED).exit_code == 0
    assert run("switch", "list").out == "Everything is on.\n"
    assert len(run("switch", "list", "--history").out.splitlines()) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("tool:fly", *SIGNED), "There is no switch 'tool:fly'; there are copilot, writes, tool:"),
        (("writes", "--by", " ", "--why", "x"), "A switch is not thrown without by."),
        (("writes", "--by", "Dana"), "--why"),
    ],
)
def test_what_cannot_be_thrown_is_told(run: Run, options: tuple[str, ...], said: str) -> None:
    result = run("switch", "off", *options)
    assert result.exit_code == 2
    assert said in result.err
