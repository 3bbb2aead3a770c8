"""YAML with places: plain data, and the line on which each part of it stands.

Booleans are only `true` and `false`, so that `on:` and `no` stay words; dates are dates; a key written twice is a
problem rather than a silent loss.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import yaml

from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.kernel.read_values import Place

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
NUMBER = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z")
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Document:
    """A content file: its data, the line of each place in it, and what was wrong with the YAML itself."""

    path: Path
    data: Any
    lines: dict[Place, int]
    problems: tuple[Problem, ...] = ()

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest part around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path) -> Document:
    """Read a file; YAML that cannot be read comes back as a document with a problem and no data."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Document(path, {}, {}, (Problem((), "is not UTF-8 text; save it as UTF-8"),))
    return parse_yaml(path, text)


def parse_yaml(path: Path, text: str, *, above: int = 0) -> Document:
    """Read YAML that stands in a file below so many other lines, as `read_yaml` reads a whole file."""
    reader = _Reader(above)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = above + (error.problem_mark.line + 1 if error.problem_mark else 1)
        return Document(path, {}, {(): line}, (Problem((), f"is not YAML: {error.problem}"),))
    data = reader.value(node, ()) if node is not None else {}
    return Document(path, data, reader.lines, tuple(reader.problems))


class _Reader:
    def __init__(self, above: int) -> None:
        self.above = above
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, place: Place) -> Any:  # noqa: ANN401 - YAML holds anything
        self.lines[place] = self.above + node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
        return self.scalar(node, place)

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                self.lines[*place, key] = self.above + key_node.start_mark.line + 1
                self.problems.append(Problem((*place, key), f"{key} is written twice; keep one"))
            found[key] = self.value(value_node, (*place, key))
            self.lines[*place, key] = self.above + key_node.start_mark.line + 1
        return found

    def scalar(self, node: yaml.Node, place: Place) -> object:
        text = str(node.value)
        if getattr(node, "style", None):  # quoted, or a block of text
            return text
        if text in WORDS:
            return WORDS[text]
        if INTEGER.match(text):
            return int(text)
        if NUMBER.match(text):
            return float(text)
        if DAY.match(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.problems.append(Problem(place, f"{text} is not a day of the calendar"))
        return text
