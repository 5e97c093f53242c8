"""The evidence a sentence cites speaks of the same thing.

Measure: the share of the sentence's content words (stemmed, numbers aside) that occur in the evidence cited, titles and
headings included. Below `SUPPORTED` the citation is taken to be wrong. A lexical measure is deliberately plain: it runs
in microseconds, needs no second model, and errs towards the fallback; polarity is its own check.
"""

from collections.abc import Iterator

from copilot.turn.answer.validation.problem import Kind, Problem
from copilot.turn.answer.validation.reading import Reading, source
from copilot.turn.answer.validation.words import content_stems

SUPPORTED = 0.6  # paraphrases keep the nouns of the rule; another clause of the same policy shares about half


def check(reading: Reading) -> Iterator[Problem]:
    """One problem per sentence whose evidence shares too few of its words. A sentence of figures alone passes."""
    for claim in reading.claims:
        pieces, said = reading.cited(claim), content_stems(claim.text)
        if pieces and said and len(said & content_stems(source(pieces))) < SUPPORTED * len(said):
            yield Problem(Kind.SUPPORT, f"{', '.join(p.id for p in pieces)} does not support: {claim.text}")
