"""One file to one document: format by suffix, metadata from front matter and sidecar."""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from ingestion.behaviour import instructions
from ingestion.document import Document, Notice
from ingestion.errors import EmptyDocument
from ingestion.loaders import docx, html, markdown, pdf
from ingestion.loaders.decode import decode
from ingestion.metadata import build_metadata, parse_yaml, split_front_matter
from ingestion.model import Question
from ingestion.questions import SUFFIX as QUESTIONS
from ingestion.questions import parse_questions, standing

Converter = Callable[[bytes, str], str]

SUFFIXES: Mapping[str, Converter] = MappingProxyType(
    {
        ".md": markdown.to_markdown,
        ".markdown": markdown.to_markdown,
        ".txt": markdown.to_markdown,
        ".html": html.to_markdown,
        ".htm": html.to_markdown,
        ".docx": docx.to_markdown,
        ".pdf": pdf.to_markdown,
    }
)
METADATA = ".meta.yaml"
SIDECARS = (METADATA, QUESTIONS)  # how files are called that stand beside a document and are none
NOTHING: Mapping[str, bytes] = MappingProxyType({})
_TOP_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)


def load(raw: bytes, source: str, beside: Mapping[str, bytes] = NOTHING) -> Document:
    """Convert `raw`, the content of the file at `source` (relative, POSIX), with the files `beside` it by suffix.

    The metadata beside it win over its front matter. Raises a DocumentRefused that names the file.
    """
    path = PurePosixPath(source)
    text = SUFFIXES[path.suffix.lower()](raw, source)
    values, body = split_front_matter(text, source)
    if METADATA in beside:
        sidecar = str(path.with_suffix(METADATA))
        values |= parse_yaml(decode(beside[METADATA], sidecar), sidecar)
    if not body.strip():
        raise EmptyDocument("The document holds no text.", fix="Write its text or remove the file.", file=source)
    metadata, notices = build_metadata(
        values, source=source, default_id=default_id(path), default_title=default_title(path, body)
    )
    questions, rotted = _questions(body, path, beside)
    return Document(metadata, body, (*notices, *instructions(body, source), *rotted), questions)


def _questions(
    body: str, path: PurePosixPath, beside: Mapping[str, bytes]
) -> tuple[tuple[Question, ...], tuple[Notice, ...]]:
    if QUESTIONS not in beside:
        return (), ()
    source = str(path.with_suffix(QUESTIONS))
    return standing(parse_questions(decode(beside[QUESTIONS], source), source), body, source)


def default_id(path: PurePosixPath) -> str:
    """`abuse/index.md` is `abuse`, `terms/uk.md` is `terms-uk`: the words of the path."""
    parts = [*path.parts[:-1], path.stem]
    if parts[-1] == "index" and len(parts) > 1:
        parts.pop()
    return "-".join(re.sub(r"[\s@#]+", "-", part) for part in parts)


def default_title(path: PurePosixPath, body: str) -> str:
    """The top heading, else the file's name in words."""
    heading = _TOP_HEADING.search(body)
    return heading.group(1) if heading else re.sub(r"[-_]+", " ", path.stem).capitalize()
