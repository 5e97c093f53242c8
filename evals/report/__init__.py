"""What a run came to: the whole result as one value, and as plain values that every page is rendered from."""

from evals.report.plain import as_json
from evals.report.value import AUTHORED, Report, SliceReport, build

__all__ = ["AUTHORED", "Report", "SliceReport", "as_json", "build"]
