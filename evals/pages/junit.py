"""The cases as JUnit XML: a suite a slice, a test a case. Without times: the same commit gives the same file."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_DROPPED = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))  # characters XML 1.0 cannot hold


def render(report: Mapping[str, Any]) -> str:
    """The whole file."""
    root = Element("testsuites", {"name": f"evals: {report['agent']}"} | _counts(report["cases"]))
    for slice_name in dict.fromkeys(case["slices"][0] for case in report["cases"]):
        cases = [case for case in report["cases"] if case["slices"][0] == slice_name]
        suite = SubElement(root, "testsuite", {"name": slice_name} | _counts(cases))
        for case in cases:
            _case(suite, case)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _case(suite: Element, case: Mapping[str, Any]) -> None:
    test = SubElement(suite, "testcase", classname=f"evals.{case['slices'][0]}", name=case["id"])
    if case["verdict"] == "fail":
        failure = SubElement(test, "failure", type=case["stage"], message=f"failed first at: {case['stage']}")
        problems = [f"{metric}: {reason}" for metric, reason in case["problems"].items()]
        failure.text = "\n".join((*problems, f"again: evals run --case {case['id']}")).translate(_DROPPED)
    elif case["verdict"] == "unscored":
        SubElement(test, "error", message=(case["cause"] or "unscored").translate(_DROPPED))


def _counts(cases: list[Mapping[str, Any]]) -> dict[str, str]:
    verdicts = [case["verdict"] for case in cases]
    counts = (len(verdicts), verdicts.count("fail"), verdicts.count("unscored"))
    return dict(zip(("tests", "failures", "errors"), map(str, counts), strict=True))
