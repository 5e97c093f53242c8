"""Which parts of an address a message corrects, by pattern from `data/address_parts.yaml`."""

import re
from collections.abc import Iterable, Mapping

from copilot.understanding.words import HOUSE, Words

PARTS = ("house_number", "postcode", "city")
_NAMED = ("of", "sets", "change", "code")  # in the order in which they are put into the patterns: one may hold the next


class AddressPartReader:
    """Reads at most one value per part: "the house number should be 14" is `{"house_number": "14"}`."""

    def __init__(self, words: Words = HOUSE) -> None:
        """Raises WordsError where the file lacks a key."""
        data = words.load("address_parts", needs=(*_NAMED, "tells", "answers", *PARTS))
        named = {name: data[name].replace("{of}", data["of"]) for name in _NAMED}
        self._tells = _compiled([data["tells"]], named)[0]
        self._asking = {part: _compiled(data[part], named) for part in PARTS}
        self._answering = {part: _compiled(data["answers"].get(part, ()), named) for part in PARTS}

    def read(self, message: str, *, asked: bool = False) -> dict[str, str]:
        """The parts that are to be otherwise, by name; the first that is said of each.

        `asked`: an address was just asked for, or put to the customer, so that a part may be named without a request.
        What is only told of a delivery is passed over.
        """
        said = self._tells.sub(" ... ", " ".join(message.split()))
        tried = {part: (*self._asking[part], *(self._answering[part] if asked else ())) for part in PARTS}
        found = {part: next(filter(None, (each.search(said) for each in tried[part])), None) for part in PARTS}
        return {part: match[1].strip() for part, match in found.items() if match}


def _compiled(patterns: Iterable[str], named: Mapping[str, str]) -> list[re.Pattern[str]]:
    compiled = []
    for pattern in patterns:
        for name, value in named.items():
            pattern = pattern.replace(f"{{{name}}}", value)
        compiled.append(re.compile(pattern, re.IGNORECASE))
    return compiled
