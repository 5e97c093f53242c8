"""Documents by the names that other documents call them."""

import re
from collections import defaultdict
from collections.abc import Sequence

from ingestion.links.outline import Outline, may_meet
from ingestion.model import Metadata

_SUFFIX = re.compile(r"\s+(?:policy|policies|terms|rules|conditions|guide)$", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:the|our|see|under|in)\s+[*_\[\"“]*((?:[A-Za-z][\w'’-]*\s+){0,6}?[A-Za-z][\w'’-]*)[*_\]\"”]*\s+"
    r"(?:policy|policies|terms|promise|rules|conditions|page)\b",
    re.IGNORECASE,
)


class Titles:
    """Finds the documents that a sentence names."""

    def __init__(self, documents: Sequence[Outline]) -> None:
        self._by_name: dict[str, list[Outline]] = defaultdict(list)
        for outline in documents:
            for name in _names(outline.metadata):
                self._by_name[name].append(outline)
        names = sorted((re.escape(name) for name in self._by_name), key=len, reverse=True)
        self._full = re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE) if names else None

    def named(self, sentence: str, by: Metadata) -> list[Outline]:
        """Other documents that `sentence` names by title ("see the Final sale policy") and that can apply along."""
        called = {match.group(0).casefold() for match in self._full.finditer(sentence)} if self._full else set()
        spoken = {name for name in called if " " in name or self._is_capitalised(name, sentence)}
        spoken |= {_short(match.group(1)) for match in _NAMED.finditer(sentence)}
        found = [outline for name in sorted(spoken) for outline in self._by_name.get(name, ())]
        return [
            outline
            for outline in dict.fromkeys(found)
            if outline.metadata.doc_id != by.doc_id and may_meet(outline.metadata, by)
        ]

    @staticmethod
    def _is_capitalised(name: str, sentence: str) -> bool:
        """A one-word title is a name only where it is written as one inside a sentence."""
        return re.search(rf"[a-z,;(]\s+[*_\[\"“]*{re.escape(name.capitalize())}\b", sentence) is not None


def _names(metadata: Metadata) -> set[str]:
    title = metadata.title.casefold()
    return {title, _short(title), metadata.doc_id.replace("-", " ").casefold()} - {""}


def _short(name: str) -> str:
    return _SUFFIX.sub("", name.casefold()).removeprefix("the ").removeprefix("our ").strip()
