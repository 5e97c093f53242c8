"""Bytes to text with `\\n` line ends."""

from ingestion.errors import NotUtf8


def decode(raw: bytes, source: str) -> str:
    """UTF-8 only, with or without a byte-order mark: a guessed encoding would corrupt amounts and names silently."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise NotUtf8(f"Not UTF-8 (line {line}).", fix="Save the file as UTF-8.", file=source) from error
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
