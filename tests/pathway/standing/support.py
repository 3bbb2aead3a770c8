"""Facts told in a few words, and standings of them without a database."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period, Snapshot, Via, standing
from trigpoint.pathway.eligibility.queries import law as installed_law
from trigpoint.pathway.present import present_posts
from trigpoint.pathway.standing.frame import Frame, frame_of
from trigpoint.pathway.standing.page import senco_posts
from trigpoint.pathway.standing.posts import LawRow, Post, law_row
from trigpoint.pathway.standing.rows import Award, award_rows
from trigpoint.platform.pages import NO_BREAK
from trigpoint.record.queries import Known
from trigpoint.schools.facts import Life
from trigpoint.schools.kinds import Kind
from trigpoint.schools.queries import SettingRow

TODAY = date(2026, 11, 23)
AWARD, LAW = "senco-award", "statutory-senco"
SCHEMES = installed_library().schemes
OUTCOMES = [rule for rule in SCHEMES[AWARD].rules if "outcome" in SCHEMES[AWARD].words(rule)]
HILL, MILL, SPECIAL = "urn:100123", "urn:100124", "urn:100125"
FIRST = date(2009, 9, 1)


def agreed(*outcomes: str, on: date = date(2026, 3, 3)) -> list[Fact]:
    """Return outcomes agreed by assessors."""
    return [Fact(f"achieved:{one}", Period(on), basis=Basis.ASSESSED, source=f"e_{one}") for one in outcomes]


def passed(on: date = date(2026, 3, 3), score: int = 71) -> Fact:
    """Return a pass in the law examination, taken here."""
    return Fact("passed:law-examination", one_day(on), score, Basis.ASSESSED, source="e_exam")


def held(code: str, since: date = date(2012, 7, 1), **more: object) -> Fact:
    """Return a status held, as she told it."""
    return Fact(code, Period(since), source=f"e_{code}-{since}", **more)  # type: ignore[arg-type]


def post(since: date = date(2025, 9, 1), at: str = HILL, code: str = "served:senco", until: date | None = None) -> Fact:
    """Return a post."""
    return Fact(code, Period(since, until), 80, at=at, source=f"e_{code}-{at}")


def teacher_at(*settings: str) -> list[Fact]:
    """Return all that regulation 49(2) asks, at these schools."""
    own = [held("holds:qts"), held("holds:induction-passed", date(2013, 7, 15))]
    return [*own, *(held("working:teacher", date(2018, 9, 1), at=setting) for setting in settings)]


def event(code: str, on: date, amount: int | None = None, **more: object) -> Fact:
    """Return a fact of one day."""
    return Fact(code, one_day(on), amount, source=f"e_{code}-{on}", **more)  # type: ignore[arg-type]


def change(on: date, due: date) -> Fact:
    """Return a change in the law with its refresh-by day."""
    return Fact("changed:law", one_day(on), due=due)


def one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


@cache
def frame(route: str = "T") -> Frame:
    """Return the frame of a route of the award."""
    return frame_of(SCHEMES[AWARD], route, lambda scheme, rule: f"/standing/{scheme}/{rule}/")


def snapshot(*facts: Fact, route: str = "T", world: tuple[Fact, ...] = (), today: date = TODAY) -> Snapshot:
    """Return a day of a standing on the award."""
    return standing(SCHEMES[AWARD], route, facts, world=world).on(today)


def award(*facts: Fact, route: str = "T", a_week: int = 0, world: tuple[Fact, ...] = (), today: date = TODAY) -> Award:
    """Return the rows of a standing on the award."""
    return award_rows(snapshot(*facts, route=route, world=world, today=today), frame(route), a_week)


def strand(rows: Award, title: str):
    """Return the row of a strand."""
    return next(row for row in rows.strands if row.title.startswith(title))


def a_school(setting: str, name: str, kind: Kind = Kind.MAINTAINED) -> SettingRow:
    """Return a school of the register, open for long."""
    life = Life(kind, proposed=False, is_closed=False, opened=date(1999, 9, 1), closed=None, as_at=TODAY)
    return SettingRow(setting, int(setting.removeprefix("urn:")), name, kind, life)


REGISTER = {
    HILL: a_school(HILL, "Hill Primary School"),
    MILL: a_school(MILL, "Mill Lane Junior School"),
    SPECIAL: a_school(SPECIAL, "Brook Special School", Kind.SPECIAL),
}


def posts(*facts: Fact, today: date = TODAY) -> tuple[Post, ...]:
    """Return the present posts as SENCO with their standings under the law."""
    known = Known("p_somebody1", facts, {}, {})
    return senco_posts(known, present_posts(facts, today), REGISTER, SCHEMES[LAW], today)


def law_rows(*facts: Fact, today: date = TODAY) -> tuple[LawRow, ...]:
    """Return what the law asks at each of them, in short."""
    found = posts(*facts, today=today)
    return tuple(law_row(one, installed_law().clauses, today, several=len(found) > 1) for one in found)


def plain(words: str) -> str:
    """Return words with plain spaces."""
    return words.replace(NO_BREAK, " ")


OUTSIDE = Via.OUTSIDE
