"""PDF through pdfplumber: headings by font size, tables as pipe tables, page furniture left as text."""

import io
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingestion.errors import EncryptedPdf, PicturesOnly, UnreadableFile

_HEADING_RATIO = 1.12  # a line this much larger than body text is a heading
_PARAGRAPH_GAP = 0.7  # a gap above this share of the line height starts a paragraph
_BULLETS = ("•", "◦", "▪", "–", "-", "*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, or a whole table already as Markdown."""

    text: str
    size: float  # font size in points; 0 for a table
    top: float
    bottom: float


def to_markdown(raw: bytes, source: str) -> str:
    """Raises EncryptedPdf, PicturesOnly, UnreadableFile."""
    try:
        with pdfplumber.open(io.BytesIO(raw)) as pdf:
            pages = [_read(page) for page in pdf.pages]
    except Exception as error:  # a damaged PDF fails anywhere in the parser, with any exception
        raise _refusal(error, source) from error
    if not any(pages):
        raise PicturesOnly(
            "The PDF has no text, only pictures.", fix="Run text recognition (OCR) on it first.", file=source
        )
    return _assemble(pages)


def _refusal(error: Exception, source: str) -> EncryptedPdf | UnreadableFile:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect):
        return EncryptedPdf("The PDF asks for a password.", fix="Save a copy without a password.", file=source)
    return UnreadableFile(
        f"Not a readable PDF ({type(cause).__name__}).", fix="Export the PDF again from its source.", file=source
    )


def _read(page: Any) -> list[_Line]:  # noqa: ANN401 - pdfplumber has no types
    lines = list(_lines(page))
    page.close()  # what it remembers of every character is thousands of times the text
    return lines


def _lines(page: Any) -> Iterator[_Line]:  # noqa: ANN401 - pdfplumber has no types
    tables = page.find_tables()
    rest = page
    for table in tables:
        rest = rest.outside_bbox(table.bbox)
    found = [_Line(_pipe_table(table.extract()), 0, table.bbox[1], table.bbox[3]) for table in tables]
    for line in rest.extract_text_lines(return_chars=True):
        text = " ".join(line["text"].split())
        if text:
            size = statistics.median(char["size"] for char in line["chars"])
            found.append(_Line(text, round(size, 1), line["top"], line["bottom"]))
    yield from sorted(found, key=lambda line: line.top)


def _pipe_table(rows: list[list[str | None]]) -> str:
    cells = [[" ".join((cell or "").replace("|", "\\|").split()) for cell in row] for row in rows]
    header, *body = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([header, "|" + " --- |" * len(cells[0]), *body])


def _assemble(pages: list[list[_Line]]) -> str:
    lines = [line for page in pages for line in page]
    text_lines = [line for line in lines if line.size]
    body = statistics.median_low([line.size for line in text_lines for _ in line.text]) if text_lines else 0.0
    larger = sorted({line.size for line in text_lines if line.size > body * _HEADING_RATIO}, reverse=True)
    level = {size: min(n, 5) for n, size in enumerate(larger, 1)}
    out: list[str] = []
    previous: _Line | None = None
    for line in lines:
        text = _marked(line, level)
        if out and _continues(previous, line, level):
            out[-1] = f"{out[-1]} {text.lstrip('# ')}" if line.size in level else f"{out[-1]}\n{text}"
        else:
            out.append(text)
        previous = line
    return "\n\n".join(out) + "\n"


def _marked(line: _Line, level: dict[float, int]) -> str:
    if line.size in level:
        return f"{'#' * level[line.size]} {line.text}"
    first, _, rest = line.text.partition(" ")
    return f"- {rest}" if rest and first in _BULLETS else line.text


def _continues(previous: _Line | None, line: _Line, level: dict[float, int]) -> bool:
    """Whether a line goes on with the paragraph (or the heading) before it."""
    if previous is None or not previous.size or not line.size or previous.size != line.size:
        return False
    gap = line.top - previous.bottom
    if gap < 0:  # the top of the next page
        return line.size not in level and not previous.text.endswith((".", ":", "!", "?"))
    return gap <= (line.bottom - line.top) * _PARAGRAPH_GAP
