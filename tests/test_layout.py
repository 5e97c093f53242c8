"""The shape of the house: rooms, commands, and what stays out of the repository."""

import subprocess
import sys
import tomllib
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("copilot", "evals", "ingestion", "tools")
TARGETS = ("help", "install", "demo", "test", "check", "matter", "bench", "soak")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for_is_typed_and_has_tests(room: str) -> None:
    assert (ROOT / room / "__init__.py").read_text().startswith('"""')
    assert (ROOT / room / "py.typed").exists()
    assert list((ROOT / "tests" / room).rglob("test_*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_begins_with_what_it_is_for(room: str) -> None:
    silent = [path for path in (ROOT / room).rglob("*.py") if not path.read_text().lstrip("r").startswith('"""')]
    assert silent == []


def test_every_room_is_in_the_import_contract(project: dict[str, Any]) -> None:
    assert tuple(sorted(project["tool"]["importlinter"]["root_packages"])) == ROOMS


def test_the_installed_commands_are_those_of_the_project(project: dict[str, Any]) -> None:
    scripts = project["project"]["scripts"]
    assert set(scripts) == {"copilot", "ingestion", "evals"}
    for name, target in scripts.items():
        (installed,) = entry_points(group="console_scripts", name=name)
        assert installed.value == target
        assert callable(installed.load())


@pytest.mark.parametrize("command", ["copilot", "ingestion", "evals"])
def test_every_command_explains_itself(command: str) -> None:
    """In this process they would share one interpreter's warnings; as processes they are as people run them."""
    program = f"from {command}.cli import main; main()"
    shown = subprocess.run([sys.executable, "-c", program, "--help"], capture_output=True, text=True, check=False)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Usage:" in shown.stdout


def test_the_makefile_has_its_targets_and_help_shows_them() -> None:
    shown = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert tuple(line.split()[0] for line in shown.splitlines()) == TARGETS


@pytest.mark.parametrize("path", [".env", ".copilot/copilot.db", ".venv/bin/python"])
def test_state_and_secrets_stay_out_of_the_repository(path: str) -> None:
    assert subprocess.run(["git", "check-ignore", "--quiet", path], cwd=ROOT, check=False).returncode == 0


def test_ci_runs_what_people_run() -> None:
    script = (ROOT / ".ci" / "run").read_text()
    assert script.rstrip().endswith("exec make test")
