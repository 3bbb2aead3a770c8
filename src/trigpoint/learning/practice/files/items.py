"""A question as question files have it: what both formats can say, and nothing of theirs is lost between them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMATS = ("moodle", "html", "plain", "markdown")
TYPES = {
    "description": "Description",
    "multiple": "Multiple choice",
    "true-false": "True or false",
    "short": "Short answer",
    "numerical": "Numerical",
    "matching": "Matching",
    "essay": "Essay",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Words, and how they are marked up: moodle, html, plain or markdown."""

    words: str
    format: str = "moodle"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose or to type. `share` is what it earns, of 100; None where the file gives none.

    low, high: the limits of a number; equal for an exact one. Both None for words.
    """

    text: Text
    right: bool
    share: float | None = None
    feedback: Text | None = None
    low: float | None = None
    high: float | None = None

    @property
    def earns(self) -> float:
        """Return what it earns, of 100."""
        if self.share is not None:
            return self.share
        return 100.0 if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A line and what fits it. A line without words is a right-hand side that fits nothing."""

    left: Text
    right: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a file. `general` is the feedback that everyone gets, `one` whether only one may be chosen."""

    type: str
    stem: Text
    title: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    general: Text | None = None
    choices: tuple[Choice, ...] = ()
    matches: tuple[Match, ...] = ()
    truth: bool | None = None
    when_wrong: Text | None = None
    when_right: Text | None = None
    gap: bool = False
    one: bool = True

    @property
    def type_words(self) -> str:
        """Return its type in words."""
        return TYPES[self.type]

    @property
    def mark(self) -> str:
        """Return a hash of everything that it asks and says: two alike are one."""
        return hashlib.sha256(json.dumps(self._plain(), sort_keys=True).encode()).hexdigest()

    def _plain(self) -> dict[str, Any]:
        return asdict(self)

    def as_json(self) -> dict[str, Any]:
        """Return it as a draft keeps it."""
        return {**self._plain(), "mark": self.mark}

    def named(self, title: str) -> Item:
        """Return it with another title."""
        return replace(self, title=title)


def item_of(said: Mapping[str, Any]) -> Item:
    """Return the question that a draft keeps."""
    return Item(
        type=said["type"],
        stem=Text(**said["stem"]),
        title=said["title"],
        id=said["id"],
        tags=tuple(said["tags"]),
        category=said["category"],
        general=_text(said["general"]),
        choices=tuple(
            Choice(**{**one, "text": Text(**one["text"]), "feedback": _text(one["feedback"])})
            for one in said["choices"]
        ),
        matches=tuple(Match(Text(**one["left"]), one["right"]) for one in said["matches"]),
        truth=said["truth"],
        when_wrong=_text(said["when_wrong"]),
        when_right=_text(said["when_right"]),
        gap=said["gap"],
        one=said["one"],
    )


def _text(said: Mapping[str, str] | None) -> Text | None:
    return Text(**said) if said else None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a file that was not understood: where, what, and what became of it."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file gave: its questions, and what was not understood."""

    format: str
    items: tuple[Item, ...]
    troubles: tuple[Trouble, ...]
