"""Markdown and plain text are already Markdown-shaped."""

from ingestion.loaders.decode import decode


def to_markdown(raw: bytes, source: str) -> str:
    """The text itself. Raises NotUtf8."""
    return decode(raw, source)
