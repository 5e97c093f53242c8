"""Exceptions that name their rule in a heading, or not at all."""

from collections.abc import Iterator, Sequence

from ingestion.links.outline import Outline, is_exception_section
from ingestion.links.phrases import EXCEPTION_HEADING, NUMBER, POINTS_TO_LIMITS, REFERENCE, RESTRICTS
from ingestion.links.similar import Similar
from ingestion.links.titles import Titles
from ingestion.model import Chunk, Link, LinkKind

_RULES = 2  # rules that one sentence in a section of exceptions is linked to
_SHARED = 2  # words that a restricting sentence elsewhere must share with its rule


def exceptions(outline: Outline, titles: Titles, similar: Similar) -> Iterator[Link]:
    """Links from exceptions to the rules they limit.

    A section such as "Exceptions to the return window" limits the sections whose headings share its words, here and
    in a document that it names; one that names nothing limits the section before it and, sentence by sentence, the
    rules most like it. Outside such sections a restricting sentence limits the granting chunk most like it.
    """
    for chunk, sentences in outline.sentences:
        announced = is_exception_section(chunk)
        targets = _by_heading(chunk, outline, titles, similar) if announced else []
        restricting = [one for one in sentences if RESTRICTS.search(one) and not POINTS_TO_LIMITS.search(one)]
        for target in [*targets, *_by_sentence(chunk, restricting, outline, similar, announced=announced)]:
            yield Link(chunk.chunk_id, target.chunk_id, LinkKind.EXCEPTION)


def _by_heading(chunk: Chunk, outline: Outline, titles: Titles, similar: Similar) -> list[Chunk]:
    heading = next(step for step in reversed(chunk.heading_path) if EXCEPTION_HEADING.search(step))
    named = similar.words(EXCEPTION_HEADING.sub(" ", heading))
    abroad = [
        target
        for other in titles.named(heading, chunk.metadata)
        for target in (similar.best(f"{heading} {chunk.body}", other.rules, _RULES) or list(other.rules[:1]))
    ]
    numbered = [
        rule
        for match in REFERENCE.finditer(heading)
        for number in NUMBER.findall(match.group(1))
        for rule in outline.by_number.get(number, ())
    ]
    same = numbered or [rule for rule in outline.rules if named & similar.words(_last(rule))]
    return [*abroad, *(same or outline.before(chunk))]


def _last(rule: Chunk) -> str:
    return rule.heading_path[-1] if rule.heading_path else ""


def _by_sentence(
    chunk: Chunk, restricting: Sequence[str], outline: Outline, similar: Similar, *, announced: bool
) -> list[Chunk]:
    if not restricting:
        return []
    granting = [rule for rule in outline.grants if rule.ordinal != chunk.ordinal]
    most, shared = (_RULES, 1) if announced else (1, _SHARED)
    found = [rule for sentence in restricting for rule in similar.best(sentence, granting, most, shared)]
    return list({rule.ordinal: rule for rule in found}.values())
