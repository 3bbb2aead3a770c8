"""What the other rooms and the pages may ask of the register. Each function says how many queries it takes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, OuterRef, Q, Subquery

from trigpoint.schools.councils import ENDED, Ended, council_names, ended, plain_name
from trigpoint.schools.facts import Life, facts_of_life
from trigpoint.schools.kinds import Kind
from trigpoint.schools.models import FIRST_URN, LAST_URN, Authority, Import, Link, School
from trigpoint.schools.places import Nation
from trigpoint.schools.register.staging import register_day
from trigpoint.schools.search import SearchResult, search

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from trigpoint.kernel import Fact

SETTING = re.compile(r"urn:([1-9][0-9]{5,6})")


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school as pages show it. `setting` is how facts name it."""

    urn: int
    name: str
    kind: Kind
    type: str
    status: School.Status
    phase: str
    authority: str
    nation: Nation
    region: str
    trust: str
    town: str
    postcode: str
    opened: date | None
    closed: date | None
    low_age: int | None
    high_age: int | None
    pupils: int | None
    as_at: date
    life: Life

    @property
    def setting(self) -> str:
        """Return what the facts of this school carry as `at`."""
        return setting_of(self.urn)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the dated facts of this school, without another query."""
        return tuple(facts_of_life(self.setting, self.life))


@dataclass(frozen=True, slots=True)
class SettingRow:
    """What a page about somebody's post asks of a school: how facts name it, its name and what it is."""

    setting: str
    urn: int
    name: str
    kind: Kind
    life: Life

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Return the dated facts of this school, without another query."""
        return tuple(facts_of_life(self.setting, self.life))


class Place(StrEnum):
    """Where a linked school stands: some links of the register have no direction."""

    BEFORE = "before"
    AFTER = "after"
    BESIDE = "beside"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A school that is linked to another; `name` is empty where the register here does not have it.

    `relation` is in the register's words; `on` is the day the register gives, where it does.
    """

    urn: int
    name: str
    place: Place
    relation: str
    on: date | None


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """A local authority, and how many schools it has that are not closed."""

    name: str
    code: str
    nation: Nation
    region: str
    schools: int


def setting_of(urn: int) -> str:
    """Return how facts name a school.

    >>> setting_of(100000)
    'urn:100000'
    """
    return f"urn:{urn}"


def urn_of(setting: str) -> int | None:
    """Return the URN of a setting, or None where the setting is no school of the register.

    >>> urn_of("urn:100000"), urn_of("hill-top")
    (100000, None)
    """
    found = SETTING.fullmatch(setting)
    urn = int(found[1]) if found else 0
    return urn if FIRST_URN <= urn <= LAST_URN else None


def facts_of(*settings: str) -> tuple[Fact, ...]:
    """Return the dated facts of schools, in the order asked for; none of a setting that is not in the register.

    One query, however many settings; none where no setting is a school's.
    """
    wanted = {urn: setting for setting in settings if (urn := urn_of(setting)) is not None}
    if not wanted:
        return ()
    lives = {school.urn: life_of(school) for school in with_links(School.objects.current().filter(urn__in=wanted))}
    return tuple(fact for urn, setting in wanted.items() if urn in lives for fact in facts_of_life(setting, lives[urn]))


