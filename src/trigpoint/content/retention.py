"""Rules of retention: how long each kind of thing that is held about people is kept, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from trigpoint.content.marked import Document

FOLDER = "retention/"
NEEDED = ("id", "kept", "why", "source", "review")
TIMED = ("from", "sweep")
KEYS = {*NEEDED, *TIMED, "holding", "years", "days"}
MOST = {"years": 100, "days": 3660}


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long a thing is kept. `holding` is its name, empty for what no room holds yet.

    Where `years` or `days` is more than 0, `sweep` names what removes older things, counted from the day `since` says.
    """

    id: str
    holding: str
    kept: str
    why: str
    source: str
    review: str
    years: int = 0
    days: int = 0
    since: str = ""
    sweep: str = ""


def retention_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a file of rules."""
    rules = document.data.get("retention") if isinstance(document.data, dict) else None
    if not isinstance(rules, list):
        yield Problem((), "has no list of `retention`")
        return
    seen: set[object] = set()
    for i, said in enumerate(rules):
        place = ("retention", i)
        if not isinstance(said, dict):
            yield Problem(place, "is no rule; write keys and values")
            continue
        yield from _problems(said, place)
        for key in ("id", "holding"):
            if (key, said.get(key)) in seen:
                yield Problem((*place, key), f"{said[key]} has a rule already; keep one")
            if key in said:
                seen.add((key, said[key]))


def _problems(said: Mapping[str, Any], place: tuple[str | int, ...]) -> Iterator[Problem]:
    for key in sorted(set(said) - KEYS):
        yield Problem((*place, key), f"{key} is not part of a rule; use {', '.join(sorted(KEYS))}")
    for key in (*NEEDED, *(key for key in (*TIMED, "holding") if key in said)):
        if not isinstance(said.get(key), str) or not said[key].strip():
            yield Problem(place, f"{key} is missing; write it in words")
    timed = [key for key in ("years", "days") if key in said]
    for key in timed:
        if not isinstance(said[key], int) or not 0 < said[key] <= MOST[key]:
            yield Problem((*place, key), f"{key} is a whole number from 1 to {MOST[key]:,}")
    if len(timed) > 1:
        yield Problem(place, "has both years and days; keep one")
    if bool(timed) is not all(key in said for key in TIMED) or bool(timed) is not any(key in said for key in TIMED):
        yield Problem(
            place, "a rule that ends has years or days, `from` and `sweep`; one without an end has none of them"
        )


def rules_in(documents: Iterable[Document]) -> tuple[RetentionRule, ...]:
    """Return the rules of files that were found sound."""
    return tuple(
        RetentionRule(
            id=said["id"],
            holding=said.get("holding", ""),
            kept=said["kept"],
            why=said["why"],
            source=said["source"],
            review=said["review"],
            years=said.get("years", 0),
            days=said.get("days", 0),
            since=said.get("from", ""),
            sweep=said.get("sweep", ""),
        )
        for document in documents
        for said in document.data["retention"]
    )


@cache
def installed_rules() -> tuple[RetentionRule, ...]:
    """Return the rules that this installation carries, read once. Raises ContentError where they cannot be trusted."""
    documents = installed_library().documents
    return rules_in(document for name, document in documents.items() if name.startswith(FOLDER))


def kept(holding: str) -> str:
    """Return in words how long a holding is kept."""
    return next((rule.kept for rule in installed_rules() if rule.holding == holding), "Not decided yet.")
