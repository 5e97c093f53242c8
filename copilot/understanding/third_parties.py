"""Does somebody say that they are not the customer? Patterns live in `data/third_parties.yaml`."""

import re

from copilot.understanding.words import HOUSE, Words

_CURLY = str.maketrans("’‘`´", "''''")


class ThirdPartyReader:
    """Tells who acts for the customer from who is the customer. What it finds can only forbid, so in doubt it finds."""

    def __init__(self, words: Words = HOUSE) -> None:
        data = words.load("third_parties")
        relation = "|".join(data["relations"])
        names = {"relation": relation, "owner": data["owner"], "one": data["one"].replace("{relation}", relation)}
        self._ordinary = _joined(data["ordinary"], names)
        self._acting = _joined(data["patterns"], names)

    def speaks(self, message: str) -> bool:
        """Whether the words are of somebody who acts for the customer."""
        said = " ".join(message.translate(_CURLY).split())
        return bool(self._acting.search(self._ordinary.sub(" . ", said)))


def _joined(patterns: list[str], names: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in names.items():
        patterns = [each.replace(f"{{{name}}}", pattern) for each in patterns]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
