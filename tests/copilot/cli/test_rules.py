"""`copilot rules check`: rules are well formed, and what they quote stands in the documents."""

from pathlib import Path
from shutil import copytree

from tests.conftest import DOCUMENTS
from tests.copilot.cli.conftest import Run


def test_the_sample_shops_rules_hold(run: Run) -> None:
    result = run("rules", "check", "--docs", str(DOCUMENTS))
    assert (result.exit_code, result.err) == (0, "")
    assert "15 tools hold" in result.out
    assert "25 invariants hold in every combination of boundary values: " in result.out
    assert "Every rule fires and decides; none contradicts another." in result.out


def test_a_sentence_that_left_the_policy_is_named_with_what_rests_on_it(run: Run, tmp_path: Path) -> None:
    docs = copytree(DOCUMENTS, tmp_path / "docs")
    policy = docs / "returns-policy-2026.md"
    policy.write_text(policy.read_text().replace("within 30 days of delivery", "within 35 days of delivery"))
    result = run("rules", "check", "--docs", str(docs))
    assert result.exit_code == 1
    assert "returns-policy 2026.1: does not say 'You may return most items within 30 days of delivery.'" in result.err


def test_a_folder_that_is_not_there_is_told(run: Run) -> None:
    result = run("rules", "check", "--docs", "nowhere")
    assert result.exit_code == 1
    assert "nowhere" in result.err


def test_a_section_that_changed_is_listed_until_somebody_has_reviewed_it(run: Run, tmp_path: Path) -> None:
    docs, lock = copytree(DOCUMENTS, tmp_path / "docs"), tmp_path / "reviewed.yaml"
    options = ("--docs", str(docs), "--lock", str(lock))
    assert run("rules", "review", "--by", "Dana", *options).exit_code == 0
    policy = docs / "returns-policy-2026.md"
    sentence = "You may return most items within 30 days of delivery."
    policy.write_text(policy.read_text().replace(sentence, f"{sentence} Sofas cannot be returned."))
    result = run("rules", "check", *options)
    assert result.exit_code == 1
    assert "rule return-window: returns-policy 2026.1: the section has changed since Dana reviewed it" in result.err
    assert "copilot rules review --by NAME" in result.err
    again = run("rules", "review", "--by", "Ines", *options)
    assert "rule return-window" in again.out
    assert "Ines" in lock.read_text()


def test_a_review_that_cannot_be_kept_is_told(run: Run, tmp_path: Path) -> None:
    lock = tmp_path / "nowhere" / "reviewed.yaml"
    result = run("rules", "review", "--by", "Dana", "--docs", str(DOCUMENTS), "--lock", str(lock))
    assert result.exit_code == 1
    assert "nowhere/reviewed.yaml" in result.err
