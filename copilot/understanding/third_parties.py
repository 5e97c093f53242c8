"""Does somebody say that they are not the customer? Patterns live in `data/third_parties.yaml`."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copilot.understanding.words import HOUSE, Words, WordsError

_CURLY = str.maketrans("’‘`´", "''''")


class ThirdPartyReader:
    """Tells who acts for the customer from who is the customer. What it finds can only forbid, so in doubt it finds.

    The patterns of every language are tried on every message: which language it is may be in doubt, too.
    """

    def __init__(self, words: Words = HOUSE) -> None:
        """Raises WordsError where the file, or one of its languages, lacks a key."""
        data = words.load("third_parties", needs=("relations", "owner", "one", "ordinary", "patterns", "languages"))
        relation = "|".join(data["relations"])
        names = {"relation": relation, "owner": data["owner"], "one": data["one"].replace("{relation}", relation)}
        self._english = _Patterns(_joined(data["ordinary"], names), _joined(data["patterns"], names))
        self._others = tuple(_of_language(code, entry) for code, entry in data["languages"].items())

    def speaks(self, message: str) -> bool:
        """Whether the words are of somebody who acts for the customer."""
        said = " ".join(message.translate(_CURLY).split())
        plain = _without_accents(said)
        return self._english.speak(said) or any(language.speak(plain) for language in self._others)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """One language's: `ordinary` is taken out before `acting` is looked for."""

    ordinary: re.Pattern[str]
    acting: re.Pattern[str]

    def speak(self, said: str) -> bool:
        return bool(self.acting.search(self.ordinary.sub(" . ", said)))


def _of_language(code: str, entry: Mapping[str, Any]) -> _Patterns:
    if missing := [key for key in ("relations", "ordinary", "patterns") if key not in entry]:
        raise WordsError(f"third_parties.yaml: languages: {code}: missing {', '.join(missing)}")
    names = {"relation": entry["relations"]}
    return _Patterns(_joined(entry["ordinary"], names), _joined(entry["patterns"], names))


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(letter))


def _joined(patterns: list[str], names: dict[str, str]) -> re.Pattern[str]:
    for name, pattern in names.items():
        patterns = [each.replace(f"{{{name}}}", pattern) for each in patterns]
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)
