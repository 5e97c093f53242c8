"""DOCX through mammoth to HTML, then as HTML."""

import io

import mammoth

from ingestion.errors import UnreadableFile
from ingestion.loaders.html import html_to_markdown


def to_markdown(raw: bytes, source: str) -> str:
    """Headings from Word's heading styles, tables and lists kept, pictures dropped. Raises UnreadableFile."""
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(raw), convert_image=mammoth.images.img_element(lambda _image: {})
        ).value
    except Exception as error:  # mammoth raises whatever its zip and XML readers raise
        raise UnreadableFile(
            f"Not a readable DOCX file ({type(error).__name__}).", fix="Open and save it again in Word.", file=source
        ) from error
    return html_to_markdown(html)
