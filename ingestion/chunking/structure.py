"""Markdown text to sections of blocks, by source line: the parser's line maps decide, no character is rewritten."""

import re
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from ingestion.model import Audience

BlockKind = Literal["paragraph", "list", "table", "other"]

_KINDS: dict[str, BlockKind] = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "fence": "other",
    "code_block": "other",
    "blockquote_open": "other",
    "html_block": "other",
}
_COMMENT = re.compile(r"\s*<!--(?:(?!-->).)*-->\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines [start, end) of one kind. `item_starts` are the lines where list items begin, with their depth from 1."""

    kind: BlockKind
    start: int
    end: int
    audience: Audience
    item_starts: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Section:
    """What stands under one heading, before the next. A run is blocks with one audience and no marker between.

    `head` is the line where the headings right above the first block begin, those of empty sections among them; None
    where there are none, or where a marker or a comment stands between.
    """

    heading_path: tuple[str, ...]
    runs: list[list[Block]] = field(default_factory=list)
    head: int | None = None


def parse_sections(text: str) -> list[Section]:
    """Sections in source order. Headings, thematic breaks, comments and `:::` lines belong to no block.

    A container named anything but `customer` is for agents only: a misspelt name must not publish its text.
    """
    return _Reader(text).read()


class _Reader:
    """Walks the top level of the token stream, looking through containers."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._tokens = _parser().parse(text)
        self._agent = [False] * (len(self._lines) + 1)
        self._marker = [False] * (len(self._lines) + 1)
        self._apart = True  # whether a marker stands before the next block
        self._head: int | None = None  # where headings begin that no block has followed yet
        self._mark_containers()

    def read(self) -> list[Section]:
        path: list[tuple[int, str]] = []
        outer_paths: list[list[tuple[int, str]]] = []
        sections = [Section(())]
        done = 0  # lines before this one have a place
        depth = 0
        for index, token in enumerate(self._tokens):
            if token.type.startswith("container_"):
                if token.level != depth + min(token.nesting, 0):
                    continue  # inside a list: the lines are marked, the block is split there
                depth += token.nesting
                self._apart, self._head = True, None
                if token.nesting == 1:
                    outer_paths.append(list(path))
                elif (outer := outer_paths.pop()) != path:
                    done = self._fill(sections[-1], done, token.map[1] if token.map else done)
                    path = outer
                    sections.append(Section(tuple(title for _, title in path)))
            elif token.level == depth and token.map is not None:
                start, end = token.map
                done = self._fill(sections[-1], done, start)
                if token.type == "heading_open":
                    level = int(token.tag[1])
                    path = [step for step in path if step[0] < level] + [(level, _plain(self._tokens[index + 1]))]
                    sections.append(Section(tuple(title for _, title in path)))
                    self._head = start if self._head is None else self._head
                elif token.type in _KINDS and not self._is_comment(token):
                    self._add(sections[-1], _KINDS[token.type], start, end, self._items(index))
                else:
                    self._apart, self._head = True, None
                done = max(done, end)
        self._fill(sections[-1], done, len(self._lines))
        return [section for section in sections if section.runs]

    def _mark_containers(self) -> None:
        for token in self._tokens:
            if token.type.startswith("container_") and token.nesting == 1 and token.map is not None:
                start, end = token.map
                closed = end < len(self._lines) and self._lines[end].strip().startswith(":::")
                last = end if closed else end - 1
                self._marker[start] = True
                self._marker[last] = self._marker[last] or closed
                if token.info.strip().lower() != Audience.CUSTOMER:
                    self._agent[start : last + 1] = [True] * (last + 1 - start)

    def _is_comment(self, token: Token) -> bool:
        return token.type == "html_block" and _COMMENT.fullmatch(token.content) is not None

    def _fill(self, section: Section, start: int, end: int) -> int:
        """Lines that the parser gave to no token (link definitions, for one) are text all the same."""
        line = start
        while line < end:
            stop = line
            while stop < end and self._lines[stop].strip():
                stop += 1
            if stop > line:
                self._add(section, "paragraph", line, stop, ())
            line = stop + 1
        return max(start, end)

    def _add(self, section: Section, kind: BlockKind, start: int, end: int, items: tuple[tuple[int, int], ...]) -> None:
        """Add lines as one block for each run with one audience."""
        line = start
        while line < end:
            if self._marker[line] or not self._lines[line].strip():
                self._apart = self._apart or self._marker[line]
                line += 1
                continue
            stop = line
            while stop < end and not self._marker[stop] and self._agent[stop] == self._agent[line]:
                stop += 1
            last = stop
            while not self._lines[last - 1].strip():
                last -= 1
            inside = tuple(item for item in items if line <= item[0] < last)
            audience = Audience.AGENT if self._agent[line] else Audience.CUSTOMER
            if self._head is not None:
                section.head = self._head if self._heads(line) else None
                self._head = None
            if self._apart or not section.runs or section.runs[-1][-1].audience is not audience:
                section.runs.append([])
            section.runs[-1].append(Block(kind, line, last, audience, inside))
            self._apart = False
            line = stop

    def _heads(self, line: int) -> bool:
        """Whether the waiting headings are for the same readers as `line`, with no marker between."""
        head = self._head if self._head is not None else line
        return not any(self._marker[head:line]) and len(set(self._agent[head : line + 1])) == 1

    def _items(self, opening: int) -> tuple[tuple[int, int], ...]:
        if not self._tokens[opening].type.endswith("list_open"):
            return ()
        base = self._tokens[opening].level
        starts: list[tuple[int, int]] = []
        for token in self._tokens[opening + 1 :]:
            if token.level == base:
                break
            if token.type == "list_item_open" and token.map is not None:
                starts.append((token.map[0], (token.level - base + 1) // 2))
        return tuple(starts)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    container_plugin(parser, "any", validate=lambda _info, _marker: True)
    return parser


def _plain(inline: Token) -> str:
    """A heading's words without its markup."""
    words = "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in inline.children or []
        if child.type in ("text", "code_inline", "softbreak", "hardbreak")
    )
    return " ".join(words.split())
