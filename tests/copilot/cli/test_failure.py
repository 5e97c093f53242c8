"""What a refusal looks like in the shell."""

import pytest

from tests.copilot.cli.conftest import Run


@pytest.mark.parametrize(
    ("llm", "problem", "fix"),
    [
        ("gpt-x", "COPILOT_LLM: 'gpt-x' names no provider and model.", "Write one of openai:<model>"),
        ("openai:gpt-x", "COPILOT_LLM_API_KEY: 'openai' needs a key.", "Set it, or COPILOT_LLM_BASE_URL"),
    ],
)
def test_a_language_model_that_cannot_be_built_is_the_settings_fault_and_its_fix_is_said_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, llm: str, problem: str, fix: str
) -> None:
    monkeypatch.setenv("COPILOT_LLM", llm)
    result = run("chat", "Hello")
    assert (result.exit_code, result.out) == (2, "")
    assert result.err.startswith(f"Error: {problem}\nFix: {fix}")
    assert result.err.count(fix) == 1
