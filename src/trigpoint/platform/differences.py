"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class ChangeKind(StrEnum):
    """What happened to a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words and what happened to it."""

    kind: ChangeKind
    text: str


def differences(before: str, after: str) -> tuple[Change, ...]:
    """Return the runs of words kept, removed and added, in reading order; removals stand before additions.

    Joined without the additions the runs give `before`, and without the removals `after`.

    >>> [f"{c.kind} {c.text!r}" for c in differences("in 14 days", "in 15 days")]
    ["kept 'in '", "removed '14'", "added '15'", "kept ' days'"]
    """
    old, new = re.findall(r"\s+|\w+|[^\w\s]", before), re.findall(r"\s+|\w+|[^\w\s]", after)
    changes: list[Change] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            changes.append(Change(ChangeKind.KEPT, "".join(old[a:b])))
            continue
        if b > a:
            changes.append(Change(ChangeKind.REMOVED, "".join(old[a:b])))
        if d > c:
            changes.append(Change(ChangeKind.ADDED, "".join(new[c:d])))
    return tuple(changes)
