"""Markdown as units use it: strict, without raw HTML or pictures, its links written for what they lead to.

A link names a thing of ours (`law:cfa-36`, `date:ehc-week-6`, `situation:a-request`) or a page of the web (https). Who
renders says what address each becomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

OURS = ("law", "date", "situation")
"""What a link may name, before the colon."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a text: what kind of thing it names (`https` for a page of the web), which, and the line it is on.

    The line counts from 0 at the start of the text.
    """

    kind: str
    target: str
    line: int


@cache
def parser() -> MarkdownIt:
    """Return the one parser: CommonMark without HTML and without pictures. Raw HTML comes out as plain characters."""
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline", "autolink"])


def tokens(text: str) -> list[Token]:
    """Return the blocks of a text."""
    return parser().parse(text)


def links(text: str) -> Iterator[Link]:
    """Yield the links of a text, in order."""
    line = 0
    for block in tokens(text):
        line = block.map[0] if block.map else line
        for token in block.children or ():
            if token.type == "link_open":
                kind, _, target = str(token.attrs["href"]).partition(":")
                yield Link(kind, target, line)


def words(text: str) -> str:
    """Return a text without its marks, as somebody would read it out: each line of a list ends as a sentence does."""
    return " ".join(_said(block) for block in tokens(text) if block.type == "inline")


def _said(block: Token) -> str:
    parts = (" " if one.type in {"softbreak", "hardbreak"} else one.content for one in block.children or ())
    said = "".join(parts).strip()
    return said if said.endswith((".", "?", "!", ":")) else f"{said}."


def render(text: str, address: Callable[[str, str], str]) -> str:
    """Return a text as HTML that is safe to show. `address` gives the address of a link's kind and target."""
    parsed = tokens(text)
    for block in parsed:
        for token in block.children or ():
            if token.type == "link_open":
                kind, _, target = str(token.attrs["href"]).partition(":")
                token.attrs["href"] = address(kind, target) if kind in OURS else str(token.attrs["href"])
    return str(parser().renderer.render(parsed, parser().options, {}))
