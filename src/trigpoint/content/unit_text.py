"""Files of units as data with places: YAML front matter between lines of `---`, then Markdown whose parts are steps.

What cannot be read comes back as a document with problems, as it does for YAML.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from trigpoint.content.marked import Document, parse_yaml
from trigpoint.content.prose import tokens
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

    from trigpoint.kernel.read_values import Place

MARK = "---"
DUTIES, QUESTION, EXAMPLE, PROSE = "duties", "question", "example", "prose"
BLOCKS = (DUTIES, QUESTION, EXAMPLE)
"""What a fenced block in a unit may be."""
NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


def read_unit(path: Path) -> Document:
    """Read a file of a unit: its front matter, and `opening` and `steps` out of its Markdown."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return Document(path, {}, {}, (Problem((), "is not UTF-8 text; save it as UTF-8"),))
    if lines[:1] != [MARK] or MARK not in lines[1:]:
        return Document(path, {}, {}, (Problem((), "does not begin with front matter between two lines of ---"),))
    end = lines.index(MARK, 1)
    front = parse_yaml(path, "\n".join(lines[1:end]), above=1)
    if not isinstance(front.data, dict):
        return Document(
            path, {}, {}, (Problem((), "has no keys in its front matter; write `id:`, `title:` and so on"),)
        )
    body = _Body("\n".join(lines[end + 1 :]), above=end + 1)
    return Document(path, {**front.data, **body.data}, {**front.lines, **body.lines}, (*front.problems, *body.problems))


def slug(title: str) -> str:
    """Return what a step is called in addresses."""
    return NOT_IN_A_NAME.sub("-", title.lower().replace("’", "").replace("'", "")).strip("-")


class _Body:
    """The Markdown of a unit, taken apart at its headings of the second level and at its fenced blocks."""

    def __init__(self, text: str, *, above: int) -> None:
        self.source = text.splitlines()
        self.above = above
        self.data: dict[str, Any] = {"opening": "", "steps": []}
        self.lines: dict[Place, int] = {("opening",): above + 1, ("steps",): above + 1}
        self.problems: list[Problem] = []
        self._started: int | None = None
        for token in tokens(text):
            if token.level == 0 and token.map:
                self._take(token, token.map[0])
        self._close(len(self.source))

    def _take(self, token: Token, start: int) -> None:
        if token.type == "heading_open" and token.tag == "h2":
            self._close(start)
            self.lines["steps", len(self.data["steps"])] = self.above + start + 1
            title = self.source[start].lstrip("#").strip()
            self.data["steps"].append({"title": title, "slug": slug(title), "parts": []})
        elif token.type == "fence":
            self._close(start)
            self._part(token.info.strip(), token.content.strip("\n"), start)
        else:
            if token.type == "heading_open" and token.tag == "h1":
                self._note(start, "a heading of the first level; the unit's title is in its front matter")
            if self._started is None:
                self._started = start

    def _close(self, end: int) -> None:
        """End the prose that was begun, if any."""
        if self._started is not None:
            text = "\n".join(self.source[self._started : end]).strip("\n")
            self._part(PROSE, text, self._started)
            self._started = None

    def _part(self, kind: str, text: str, start: int) -> None:
        steps = self.data["steps"]
        if not steps:
            if kind == PROSE:
                self.data["opening"] = text
            else:
                self._note(start, "a block before the first step; begin a step with ## and its title")
            return
        place = ("steps", len(steps) - 1, "parts", len(steps[-1]["parts"]))
        self.lines[place] = self.above + start + 1
        if kind != PROSE and kind not in BLOCKS:
            self.problems.append(
                Problem(place, f"a block is one of {', '.join(BLOCKS)}, not {kind or 'without a name'}")
            )
        steps[-1]["parts"].append({"kind": kind, "text": text})

    def _note(self, start: int, message: str) -> None:
        place = ("body", start)
        self.lines[place] = self.above + start + 1
        self.problems.append(Problem(place, message))
