"""Writes a folder of four files. Two runs of a commit differ only in what stands between the marks of times."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from evals.metrics import METRICS
from evals.pages import junit, words

FILES = ("report.json", "report.md", "report.html", "junit.xml")
_ERRORS = frozenset(metric.name for metric in METRICS if metric.error)


def write(report: Mapping[str, Any], folder: Path) -> None:
    """`report` is what `evals.report.as_json` gives. Files of an earlier run are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = (_json(report), _page("report.md.j2", report), _page("report.html.j2", report), junit.render(report))
    for name, text in zip(FILES, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")


def _json(report: Mapping[str, Any]) -> str:
    return json.dumps(report, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _page(template: str, report: Mapping[str, Any]) -> str:
    environment = Environment(
        loader=PackageLoader("evals.pages"),
        autoescape=template.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= words.FILTERS
    view = words.view(report)
    return environment.get_template(template).render(r=report, errors=_ERRORS, **view)
