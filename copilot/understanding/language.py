"""Which language a message is written in, among those the shop tells apart."""

import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from copilot.understanding.words import HOUSE, Words

ENGLISH = "en"
_SURE = 0.85  # below it a message counts as English: short English messages score anything under this
_FEWEST_WORDS = 3  # fewer words than this say nothing about a language
_NOT_WORDS = re.compile(r"\S*[\d@]\S*")


class LanguageReader:
    """Language by n-grams (py3langid), limited to English and the languages in `data/languages.yaml`."""

    def __init__(self, words: Words = HOUSE) -> None:
        self._sentences: dict[str, str] = words.load("languages")
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._identifier.set_languages([ENGLISH, *self._sentences])

    def read(self, message: str) -> str:
        """ISO 639-1 code; English when in doubt."""
        words = _NOT_WORDS.sub(" ", message).split()
        if len(words) < _FEWEST_WORDS:
            return ENGLISH
        code, probability = self._identifier.classify(" ".join(words))
        return str(code) if probability >= _SURE else ENGLISH

    def not_covered(self, code: str) -> str:
        """The sentence, in that language, which says that it is not covered."""
        return self._sentences[code]