def settings_of(*settings: str) -> dict[str, SettingRow]:
    """Return the schools behind settings; what the register does not have is left out.

    One query, however many settings; none where no setting is a school's.
    """
    wanted = {urn: setting for setting in settings if (urn := urn_of(setting)) is not None}
    if not wanted:
        return {}
    urns = list(wanted)
    sql, values = _settings_sql(len(urns))
    with connection.cursor() as cursor:
        cursor.execute(sql, [urns[value] if isinstance(value, int) else value for value in values])
        return {wanted[row[0]]: _setting_row(wanted[row[0]], *row) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A file that was brought into the register, or is being. `total` is how much it changed, in rows."""

    id: int
    file_name: str
    layout: str
    as_at: date
    applied: int
    total: int
    started: datetime
    finished: datetime | None

    @property
    def is_done(self) -> bool:
        """Tell whether readers see it."""
        return self.finished is not None


def imports(most: int = 20) -> tuple[ImportRow, ...]:
    """Return the files brought into the register, the newest first. One query."""
    fields = ("id", "file_name", "layout", "as_at", "applied", "total", "started", "finished")
    return tuple(ImportRow(*row) for row in Import.objects.order_by("-id").values_list(*fields)[:most])


def trusts_of(*settings: str) -> dict[str, str]:
    """Return the trusts of the schools behind settings, by name; a school without one is left out.

    One query, however many settings; none where no setting is a school's.
    """
    wanted = {urn: setting for setting in settings if (urn := urn_of(setting)) is not None}
    if not wanted:
        return {}
    found = School.objects.current().filter(urn__in=wanted, trust__isnull=False).values_list("urn", "trust_id")
    return {wanted[urn]: trust for urn, trust in found if trust}


def regions_of(*settings: str) -> dict[str, str]:
    """Return the regions of England of the schools behind settings, in words; a school without one is left out.

    One query, however many settings; none where no setting is a school's.
    """
    wanted = {urn: setting for setting in settings if (urn := urn_of(setting)) is not None}
    if not wanted:
        return {}
    found = School.objects.current().filter(urn__in=wanted).values_list("urn", "authority__region")
    return {wanted[urn]: region for urn, region in found if region}


@lru_cache(maxsize=16)
def _settings_sql(count: int) -> tuple[str, tuple[int | str, ...]]:
    """Return the query for so many schools; a whole number among its values is the place of a URN.

    Every page about somebody's standing asks it, and to put it together takes Django longer than to answer it.
    """
    found = with_links(School.objects.current().filter(urn__in=range(count)))
    fields = ("urn", "name", "kind", "status", "opened", "closed", "as_at", "begins", "ends")
    return found.values_list(*fields).query.sql_with_params()


def _setting_row(setting: str, urn: int, name: str, kind: str, status: str, *days: date | str | None) -> SettingRow:
    # SQLite gives the days that come from a subquery as text.
    opened, closed, as_at, begins, ends = (date.fromisoformat(day) if isinstance(day, str) else day for day in days)
    life = Life(
        kind=Kind(kind),
        proposed=status == School.Status.PROPOSED,
        is_closed=status == School.Status.CLOSED,
        opened=opened,
        closed=closed,
        as_at=as_at or date.min,
        begins=begins,
        ends=ends,
    )
    return SettingRow(setting, urn, name, Kind(kind), life)


def school(urn: int) -> SchoolRow | None:
    """Return a school, or None. One query."""
    rows = with_links(School.objects.current().filter(urn=urn).select_related("authority"))
    found = rows.first()
    return row_of(found) if found else None


def links_of(urn: int) -> tuple[LinkRow, ...]:
    """Return the schools before, after and beside this one, as either side tells it. Two queries."""
    found: dict[int, LinkRow] = {}
    # Its own side first, then the other: both mostly say the same.
    told = Link.objects.current().filter(Q(urn=urn) | Q(other=urn))
    for link in sorted(told, key=lambda link: (link.urn != urn, link.on is None, link.on, link.other)):
        other, place = (link.other, place_of(link.relation)) if link.urn == urn else (link.urn, turned(link.relation))
        found.setdefault(other, LinkRow(other, "", place, link.relation, link.on))
    schools = School.objects.current().filter(urn__in=found).values_list("urn", "name")
    names = dict(schools) if found else {}
    rows = (replace(row, name=names.get(row.urn, "")) for row in found.values())
    return tuple(sorted(rows, key=lambda row: (list(Place).index(row.place), row.on is None, row.on, row.urn)))


def place_of(relation: str) -> Place:
    """Return where the other school of a link stands, by the register's word for it.

    >>> [place_of(word).value for word in ("Predecessor - merged", "Successor", "Result of Amalgamation")]
    ['before', 'after', 'beside']
    """
    if relation.startswith("Predecessor"):
        return Place.BEFORE
    return Place.AFTER if relation.startswith("Successor") else Place.BESIDE


def turned(relation: str) -> Place:
    """Return where the first school of a link stands, seen from the other."""
    return {Place.BEFORE: Place.AFTER, Place.AFTER: Place.BEFORE}.get(place_of(relation), Place.BESIDE)


def authorities(*nations: Nation) -> tuple[AuthorityRow, ...]:
    """Return the authorities of these nations, by name, each with how many schools it has. Two queries."""
    here = School.objects.current().exclude(status=School.Status.CLOSED)
    counts = dict(here.values_list("authority_id").annotate(Count("id")))
    rows = Authority.objects.filter(nation__in=nations).order_by("name")
    return tuple(AuthorityRow(r.name, r.code, Nation(r.nation), r.region, counts.get(r.name, 0)) for r in rows)


def with_links(schools: QuerySet[School]) -> QuerySet[School]:
    """Return the schools with the days that their links to predecessors and successors give."""
    links = Link.objects.current().filter(urn=OuterRef("urn"), on__isnull=False).order_by("on").values("on")
    return schools.annotate(
        begins=Subquery(links.filter(relation__startswith="Predecessor")[:1]),
        ends=Subquery(links.filter(relation__startswith="Successor")[:1]),
    )


def life_of(school: School) -> Life:
    """Return the days of a school that was fetched `with_links`."""
    return Life(
        kind=Kind(school.kind),
        proposed=school.status == School.Status.PROPOSED,
        is_closed=school.status == School.Status.CLOSED,
        opened=school.opened,
        closed=school.closed,
        as_at=school.as_at,
        begins=getattr(school, "begins", None),
        ends=getattr(school, "ends", None),
    )


def row_of(school: School) -> SchoolRow:
    """Return a school that was fetched with its authority and `with_links` as a row."""
    return SchoolRow(
        urn=school.urn,
        name=school.name,
        kind=Kind(school.kind),
        type=school.type,
        status=School.Status(school.status),
        phase=school.phase,
        authority=school.authority_id,
        nation=Nation(school.authority.nation),
        region=school.authority.region,
        trust=school.trust_id or "",
        town=school.town,
        postcode=school.postcode,
        opened=school.opened,
        closed=school.closed,
        low_age=school.low_age,
        high_age=school.high_age,
        pupils=school.pupils,
        as_at=school.as_at,
        life=life_of(school),
    )


__all__ = [
    "ENDED",
    "AuthorityRow",
    "Ended",
    "ImportRow",
    "LinkRow",
    "Place",
    "SchoolRow",
    "SearchResult",
    "SettingRow",
    "authorities",
    "council_names",
    "ended",
    "facts_of",
    "imports",
    "links_of",
    "plain_name",
    "register_day",
    "school",
    "search",
    "setting_of",
    "settings_of",
    "trusts_of",
    "urn_of",
]
