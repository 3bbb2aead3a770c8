"""My standing as a whole: which of its shapes a person sees, from what the record holds of her. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis
from trigpoint.pathway.standing.pace import TIME_CODE, minutes_a_week
from trigpoint.pathway.standing.posts import SENCO, Post, law_row
from trigpoint.pathway.standing.rows import award_rows
from trigpoint.schools.kinds import Kind
from trigpoint.schools.unlisted import name_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Fact, Scheme
    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.pathway.present import PresentPost
    from trigpoint.pathway.standing.frame import Frame
    from trigpoint.pathway.standing.in_hand import InHand
    from trigpoint.pathway.standing.posts import LawRow
    from trigpoint.pathway.standing.rows import Award
    from trigpoint.record.queries import Known
    from trigpoint.schools.queries import SettingRow

ROUTES = ("T", "S", "E", "H")
LAW_ROUTE = "post"
HELD = "holds:senco-award"
TROUBLE = (
    "The rules that you enrolled on cannot be read on this copy today. Your record is whole, and what the law asks at "
    "your post still holds. Whoever runs this copy can mend it: ask them to look at the stored versions of the award."
)
NO_REGISTER = "a school that our register does not have"


@dataclass(frozen=True, slots=True)
class UnreadableRow:
    """An entry that counts for nothing here: what it is called, why, and the page of the entry."""

    what: str
    why: str
    url: str


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Everything on My standing.

    `award` is None where the rules that she enrolled on cannot be read; `trouble` then says so. `empty`: the record
    holds no fact about her. `newer` is the version of the award installed here, where it is another than hers.
    `held_since` is the day from which she holds the award, None where the board has not given it.
    """

    award: Award | None
    trouble: str
    empty: bool
    enrolled: bool
    route: str
    route_title: str
    newer: str
    version: str
    facts: int
    urgent: tuple[LawRow, ...]
    calm: tuple[LawRow, ...]
    unreadable: tuple[UnreadableRow, ...]
    checked_to: date | None
    today: date
    held_since: date | None


def fitting_route(facts: Iterable[Fact], today: date) -> str:
    """Return the route of the award that fits what she has told, to show before she chooses one."""
    held = {fact.code for fact in facts if today in fact.valid}
    if "working:head" in held:
        return "H"
    if "holds:nasenco" in held:
        return "E"
    return "T" if {"holds:qts", "holds:wales-qts", "holds:qtls"} & held else "S"


def award_held_since(facts: Iterable[Fact], today: date) -> date | None:
    """Return since when somebody holds the award, as the board gave it; her own word does not count."""
    given = (fact for fact in facts if fact.code == HELD and fact.basis is Basis.ASSESSED and today in fact.valid)
    return min((fact.valid.start for fact in given), default=None)


def counted_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts that pages count: not her word on the time she has, from which no standing is worked out."""
    return tuple(fact for fact in facts if fact.code != TIME_CODE)


def senco_posts(
    known: Known, posts: Iterable[PresentPost], schools: Mapping[str, SettingRow], law: Scheme, today: date
) -> tuple[Post, ...]:
    """Return each present post as SENCO with its standing under the law, which no enrolment pins."""
    found = []
    for post in posts:
        if post.role == SENCO:
            school = schools.get(post.setting)
            facts = school.facts if school else ()
            snapshot = known.standing(law, LAW_ROUTE, today=today, at=post.setting, setting_facts=facts)
            known_kind = school is not None and school.kind is not Kind.UNKNOWN
            found.append(Post(post, place_name(post.setting, school), known_kind, snapshot))
    return tuple(found)


def place_name(setting: str, school: SettingRow | None) -> str:
    """Return the name of a setting, as the register or the person gives it."""
    return school.name if school else name_in(setting) or NO_REGISTER


def law_rows(posts: tuple[Post, ...], clauses: Clauses, today: date) -> tuple[LawRow, ...]:
    """Return what the law asks at each post, in short."""
    return tuple(law_row(post, clauses, today, several=len(posts) > 1) for post in posts)


@dataclass(frozen=True, slots=True)
class About:
    """What My standing is made of beside the award: record, law, day, addresses of entries, and what was sent."""

    known: Known
    law: tuple[LawRow, ...]
    entry_url: Callable[[str], str]
    today: date
    in_hand: Mapping[str, InHand]


def standing_page(about: About, frame: Frame, *, newer: str = "") -> StandingPage:
    """Return the page under the rules of a frame. `newer` names an installed version that is not hers."""
    known, today = about.known, about.today
    snapshot = known.standing(frame.scheme, frame.route, today=today)
    award = award_rows(snapshot, frame, minutes_a_week(known.facts, today), about.in_hand)
    return _page(about, frame.scheme, frame.route, award, newer)


def page_without_award(about: About, installed: Scheme) -> StandingPage:
    """Return the page where the rules that she enrolled on cannot be read here: all else still holds."""
    return _page(about, installed, about.known.enrolments[installed.id].route, None, "")


def _page(about: About, scheme: Scheme, route: str, award: Award | None, newer: str) -> StandingPage:
    known = about.known
    facts = len(counted_facts(known.facts))
    return StandingPage(
        award=award,
        trouble="" if award else TROUBLE,
        empty=not facts and not known.unreadable,
        enrolled=scheme.id in known.enrolments,
        route=route,
        route_title=scheme.routes[route].title if route in scheme.routes else route,
        newer=newer,
        version=scheme.version,
        facts=facts,
        urgent=tuple(row for row in about.law if row.urgent),
        calm=tuple(row for row in about.law if not row.urgent),
        unreadable=tuple(UnreadableRow(one.code, one.why, about.entry_url(one.entry)) for one in known.unreadable),
        checked_to=scheme.law_checked_to,
        today=about.today,
        held_since=award_held_since(known.facts, about.today),
    )
