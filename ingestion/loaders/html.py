"""HTML through BeautifulSoup and markdownify."""

from bs4 import BeautifulSoup
from markdownify import MarkdownConverter

from ingestion.loaders.decode import decode

_NOT_POLICY = ("script", "style", "noscript", "template", "nav", "svg", "iframe")  # page furniture, not policy text


def to_markdown(raw: bytes, source: str) -> str:
    """The page's text; its `<title>` becomes the top heading where the body has none. Raises NotUtf8."""
    return html_to_markdown(decode(raw, source))


def html_to_markdown(html: str) -> str:
    """ATX headings, `-` bullets, pipe tables; links keep their targets."""
    soup = BeautifulSoup(html, "html.parser")
    title = soup.title.get_text(strip=True) if soup.title else ""
    for tag in soup(_NOT_POLICY):
        tag.decompose()
    if soup.head:
        soup.head.decompose()
    converter = MarkdownConverter(heading_style="ATX", bullets="-", escape_misc=False, table_infer_header=True)
    body = str(converter.convert_soup(soup))
    lines = [line.rstrip() for line in body.split("\n")]
    heading = f"# {title}\n\n" if title and soup.h1 is None else ""
    return heading + "\n".join(lines).strip() + "\n"
