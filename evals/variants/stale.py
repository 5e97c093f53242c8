"""The documents as they were on a day: what took effect later is not there, what ended later had no end yet."""

import re
import shutil
from datetime import date
from pathlib import Path

from ingestion.loaders import load as read_document
from ingestion.loaders import scan

_LARGEST = 20_000_000  # bytes of a document, as ingestion's own limit
_END = re.compile(r"^effective_to: (\d{4}-\d{2}-\d{2})\n", re.MULTILINE)


def copy(docs: Path, day: date, folder: Path) -> Path:
    """A copy of `docs` in `folder`. Ends are taken out of Markdown front matter; a sidecar's stay."""
    found = Path(shutil.copytree(docs, folder / "docs"))
    for file in scan(found, _LARGEST).files:
        metadata = read_document(file.raw, file.source, file.beside).metadata
        path = found / file.source
        if metadata.effective_from is not None and metadata.effective_from > day:
            path.unlink()
        elif metadata.effective_to is not None and metadata.effective_to >= day and path.suffix == ".md":
            path.write_text(_END.sub("", path.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    return found
