"""What bringing in a timeline asks of the record, the register and the law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trigpoint.pathway.timeline.importing_rows import Match, Option, Problem, Row, rows_of
from trigpoint.pathway.timeline.importing_words import KINDS, Column, Kind, plain
from trigpoint.pathway.timeline.lawful import judge
from trigpoint.pathway.timeline.places import Places
from trigpoint.pathway.timeline.posts import facts_of, posts_in
from trigpoint.pathway.timeline.queries import scheme
from trigpoint.pathway.timeline.roles import Role
from trigpoint.record.queries import entries_of
from trigpoint.schools.queries import search, setting_of, urn_of
from trigpoint.schools.unlisted import MOST_NAME, setting_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Fact
    from trigpoint.pathway.timeline.importing import Line, Sheet

SHOWN = 6
"""How many schools of a like name are offered."""
UNLISTED = "It is not in the register: keep the name as I wrote it"


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it would be entered, row by row."""

    sheet: Sheet
    rows: tuple[Row, ...]

    @property
    def good(self) -> tuple[Row, ...]:
        """The rows that would be entered."""
        return tuple(row for row in self.rows if row.is_good)

    @property
    def bad(self) -> tuple[Row, ...]:
        """The rows in which something is wrong or a school has to be chosen."""
        return tuple(row for row in self.rows if row.problems)

    @property
    def there(self) -> tuple[Row, ...]:
        """The rows that are on the timeline already."""
        return tuple(row for row in self.rows if row.there)

    @property
    def unsure(self) -> tuple[Row, ...]:
        """The rows with a school to choose, chosen or not."""
        return tuple(row for row in self.rows if row.options)


def preview(person: str, sheet: Sheet, chosen: Mapping[str, str], today: date) -> Preview:
    """Return what a file comes to. `chosen` are the schools that were picked, by the name of their field.

    Two queries, and at most five for each school's name that differs.
    """
    history = entries_of(person)
    posts = posts_in(history)
    found = _found(sheet.lines, chosen)
    places = Places.of(match.setting for match in found.values() if match.setting)
    matches = {number: _told(match, places) for number, match in found.items()}
    rows = rows_of(sheet.lines, matches, posts=posts, history=history, today=today)
    own = [replace(row.fact, source=row.id) for row in history if row.counts and row.fact]
    return Preview(sheet, _lawful(rows, own, places, today))


def _found(lines: Iterable[Line], chosen: Mapping[str, str]) -> dict[int, Match]:
    """Return the school of each post: by its number, by a name that one school alone has, or as it was chosen."""
    offered: dict[str, Match] = {}
    found = {}
    for line in lines:
        if KINDS.get(plain(line.get(Column.KIND))) is not Kind.POST:
            continue
        name, urn = line.get(Column.SCHOOL), line.get(Column.URN)
        if urn:
            found[line.number] = _by_urn(urn)
        elif not name:
            found[line.number] = Match(problem="Enter the name of the school, or its URN")
        elif len(name) > MOST_NAME:
            found[line.number] = Match(problem=f"At most {MOST_NAME} letters fit. Make it shorter")
        else:
            if name not in offered:
                offered[name] = _by_name(name)
            picked = chosen.get(f"school-{line.number}", "")
            match = offered[name]
            sure = picked if picked in {option.setting for option in match.options} else match.setting
            found[line.number] = replace(match, setting=sure, problem="" if sure else match.problem)
    return found


def _by_urn(text: str) -> Match:
    setting = setting_of(int(text)) if text.isascii() and text.isdigit() and len(text) <= 6 else ""  # noqa: PLR2004 - digits
    if not setting or urn_of(setting) is None:
        return Match(problem="A URN has five or six digits. Leave it empty and write the school’s name instead")
    return Match(setting=setting)


def _by_name(name: str) -> Match:
    result = search(name, SHOWN)
    same = [row for row in result.rows if plain(row.name) == plain(name)]
    if len(same) == 1 and not result.has_more:
        return Match(setting=setting_of(same[0].urn))
    options = [
        Option(setting_of(row.urn), f"{row.name}, {row.place}{' (closed)' if row.is_closed else ''}")
        for row in result.rows
    ]
    words = "Choose the school above" if options else "The register has no school of this name. Choose above what to do"
    return Match(options=(*options, Option(setting_named(name), UNLISTED)), problem=words)


def _told(match: Match, places: Places) -> Match:
    """Return a match with the name of its school, and whether the SENCO rules cover it."""
    if not match.setting:
        return match
    urn = urn_of(match.setting)
    if urn is not None and places.row(match.setting) is None:
        return Match(problem=f"The register has no school with the URN {urn}. Check it, or write the name instead")
    return replace(match, name=places.name(match.setting), covered=places.covered(match.setting))


def _lawful(rows: tuple[Row, ...], own: list[Fact], places: Places, today: date) -> tuple[Row, ...]:
    """Hold back each post as SENCO that the law's rule fails by all that is known: its own page asks about it."""
    good = [row for row in rows if row.is_good]
    new = [fact for row in good for fact in (facts_of(row.said, "new") if row.said else (row.fact,)) if fact]
    checked = []
    for row in rows:
        said = row.said
        if row.is_good and said is not None and said.role is Role.SENCO and said.covered:
            facts = (*own, *new, *places.facts(said.setting))
            judged = judge(facts, scheme=scheme(), at=said.setting, valid=said.valid, today=today)
            if judged.fails:
                titles = "; ".join(scheme().rules[rule].title for rule in judged.fails if rule in scheme().rules)
                words = (
                    f"By what we know, the law’s rule for a SENCO is not met in this post: {titles}. Add to the file "
                    "what is missing, such as QTS and induction, or add this post on your timeline, which asks about it"
                )
                checked.append(replace(row, problems=(Problem(Column.WHAT.value, words),)))
                continue
        checked.append(row)
    return tuple(checked)
