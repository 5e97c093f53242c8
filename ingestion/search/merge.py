"""The hits of several requests of one message as one ranking."""

from collections.abc import Sequence

from ingestion.search.hit import Hit


def merged(parts: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Every chunk once, where it scored best, best first; ties by the part, then the place in it.

    Taken in turns, a request that nothing answers would put as much in front as one that a page answers to the word.
    No hit goes before one that its own part put before it, even where a later stage scored on a scale of its own.
    """
    placed: list[tuple[float, int, int, Hit]] = []
    for number, hits in enumerate(parts):
        lowest = float("inf")
        for place, hit in enumerate(hits):
            lowest = min(lowest, hit.score)
            placed.append((-lowest, number, place, hit))
    ranked = sorted(placed, key=lambda one: one[:3])
    best: dict[str, Hit] = {}
    for *_, hit in ranked:
        best.setdefault(hit.chunk.chunk_id, hit)
    return list(best.values())
