"""Figures on who passes, is declined and appeals, by route, region and what people tell; small numbers are left out.

A row stands for people, not submissions, so that one person with many outcomes does not weigh more. A row of fewer than
the smallest number (`statistics` of content/assessment/rules.yaml) is left out; where that is a single row of its
table, the next smallest goes too, or it could be worked out from the total. Shares are to the nearest 5%.

The second half is the pure part: `suppressed` and `rounded`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.assessment.board.models import Appeal, Told
from trigpoint.assessment.board.words import CHARACTERISTICS
from trigpoint.assessment.queries import submissions_in
from trigpoint.assessment.words import VIA_WORDS, State
from trigpoint.content.library import installed_library
from trigpoint.content.moderating import board_rules
from trigpoint.evidence.outcomes import AWARD
from trigpoint.record.queries import known_of_each
from trigpoint.schools.queries import regions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

PASSED = frozenset({State.AGREED, State.MODERATED, State.RATIFIED})
DECLINED = frozenset({State.REFERRED, State.DECLINED, State.APPEALED})
LOT = 500
STEP = 5
"""Shares are given to the nearest 5%."""
PERCENT = 100
POST = "served:"


@dataclass(frozen=True, slots=True)
class Person:
    """One candidate in figures: the groups she is in, and whether she passed, was declined or appealed in anything."""

    groups: Mapping[str, str]
    passed: bool
    declined: bool
    appealed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A group of people. Shares are percentages, None where the row is left out."""

    name: str
    people: int | None
    passed: int | None
    declined: int | None
    appealed: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures by one thing, such as the route. `left_out` of its rows are not shown."""

    title: str
    rows: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures: of everybody, then table by table. `people` is None where there are too few to say anything."""

    people: int | None
    fewest: int
    everybody: Row | None
    tables: tuple[Table, ...]


def figures(today: date) -> Figures:
    """Return the figures of this copy. About six queries for each 500 candidates."""
    people = tuple(_people(today))
    fewest = board_rules().fewest
    if len(people) < fewest:
        return Figures(None, fewest, None, ())
    titles = {"via": "How it was learned", "route": "Route", "region": "Region"}
    titles |= {name: title for name, (title, _) in CHARACTERISTICS.items()}
    tables = tuple(table(title, people, name, fewest) for name, title in titles.items())
    return Figures(len(people), fewest, row_of("Everybody", people), tables)


def _people(today: date) -> Iterable[Person]:
    found: dict[str, set[State]] = defaultdict(set)
    vias: dict[str, set[str]] = defaultdict(set)
    for row in submissions_in(*PASSED, *DECLINED):
        found[row.candidate].add(row.state)
        vias[row.candidate].add(VIA_WORDS[row.via])
    appealed = set(Appeal.objects.values_list("candidate", flat=True))
    told = {one.person: one for one in Told.objects.all()}
    candidates = list(found)
    for start in range(0, len(candidates), LOT):
        lot = candidates[start : start + LOT]
        known = known_of_each(lot, [AWARD])
        places = {key: _place(known[key].facts, today) for key in lot}
        regions = regions_of(*{place for place in places.values() if place})
        for key in lot:
            pin = known[key].enrolments.get(AWARD)
            groups = {
                "via": " and ".join(sorted(vias[key])),
                "route": route_words(pin.route) if pin else "Not enrolled any more",
                "region": regions.get(places[key], "") or "No post that we know of",
            }
            groups |= {name: _answer(told.get(key), name) for name in CHARACTERISTICS}
            states = found[key]
            yield Person(groups, bool(states & PASSED), bool(states & DECLINED), key in appealed)


def route_words(route: str) -> str:
    """Return the title of a route of the award, or its letter where the installed scheme has none."""
    found = installed_library().schemes[AWARD].routes.get(route)
    return (found.title if found else "") or route


def _place(facts: Iterable[object], today: date) -> str:
    posts = [fact for fact in facts if fact.code.startswith(POST) and fact.at and today in fact.valid]  # type: ignore[attr-defined]
    return str(posts[-1].at) if posts else ""  # type: ignore[attr-defined]


def _answer(told: Told | None, name: str) -> str:
    value = getattr(told, name) if told else ""
    return CHARACTERISTICS[name][1].get(value, "Not said")


# ---- Pure


def table(title: str, people: Iterable[Person], name: str, fewest: int) -> Table:
    """Return the figures of people by one of their groups, without those too small to show."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        groups[one.groups[name]].append(one)
    gone = suppressed({group: len(found) for group, found in groups.items()}, fewest)
    rows = tuple(
        Row(group, None, None, None, None) if group in gone else row_of(group, groups[group])
        for group in sorted(groups)
    )
    return Table(title, rows, len(gone))


def suppressed(counts: Mapping[str, int], fewest: int) -> frozenset[str]:
    """Return the groups that are not shown: those too small, and what else could give a small one away.

    >>> sorted(suppressed({"a": 40, "b": 25, "c": 3}, 10))
    ['b', 'c']
    >>> sorted(suppressed({"a": 40, "b": 25}, 10))
    []
    """
    gone = {group for group, count in counts.items() if 0 < count < fewest}
    left = sorted(((count, group) for group, count in counts.items() if group not in gone and count > 0))
    while gone and left and (len(gone) == 1 or sum(counts[group] for group in gone) < fewest):
        gone.add(left.pop(0)[1])
    return frozenset(gone)


def row_of(name: str, people: Iterable[Person]) -> Row:
    """Return the figures of a group, shares rounded."""
    found = list(people)
    return Row(
        name,
        rounded_count(len(found)),
        rounded(sum(one.passed for one in found), len(found)),
        rounded(sum(one.declined for one in found), len(found)),
        rounded(sum(one.appealed for one in found), len(found)),
    )


def rounded(part: int, of: int) -> int:
    """Return a share as a percentage, to the nearest 5.

    >>> rounded(1, 12), rounded(11, 12), rounded(0, 12)
    (10, 90, 0)
    """
    return round(PERCENT * part / of / STEP) * STEP


def rounded_count(count: int) -> int:
    """Return a number of people to the nearest 5, so that two editions do not tell that one person came.

    >>> rounded_count(12), rounded_count(23)
    (10, 25)
    """
    return round(count / STEP) * STEP
