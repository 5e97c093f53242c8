"""Which parts of an address a message corrects, by pattern from `data/address_parts.yaml`."""

import re

from copilot.understanding.words import HOUSE, Words

PARTS = ("house_number", "postcode", "city")


class AddressPartReader:
    """Reads at most one value per part: "the house number should be 14" is `{"house_number": "14"}`."""

    def __init__(self, words: Words = HOUSE) -> None:
        data = words.load("address_parts")
        self._patterns = {
            part: [
                re.compile(pattern.replace("{sets}", data["sets"]).replace("{code}", data["code"]), re.IGNORECASE)
                for pattern in data[part]
            ]
            for part in PARTS
        }

    def read(self, message: str) -> dict[str, str]:
        """The parts that are to be otherwise, by name; the first that is said of each."""
        said = " ".join(message.split())
        found = {part: next(filter(None, (p.search(said) for p in ps)), None) for part, ps in self._patterns.items()}
        return {part: match[1].strip() for part, match in found.items() if match}
