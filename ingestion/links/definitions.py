"""Terms and the chunks that define them."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingestion.links.outline import Outline, may_meet
from ingestion.links.phrases import DEFINES
from ingestion.links.vocabulary import Vocabulary
from ingestion.model import Chunk, Link, LinkKind

_MOST_USES = 0.3  # of all chunks: a term used in more is common knowledge and links would only be noise
_FEW = 10  # chunks; below this every use is linked
_JOINING = re.compile(r"\b(?:and|or|of|that|which|is|are|was)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:An?|The|Each|Every|Any) ")
_NO_TERM = re.compile(r"^(?:In|If|When|This|That|These|It|We|You|They|For|By|What|Our|Your|[a-z][\w-]*$)\b")


def definitions(documents: Sequence[Outline]) -> Iterator[Link]:
    """Links from chunks that use a defined term to the chunk that defines it.

    A document's own definition goes before another's, and one that several others give is nobody's. A term of one
    word counts only in its own document, and only where it is written as in its definition.
    """
    every = [chunk for outline in documents for chunk in outline.chunks]
    defined = _defined(documents)
    vocabulary = Vocabulary(every if defined else ())
    for term, places in defined.items():
        use = re.compile(rf"\b{re.escape(term)}", re.IGNORECASE if " " in term else 0)
        using = [every[at] for at in vocabulary.near(term) if use.search(every[at].body)]
        if len(using) <= max(_FEW, _MOST_USES * len(every)):
            for chunk in using:
                for place in _that_apply(chunk, places, term):
                    yield Link(chunk.chunk_id, place.chunk_id, LinkKind.DEFINITION)


def _that_apply(chunk: Chunk, places: Sequence[Chunk], term: str) -> list[Chunk]:
    here = [place for place in places if may_meet(chunk.metadata, place.metadata)]
    own = [place for place in here if place.metadata.doc_id == chunk.metadata.doc_id]
    if own or " " not in term:
        return own
    return here if len({place.metadata.doc_id for place in here}) == 1 else []


def _defined(documents: Sequence[Outline]) -> dict[str, list[Chunk]]:
    found: dict[str, list[Chunk]] = defaultdict(list)
    for outline in documents:
        for chunk in outline.chunks:
            for match in DEFINES.finditer(chunk.body):
                term = _ARTICLE.sub("", match.group(1))
                if len(term) > 3 and not _JOINING.search(term) and not _NO_TERM.match(term):
                    found[term].append(chunk)
    return dict(found)
