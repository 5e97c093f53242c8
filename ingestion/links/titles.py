"""Documents by the names that other documents call them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingestion.links.outline import Outline, may_meet
from ingestion.model import Metadata

_SUFFIX = re.compile(r"\s+(?:policy|policies|terms|rules|conditions|guide)$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
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
        self._by_first_word: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._by_name, key=lambda name: (-len(name), name)):
            if first := _WORD.match(name):
                self._by_first_word[first.group(0)].append(name)

    def named(self, sentence: str, by: Metadata) -> list[Outline]:
        """Other documents that `sentence` names by title ("see the Final sale policy") and that can apply along."""
        called = self._called(sentence.casefold())
        spoken = {name for name in called if " " in name or self._is_capitalised(name, sentence)}
        spoken |= {_short(match.group(1)) for match in _NAMED.finditer(sentence)}
        found = [outline for name in sorted(spoken) for outline in self._by_name.get(name, ())]
        return [
            outline
            for outline in dict.fromkeys(found)
            if outline.metadata.doc_id != by.doc_id and may_meet(outline.metadata, by)
        ]

    def _called(self, sentence: str) -> Iterator[str]:
        """Names that stand in a casefolded sentence as whole words, from the left, the longest that fits first."""
        if self._by_first_word.keys().isdisjoint(_WORD.findall(sentence)):
            return
        end = 0
        for word in _WORD.finditer(sentence):
            start = word.start()
            if start >= end:
                for name in self._by_first_word.get(word.group(0), ()):
                    if sentence.startswith(name, start) and not _WORD.match(sentence, start + len(name)):
                        yield name
                        end = start + len(name)
                        break

    @staticmethod
    def _is_capitalised(name: str, sentence: str) -> bool:
        """A one-word title is a name only where it is written as one inside a sentence."""
        return re.search(rf"[a-z,;(]\s+[*_\[\"“]*{re.escape(name.capitalize())}\b", sentence) is not None


def _names(metadata: Metadata) -> set[str]:
    title = metadata.title.casefold()
    return {title, _short(title), metadata.doc_id.replace("-", " ").casefold()} - {""}


def _short(name: str) -> str:
    return _SUFFIX.sub("", name.casefold()).removeprefix("the ").removeprefix("our ").strip()
