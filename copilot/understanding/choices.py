"""Arguments with a closed set of values, picked by pattern from `data/choices.yaml`."""

import re

from copilot.understanding.words import HOUSE, Words


class ChoiceReader:
    """Reads at most one value per argument; the order in the file is the order of precedence."""

    def __init__(self, words: Words = HOUSE) -> None:
        self._choices = {
            slot: [(value, re.compile(pattern, re.IGNORECASE)) for value, pattern in values.items()]
            for slot, values in words.load("choices").items()
        }

    def read(self, message: str) -> dict[str, str]:
        """Argument name to value, for the arguments that the message speaks of."""
        found = {
            slot: next((value for value, regex in values if regex.search(message)), None)
            for slot, values in self._choices.items()
        }
        return {slot: value for slot, value in found.items() if value}
