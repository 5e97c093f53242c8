"""Every format becomes the same Markdown-shaped document."""

import io
from pathlib import PurePosixPath

import docx
import pytest

from ingestion.errors import (
    BrokenFrontMatter,
    DocumentRefused,
    EmptyDocument,
    EncryptedPdf,
    NotUtf8,
    PicturesOnly,
    UnreadableFile,
)
from ingestion.loaders import load
from ingestion.loaders.read import METADATA, default_id
from tests.ingestion.loaders.pdf_files import Line, grid, pdf


def test_markdown_keeps_its_text_below_the_front_matter() -> None:
    document = load(b"---\nid: returns\n---\n# Returns\n\nWithin 30 days.\n", "a/returns.md")
    assert document.text == "# Returns\n\nWithin 30 days.\n"
    assert document.metadata.doc_id == "returns"
    assert document.metadata.title == "Returns"
    assert document.metadata.source == "a/returns.md"


def test_line_ends_and_byte_order_mark_change_nothing() -> None:
    plain = load(b"# A\n\nText.\n", "a.md")
    assert load(b"\xef\xbb\xbf# A\r\n\r\nText.\r\n", "a.md").content_fingerprint == plain.content_fingerprint


def test_html_keeps_headings_lists_and_tables_and_drops_page_furniture() -> None:
    page = (
        b"<html><head><title>Warranty</title><style>p{}</style></head><body><nav>Home</nav><h2>1. Cover</h2>"
        b"<p>Two <b>years</b>.</p><ul><li>frames</li><li>lamps</li></ul>"
        b"<table><tr><th>Part</th><th>Years</th></tr><tr><td>Frame</td><td>2</td></tr></table>"
        b"<script>alert(1)</script></body></html>"
    )
    text = load(page, "warranty.html").text
    assert text.startswith("# Warranty\n\n## 1. Cover\n\nTwo **years**.")
    assert "- frames\n- lamps" in text
    assert "| Part | Years |\n| --- | --- |\n| Frame | 2 |" in text
    assert "Home" not in text
    assert "alert" not in text


def test_docx_keeps_headings_lists_and_tables() -> None:
    source = docx.Document()
    source.add_heading("Trade accounts", 1)
    source.add_paragraph("Net 30 days.")
    source.add_paragraph("first", style="List Bullet")
    table = source.add_table(rows=2, cols=2)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["Fee", "Share", "Restocking", "20%"], strict=True
    ):
        cell.text = words
    raw = io.BytesIO()
    source.save(raw)
    text = load(raw.getvalue(), "trade.docx").text
    assert text.startswith("# Trade accounts\n\nNet 30 days.")
    assert "- first" in text
    assert "| Restocking | 20% |" in text


def test_pdf_headings_come_from_font_size_and_tables_from_lines() -> None:
    page = [
        Line("Large item delivery", 20, 740),
        Line("1. Booking", 14, 700),
        Line("We agree a slot with you before we", 10, 680),
        Line("dispatch the goods.", 10, 668),
        Line("A second paragraph.", 10, 640),
        Line("Item", 10, 605),
        Line("Weight", 10, 605, 205),
        Line("Bench", 10, 585),
        Line("45 kg", 10, 585, 205),
    ]
    text = load(pdf([page], rules=grid([70, 200, 330], [620, 600, 580])), "large.pdf").text
    assert text == (
        "# Large item delivery\n\n## 1. Booking\n\nWe agree a slot with you before we\ndispatch the goods.\n\n"
        "A second paragraph.\n\n| Item | Weight |\n| --- | --- |\n| Bench | 45 kg |\n"
    )


def test_a_pdf_paragraph_goes_on_over_the_page() -> None:
    text = load(pdf([[Line("This goes on", 10, 80)], [Line("over the page.", 10, 740)]]), "a.pdf").text
    assert text == "This goes on\nover the page.\n"


def test_a_sidecar_gives_a_pdf_its_metadata_and_wins_over_front_matter() -> None:
    raw = pdf([[Line("Text of the policy.", 10, 700)]])
    assert load(raw, "a.pdf", {METADATA: b"id: large\nversion: '2025.1'\n"}).metadata.version == "2025.1"
    assert load(b"---\nid: old\n---\nText", "a.md", {METADATA: b"id: new\n"}).metadata.doc_id == "new"


@pytest.mark.parametrize(
    ("name", "raw", "error"),
    [
        ("empty.md", b"", EmptyDocument),
        ("blank.md", b"---\nid: a\n---\n \n", EmptyDocument),
        ("latin.md", "Größe".encode("latin-1"), NotUtf8),
        ("utf16.txt", "text".encode("utf-16"), NotUtf8),
        ("pictures.pdf", pdf([[]]), PicturesOnly),
        ("secret.pdf", pdf([[Line("secret", 10, 700)]], encrypted=True), EncryptedPdf),
        ("broken.pdf", b"%PDF-1.4 nothing", UnreadableFile),
        ("broken.docx", b"PK nothing", UnreadableFile),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_fix(name: str, raw: bytes, error: type[DocumentRefused]) -> None:
    with pytest.raises(error) as refused:
        load(raw, name)
    assert refused.value.file == name
    assert refused.value.fix


def test_a_broken_sidecar_is_named_itself() -> None:
    with pytest.raises(BrokenFrontMatter) as refused:
        load(b"text", "a.md", {METADATA: b"id: ["})
    assert refused.value.file == "a.meta.yaml"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("returns.md", "returns"), ("abuse/index.md", "abuse"), ("terms/uk.md", "terms-uk"), ("a b@c.md", "a-b-c")],
)
def test_the_path_gives_an_id_where_none_is_written(path: str, expected: str) -> None:
    assert default_id(PurePosixPath(path)) == expected
