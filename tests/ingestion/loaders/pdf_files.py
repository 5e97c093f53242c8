"""PDF files written by hand, so that tests need no PDF library."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line of text: font size in points, left edge and baseline from the bottom of the page."""

    text: str
    size: int
    y: int
    x: int = 72


def pdf(pages: Sequence[Sequence[Line]], *, rules: str = "", encrypted: bool = False) -> bytes:
    """A PDF of text lines; `rules` are drawing commands added to every page (for tables)."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        stream = rules + "".join(f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({line.text}) Tj ET\n" for line in lines)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    extra = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>")
        extra = f"/Encrypt {len(objects)} 0 R /ID [<{'33' * 16}> <{'33' * 16}>] "
    return _file(objects, extra)


def grid(columns: Sequence[int], rows: Sequence[int]) -> str:
    """Drawing commands for a table's lines at these x and y."""
    across = [f"{columns[0]} {y} m {columns[-1]} {y} l S\n" for y in rows]
    down = [f"{x} {rows[0]} m {x} {rows[-1]} l S\n" for x in columns]
    return "".join(across + down)


def _file(objects: list[str], extra: str) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return out + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {extra}>>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")
