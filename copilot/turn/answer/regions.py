"""Which regions a sentence speaks of: what holds for another region than the customer's is no answer to them."""

import re
from collections.abc import Mapping

from copilot.understanding.words import HOUSE, Words


class RegionNames:
    """How the documents call each region of the shop."""

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        self._patterns = {
            region: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
            for region, words in names.items()
        }

    @classmethod
    def load(cls, words: Words = HOUSE) -> "RegionNames":
        """The shop's names, from `regions.yaml`."""
        return cls(words.load("regions"))

    def named(self, text: str) -> frozenset[str]:
        """The regions that `text` names."""
        return frozenset(region for region, pattern in self._patterns.items() if pattern.search(text))

    def elsewhere(self, text: str, asked: str, region: str | None) -> bool:
        """Whether `text` speaks of other regions only than the customer's and those that `asked` names.

        Where neither is known, every region may be the customer's.
        """
        own = self.named(asked) | ({region} if region else frozenset())
        spoken = self.named(text)
        return bool(own and spoken and not own & spoken)
