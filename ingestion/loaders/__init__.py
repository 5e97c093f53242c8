"""From a file to a `Document`: one converter per format, all ending in Markdown-shaped text."""

from ingestion.loaders.folder import Found, Scan, scan
from ingestion.loaders.read import SUFFIXES, load

__all__ = ["SUFFIXES", "Found", "Scan", "load", "scan"]
