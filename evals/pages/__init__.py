"""The report as files: report.json, report.md, report.html and junit.xml, all from the same plain values."""

from evals.pages.write import FILES, write

__all__ = ["FILES", "write"]
