"""A sentence does not turn its evidence around: "cannot be returned" is no support for "can be returned"."""

import re
from collections.abc import Iterator

from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading, source_sentences
from copilot.turn.answer.validation.words import content_stems

SAME_MATTER = 0.6  # share of the sentence's content words in one evidence sentence, from which the two are compared
_NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|nor|neither|without|unable|excluded|excludes|non-\w+|\w+n['’]t)\b", re.IGNORECASE
)
# "You can cancel until it is packed" and "you cannot cancel once it is packed" say the same.
_LIMIT = re.compile(r"\b(?:until|within|before|up to|only|unless|if|at most|no later)\b", re.IGNORECASE)
_BEYOND = re.compile(
    r"\b(?:after|once|past|beyond|later|more than|over|expired|ended|already|otherwise)\b", re.IGNORECASE
)


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per sentence whose nearest evidence sentences are all of the other polarity."""
    for claim in reading.claims:
        said = content_stems(claim.text)
        if reading.verbatim(claim):
            continue
        nearest = _nearest(said, source_sentences(reading.cited(claim)))
        if nearest and all(_contradicts(claim.text, sentence) for sentence in nearest):
            yield Problem(Kind.POLARITY, f"the evidence named says the opposite of: {claim.text}")


def _nearest(said: frozenset[str], candidates: list[str]) -> list[str]:
    """The evidence sentences that share most words with the claim, if they share enough."""
    shared = {candidate: len(said & content_stems(candidate)) for candidate in candidates}
    most = max(shared.values(), default=0)
    return [text for text, count in shared.items() if count == most] if said and most >= SAME_MATTER * len(said) else []


def _contradicts(one: str, other: str) -> bool:
    negated, plain = (one, other) if _NEGATION.search(one) else (other, one)
    if bool(_NEGATION.search(one)) == bool(_NEGATION.search(other)):
        return False
    return not (_BEYOND.search(negated) and _LIMIT.search(plain))
