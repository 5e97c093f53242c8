"""One turn from the shell."""

import json
from datetime import date

import pytest

from copilot.app import App
from tests.copilot.api.scripted import ScriptedTurns
from tests.copilot.cli.conftest import Run


def test_json_has_what_scripts_read(run: Run, scripted: App) -> None:
    result = run("chat", "Hello", "--json")
    assert (result.exit_code, result.err) == (0, "")
    told = json.loads(result.out)
    assert {"outcome", "answer", "citations", "decisions", "calls", "turn_id", "conversation_id"} <= set(told)
    assert scripted.store.turn(told["turn_id"]).conversation_id == told["conversation_id"]


def test_people_read_the_answer_first_and_the_ids_last(run: Run, scripted: App) -> None:  # noqa: ARG001
    lines = run("chat", "Hello").out.strip().splitlines()
    assert lines[0] == "Hello! How can I help?"
    assert lines[-1].startswith("outcome answered · turn trn_")
    assert "conversation cnv_" in lines[-1]


def test_options_say_who_the_conversation_is_with(run: Run, scripted: App) -> None:
    told = json.loads(run("chat", "Hi", "--customer", "C-1002", "--verified", "--audience", "agent", "--json").out)
    conversation = scripted.store.conversation(told["conversation_id"])
    assert (conversation.customer_id, conversation.verified, conversation.audience) == ("C-1002", True, "agent")
    assert (conversation.region, conversation.created_by) == ("uk", "cli")


def test_a_conversation_is_continued_as_of_a_day(run: Run, scripted: App, turns: ScriptedTurns) -> None:
    first = json.loads(run("chat", "Hello", "--json").out)["conversation_id"]
    second = json.loads(run("chat", "And?", "--conversation", first, "--as-of", "2026-02-01", "--json").out)
    assert second["conversation_id"] == first
    assert turns.requests[-1].as_of == date(2026, 2, 1)
    assert len(scripted.store.history(first)) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chat", ""], "The message is empty."),
        (["chat", "a" * 8_001], "8,001 characters"),
        (["chat", "Hi", "--conversation", "cnv_nobody"], "no conversation 'cnv_nobody'"),
        (["chat", "Hi", "--customer", "C-9999"], "no customer 'C-9999'"),
        (["chat", "Hi", "--verified"], "A verified conversation needs the customer"),
        (["chat", "Hi", "--conversation", "cnv_1", "--customer", "C-1001"], "belong to a new conversation"),
        (["chat", "Hi", "--as-of", "yesterday"], "yesterday"),
        (["chat", "Hi", "--audience", "everybody"], "everybody"),
        (["forget", "C-9999", "--yes"], "Error: There is no customer 'C-9999'.\nFix: Nothing was deleted."),
        (["calibrate", "--cases", "/nowhere"], "Error: --cases: /nowhere cannot be read: no such file or directory."),
        (["chat"], "MESSAGE"),
        (["sing"], "sing"),
    ],
)
def test_bad_input_is_told_in_a_line_with_exit_code_2(
    run: Run,
    scripted: App,  # noqa: ARG001
    arguments: list[str],
    said: str,
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said.lower() in result.err.lower()
    assert "Traceback" not in result.err
    assert result.out == ""


def test_a_turn_that_breaks_is_exit_code_1_and_names_the_turn(
    run: Run,
    scripted: App,  # noqa: ARG001
    turns: ScriptedTurns,
) -> None:
    turns.failure = ValueError("no")
    result = run("chat", "Hello")
    assert result.exit_code == 1
    assert "report turn trn_" in result.err


def test_a_setting_that_cannot_be_read_is_named_as_in_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPILOT_PORT", "many")
    monkeypatch.setenv("COPILOT_INGESTION__CHUNK_TOKENS", "few")
    result = run("chat", "Hello")
    assert result.exit_code == 2
    assert "COPILOT_PORT: " in result.err
    assert "COPILOT_INGESTION__CHUNK_TOKENS: " in result.err
