"""The four files: what a reader finds in them, that nothing is fetched, and that only marked times differ."""

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from evals.agents.gold import GoldReplay
from evals.agents.trivial import never_calls
from evals.cases import DEV, load
from evals.comparison.compare import compare
from evals.comparison.run import Run
from evals.pages import FILES, write
from evals.report import AUTHORED, Report, as_json, build
from evals.report.speed import speed
from evals.runner import run
from evals.scoring import Scored
from tests.evals.builders import case, gates_file

TIMES = re.compile(r"<!-- times:.*?<!-- end of times -->", re.DOTALL)


@pytest.fixture(scope="module")
def report() -> Report:
    """Never calls, held against the gold replay."""
    cases = load(DEV)
    before, after = run(cases, GoldReplay()), run(cases, never_calls())
    return build("never calls", after, gates_file(), since=compare(Run.of("gold", before), Run.of("n", after)))


@pytest.fixture(scope="module")
def folder(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    write(as_json(report), out)
    return out


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_the_verdict_stands_first_and_the_page_says_what_the_cases_are(folder: Path, name: str) -> None:
    text = (folder / name).read_text()
    assert text.index("FAIL") < text.index("key facts")
    assert AUTHORED in text
    assert "evals run --case" in text
    assert "Newly failing" in text


def test_the_page_fetches_nothing_and_runs_nothing(folder: Path) -> None:
    text = (folder / "report.html").read_text()
    assert re.findall(r"https?://|<script|<link|<img|@import|url\(", text) == []


def test_what_a_customer_said_is_text_on_the_page(tmp_path: Path) -> None:
    nasty = case({"outcome": "refused"}, turns=[{"say": "<script>alert(1)</script>", "expect": {"outcome": "refused"}}])
    write(as_json(build("gold", run([nasty], never_calls()), gates_file(), "one case")), tmp_path)
    assert "<script>alert" not in (tmp_path / "report.html").read_text()


def test_a_failing_case_says_how_far_it_came(report: Report) -> None:
    failing = next(c for c in as_json(report)["cases"] if c["verdict"] == "fail")
    assert failing["stage"] == "called"
    assert failing["stages"]["called"] == "no"
    assert failing["stages"]["answered"] == "yes"


def test_junit_has_a_test_a_case_and_its_failures(folder: Path, report: Report) -> None:
    root = ElementTree.fromstring((folder / "junit.xml").read_text())  # noqa: S314 - written just now
    assert int(root.attrib["tests"]) == len(list(root.iter("testcase"))) == len(report.cases)
    assert int(root.attrib["failures"]) == len(list(root.iter("failure"))) > 0


def _timed(milliseconds: float) -> tuple[Scored, ...]:
    """A run whose every turn took this long."""
    judged = run(load(DEV)[:30], GoldReplay())
    took = {"understand": milliseconds, "answer": 1.0}
    return tuple(
        replace(s, traces=tuple(t and t.model_copy(update={"timings": took}) for t in s.traces)) for s in judged
    )


def test_two_runs_differ_in_nothing_but_the_marked_times(tmp_path: Path) -> None:
    for name, milliseconds in (("a", 10.0), ("b", 9000.0)):
        cases = _timed(milliseconds)
        built = build("gold", cases, gates_file(), speed=speed(cases, 4, milliseconds))
        write(as_json(built), tmp_path / name)
    for file in FILES:
        first, second = ((tmp_path / name / file).read_text() for name in ("a", "b"))
        if file == "report.json":
            first, second = (json.dumps({**json.loads(t), "times": None}, sort_keys=True) for t in (first, second))
        elif file != "junit.xml":
            assert first != second
            first, second = (TIMES.sub("", text) for text in (first, second))
        assert first == second


def test_a_run_without_traces_or_a_baseline_can_still_be_shown(tmp_path: Path) -> None:
    alone = run([case({})], GoldReplay())
    write(as_json(build("gold", alone, gates_file(), "one case")), tmp_path)
    assert "PASS" in (tmp_path / "report.html").read_text()
