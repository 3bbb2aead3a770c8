"""Drawing a paper from a blueprint by a seed: the same seed and the same pool give the same paper, anywhere. Pure.

Chance comes from a hash of the seed, and not from a random number generator: those change between releases of Python.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.content.blueprints import Blueprint, Draw, PartPlan


@dataclass(frozen=True, slots=True)
class Eligible:
    """What drawing must know of a question."""

    topic: str
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A question on a paper. `case` is the set that it belongs to, if any."""

    question: str
    topic: str
    case: str = ""


class TooFewError(LookupError):
    """A paper that cannot be drawn, since the pool is too small; `words` are sentences that say where."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(" ".join(words))
        self.words = words


def chance(seed: str, *about: object) -> str:
    """Return a number, as text of one length, that only the seed and what it is about decide."""
    return hashlib.sha256("\x1f".join((seed, *map(str, about))).encode()).hexdigest()


def draw(
    blueprint: Blueprint, pool: Mapping[str, Eligible], seed: str, seen: frozenset[str] = frozenset()
) -> tuple[tuple[Placed, ...], ...]:
    """Return the questions of each part, in the order in which they are asked.

    `seen` are questions that she had on an earlier paper: they come only where no others are left. Each outcome that
    the blueprint covers has a question on the paper. Raises TooFewError.
    """
    sets = _sets(blueprint, pool, seed)
    in_sets = {question for one in blueprint.sets for question in one.questions}
    slots = [
        (number, row) for number, part in enumerate(blueprint.parts) for row in part.draws for _ in range(row.count)
    ]
    fitting = _fitting(slots, {key: one for key, one in pool.items() if key not in in_sets}, seed, seen)
    taken = _assign(fitting)
    missing = [place for place in range(len(slots)) if place not in taken]
    if missing:
        raise TooFewError(_lacking(blueprint, slots, missing))
    by_sets = {
        outcome for part in sets for one in part for key in _questions(blueprint, one) for outcome in pool[key].outcomes
    }
    taken = _covering(fitting, taken, pool, tuple(one for one in blueprint.covers if one not in by_sets))
    papers = []
    for number in range(len(blueprint.parts)):
        alone = [taken[place] for place, (where, _) in enumerate(slots) if where == number]
        alone.sort(key=lambda key: chance(seed, "order", key))
        placed = [Placed(key, pool[key].topic) for key in alone]
        for one in sets[number]:
            placed += [Placed(key, pool[key].topic, one) for key in _questions(blueprint, one)]
        papers.append(tuple(placed))
    return tuple(papers)


def _questions(blueprint: Blueprint, case: str) -> tuple[str, ...]:
    return next(one.questions for one in blueprint.sets if one.id == case)


def _sets(blueprint: Blueprint, pool: Mapping[str, Eligible], seed: str) -> list[list[str]]:
    """Return the sets of each part. A set of which a question is missing from the pool is left out whole."""
    whole = [one.id for one in blueprint.sets if set(one.questions) <= set(pool)]
    whole.sort(key=lambda one: chance(seed, "set", one))
    found = []
    for part in blueprint.parts:
        if len(whole) < part.sets:
            raise TooFewError(
                (f"“{part.title}” asks for {part.sets} sets on one case, and {len(whole)} can be drawn.",)
            )
        found.append([whole.pop(0) for _ in range(part.sets)])
    return found


def _covering(
    fitting: list[list[str]], taken: dict[int, str], pool: Mapping[str, Eligible], covers: tuple[str, ...]
) -> dict[int, str]:
    """Return the paper as it is where it covers each outcome; else one in which some slots are kept for what lacks.

    A slot is kept for an outcome only where all slots can still be filled. Raises TooFewError.
    """

    def holds(paper: dict[int, str], outcome: str) -> bool:
        return any(outcome in pool[key].outcomes for key in paper.values())

    def settle(kept: list[list[str]], paper: dict[int, str]) -> dict[int, str] | None:
        lacking = next((one for one in covers if not holds(paper, one)), None)
        if lacking is None:
            return paper
        for place, keys in enumerate(kept):
            able = [key for key in keys if lacking in pool[key].outcomes]
            if able:
                narrowed = [*kept[:place], able, *kept[place + 1 :]]
                other = _assign(narrowed)
                found = settle(narrowed, other) if len(other) == len(fitting) else None
                if found is not None:
                    return found
        return None

    # What no slot can take at all is said at once, and not looked for.
    reach = {outcome for keys in fitting for key in keys for outcome in pool[key].outcomes}
    none = [one for one in covers if one not in reach]
    found = None if none else settle(fitting, taken)
    if found is None:
        raise TooFewError(
            (f"A paper has to hold a question on each of {', '.join(none or covers)}, and cannot be drawn so.",)
        )
    return found


def _fitting(
    slots: list[tuple[int, Draw]], pool: Mapping[str, Eligible], seed: str, seen: frozenset[str]
) -> list[list[str]]:
    """Return what fits each slot, in the order in which chance takes it."""
    return [
        sorted(
            (key for key, one in pool.items() if row.takes(one.topic, one.outcomes)),
            key=lambda key, place=place: (key in seen, chance(seed, "slot", place, key)),  # type: ignore[misc]
        )
        for place, (_, row) in enumerate(slots)
    ]


def _assign(fitting: list[list[str]]) -> dict[int, str]:
    """Give each slot a question of its own, as far as can be: Kuhn's way of matching, since rows may overlap."""
    holder: dict[str, int] = {}

    def settle(place: int, tried: set[str]) -> bool:
        for key in fitting[place]:
            if key not in tried:
                tried.add(key)
                if key not in holder or settle(holder[key], tried):
                    holder[key] = place
                    return True
        return False

    for place in range(len(fitting)):
        settle(place, set())
    return {place: key for key, place in holder.items()}


def _lacking(blueprint: Blueprint, slots: list[tuple[int, Draw]], missing: list[int]) -> tuple[str, ...]:
    rows: dict[tuple[PartPlan, Draw], int] = {}
    for place in missing:
        number, row = slots[place]
        key = (blueprint.parts[number], row)
        rows[key] = rows.get(key, 0) + 1
    return tuple(
        f"“{part.title}” asks for {row.count} questions on {', '.join(row.topics)}, and {number} cannot be filled."
        for (part, row), number in rows.items()
    )
