"""The lock sees every changed ruler, and reads nothing of the held-out half but its bytes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evals import lock
from evals.cases import DEV
from evals.errors import CannotRun
from evals.gates import DEFAULT
from tools.catalogue import Catalogue, discover


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return discover("tools")


def test_it_covers_cases_gates_metrics_prompts_and_rules(catalogue: Catalogue) -> None:
    now = lock.take(DEV, DEFAULT, catalogue)
    assert set(now) == {"cases", "held-out cases", "gates", "metrics", "prompts", "rules"}
    assert all(now.values())
    assert {"answer.md", "phrases.yaml"} <= set(now["prompts"])


def test_nothing_changed_is_no_change(catalogue: Catalogue, tmp_path: Path) -> None:
    now = lock.take(DEV, DEFAULT, catalogue)
    lock.write(now, tmp_path / "lock.json")
    stored = lock.read(tmp_path / "lock.json")
    assert stored is not None
    assert lock.changes(stored, lock.take(DEV, DEFAULT, catalogue)) == ()


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda f: (f / "one.yaml").write_text("b"), "cases: one.yaml changed"),
        (lambda f: (f / "one.yaml").unlink(), "cases: one.yaml removed"),
        (lambda f: (f / "two.yaml").write_text("a"), "cases: two.yaml added"),
        (lambda f: (f / "gates.yml").write_text("b"), "gates: gates.yml changed"),
    ],
)
def test_a_changed_file_is_named_with_its_ruler(
    tmp_path: Path, catalogue: Catalogue, edit: Callable[[Path], object], said: str
) -> None:
    (tmp_path / "one.yaml").write_text("a")
    (tmp_path / "gates.yml").write_text("a")
    before = lock.take(tmp_path, tmp_path / "gates.yml", catalogue)
    edit(tmp_path)
    after = lock.take(tmp_path, tmp_path / "gates.yml", catalogue)
    assert [str(change) for change in lock.changes(before, after)] == [said]
    assert lock.digests(before) != lock.digests(after)


def test_without_a_lock_there_is_none(tmp_path: Path) -> None:
    assert lock.read(tmp_path / "lock.json") is None


def test_a_file_that_is_no_lock_says_how_to_write_one(tmp_path: Path) -> None:
    (tmp_path / "lock.json").write_text('["cases"]')
    with pytest.raises(CannotRun, match="evals lock"):
        lock.read(tmp_path / "lock.json")
