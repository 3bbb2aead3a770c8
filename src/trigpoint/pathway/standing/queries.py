"""What the pages of My standing ask for: the record, the register and the content, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from trigpoint.content.library import installed_library
from trigpoint.content.releases import pinning
from trigpoint.content.versions import DamagedVersionError, UnknownVersionError
from trigpoint.content.workload import route_minutes
from trigpoint.kernel import Kind
from trigpoint.pathway.eligibility.queries import SCHEME as LAW
from trigpoint.pathway.eligibility.queries import law
from trigpoint.pathway.present import present_posts
from trigpoint.pathway.scheme.in_words import in_words
from trigpoint.pathway.scheme.prose import sections
from trigpoint.pathway.scheme.queries import AWARD, current_schemes
from trigpoint.pathway.standing.clashes import clashes
from trigpoint.pathway.standing.declaring import codes_of, declarable
from trigpoint.pathway.standing.frame import MINUTES, Frame
from trigpoint.pathway.standing.frame import frame_of as make_frame
from trigpoint.pathway.standing.in_hand import in_hand_of, ways_to
from trigpoint.pathway.standing.pace import minutes_a_week, pace_of
from trigpoint.pathway.standing.page import (
    LAW_ROUTE,
    NO_REGISTER,
    ROUTES,
    About,
    counted_facts,
    fitting_route,
    law_rows,
    page_without_award,
    place_name,
    senco_posts,
    standing_page,
)
from trigpoint.pathway.standing.posts import SENCO, post_page
from trigpoint.pathway.standing.requirement import Names, requirement_row
from trigpoint.pathway.standing.said import fact_row
from trigpoint.people.queries import name_of as name_of_person
from trigpoint.record.errors import RecordError
from trigpoint.record.queries import (
    entries_of,
    installed,
    known_of,
    rules_hash_of,
    version_difference,
)
from trigpoint.schools.queries import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.content.releases import Decision
    from trigpoint.kernel import Fact, Scheme, Snapshot
    from trigpoint.pathway.present import PresentPost
    from trigpoint.pathway.scheme.in_words import Words
    from trigpoint.pathway.scheme.prose import Section
    from trigpoint.pathway.standing.clashes import Clash
    from trigpoint.pathway.standing.declaring import Declarable
    from trigpoint.pathway.standing.in_hand import Way
    from trigpoint.pathway.standing.pace import Pace
    from trigpoint.pathway.standing.page import StandingPage
    from trigpoint.pathway.standing.posts import PostPage
    from trigpoint.pathway.standing.requirement import Requirement
    from trigpoint.pathway.standing.said import FactRow
    from trigpoint.record.queries import EntryRow, Known, VersionDifference

UNREADABLE = (UnknownVersionError, DamagedVersionError, RecordError)
FACTS_ON_A_PAGE = 25


# ---- My standing


def my_standing(subject: str, today: date) -> StandingPage:
    """Return My standing of a person, worked out anew. Three queries, and one more where she is the SENCO somewhere."""
    known = known_of(subject, (AWARD, LAW))
    posts = present_posts(known.facts, today)
    schools = settings_of(*{post.setting for post in posts if post.role == SENCO})
    rows = law_rows(senco_posts(known, posts, schools, installed(LAW), today), law().clauses, today)
    about = About(known, rows, entry_url, today, in_hand_of(subject))
    try:
        frame = frame_of(known.scheme(AWARD), award_route(known, today))
        return standing_page(about, frame, newer=newer_version(known))
    except UNREADABLE:
        return page_without_award(about, installed(AWARD))


@lru_cache(maxsize=64)
def frame_of(scheme: Scheme, route: str) -> Frame:
    """Return the frame of a route. Raises RecordError for a route that is not there."""
    if route not in scheme.routes:
        raise RecordError(f"{scheme.title} has no route {route}.")
    return make_frame(scheme, route, requirement_url)


def award_route(known: Known, today: date) -> str:
    """Return the route that she is enrolled on, else the one that fits what she has told."""
    enrolled = known.enrolments.get(AWARD)
    return enrolled.route if enrolled else fitting_route(known.facts, today)


def newer_version(known: Known) -> str:
    """Return the installed version of the award where she is enrolled on other rules, else nothing."""
    enrolled, new = known.enrolments.get(AWARD), installed(AWARD)
    return new.version if enrolled and enrolled.rules_hash != rules_hash_of(new) else ""


@lru_cache(maxsize=1024)
def requirement_url(scheme_id: str, rule_id: str) -> str:
    """Return the address of a requirement's page."""
    return reverse("pathway:standing-requirement", args=(scheme_id, rule_id))


def entry_url(entry: str) -> str:
    """Return the address of an entry's page."""
    return reverse("pathway:standing-entry", args=(entry,))


# ---- The law at a post


@dataclass(frozen=True, slots=True)
class LawPage:
    """Where somebody stands under the rules on SENCOs, post by post."""

    posts: tuple[PostPage, ...]
    duty: str
    checked_to: date | None


def law_page(subject: str, today: date) -> LawPage:
    """Return the page about the law. At most three queries."""
    known = known_of(subject, (LAW,))
    posts = present_posts(known.facts, today)
    schools = settings_of(*{post.setting for post in posts if post.role == SENCO})
    found = senco_posts(known, posts, schools, installed(LAW), today)
    scheme = installed(LAW)
    pages = tuple(post_page(post, law().clauses, today) for post in found)
    return LawPage(pages, str(scheme.about["about"]["duty"]), scheme.law_checked_to)


# ---- A requirement


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement with what it is judged from: the record, the route, the post and its school."""

    scheme: Scheme
    route: str
    known: Known
    snapshot: Snapshot
    post: PresentPost | None
    posts: tuple[PresentPost, ...]
    names: Names

    @property
    def place(self) -> str:
        """The name of the school asked about."""
        return self.names.places.get(self.post.setting, NO_REGISTER) if self.post else ""


def asked_of(subject: str, scheme_id: str, rule_id: str, today: date, at: str = "") -> Asked | None:
    """Return what a requirement is judged from, or None where there is no such requirement. At most three queries.

    The award is judged by her own version and route; another route of the scheme where hers does not ask it. Law is
    asked at the post whose setting is `at`, or at her first.
    """
    if scheme_id not in installed_library().schemes:
        return None
    known = known_of(subject, (scheme_id,))
    try:
        scheme = known.scheme(scheme_id)
    except UNREADABLE:
        scheme = installed(scheme_id)
    preferred = award_route(known, today) if scheme_id == AWARD else LAW_ROUTE
    route = route_with(scheme, rule_id, preferred)
    if route is None:
        return None
    posts = present_posts(known.facts, today)
    post = next((one for one in posts if one.setting == at), next(iter(posts), None))
    settings_told = {fact.at for fact in known.facts if fact.at}
    schools = settings_of(*settings_told)
    names = Names({setting: place_name(setting, schools.get(setting)) for setting in settings_told}, entry_url)
    here = schools.get(post.setting) if post else None
    snapshot = known.standing(
        scheme,
        route,
        today=today,
        at=post.setting if post and scheme_id == LAW else None,
        setting_facts=here.facts if here and scheme_id == LAW else (),
    )
    return Asked(scheme, route, known, snapshot, post, posts, names)


def route_with(scheme: Scheme, rule_id: str, preferred: str) -> str | None:
    """Return a route that asks for a named requirement, the preferred one if it does; None where none does."""
    if rule_id not in scheme.rules or not scheme.rules[rule_id].named:
        return None
    routes = sorted(scheme.routes, key=lambda route: route != preferred)
    return next((route for route in routes if rule_id in scheme.program(route).rules), None)


def ways_on(asked: Asked, rule_id: str) -> tuple[Way, ...]:
    """Return where a requirement of the award is met. No query."""
    return ways_to(rule_id, codes_of(asked.scheme.rules[rule_id], asked.scheme))


def requirement(asked: Asked, rule_id: str) -> Requirement:
    """Return the row of a requirement. No query."""
    return requirement_row(asked.snapshot, rule_id, asked.known.facts, asked.names)


def declarable_at(asked: Asked, rule_id: str, code: str) -> Declarable | None:
    """Return what she may declare under a code for a requirement, or None where she may not."""
    found = declarable(asked.scheme.rules[rule_id], asked.snapshot)
    return next((one for one in found if one.code.name == code), None)


def clash_at(asked: Asked, rule_id: str, key: str) -> Clash | None:
    """Return the clash of two entries that bears on a requirement, or None where it is settled."""
    rule = asked.scheme.rules[rule_id]
    found = clashes(asked.known.facts, asked.scheme.vocabulary, codes_of(rule, asked.scheme))
    return next((one for one in found if f"{one.first.source}.{one.second.source}" == key), None)


def said_of(asked: Asked, fact: Fact) -> FactRow:
    """Return one of her facts in words."""
    return fact_row(fact, asked.scheme.vocabulary, asked.names.places, entry_url(fact.source))


# ---- An entry


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry: what it says, who entered it and when, and what became of it."""

    entry: EntryRow
    fact: FactRow | None
    by: str
    older_url: str
    newer_url: str
    is_post: bool


def entry_page(subject: str, entry_id: str) -> EntryPage | None:
    """Return an entry about a person, or None where the record holds no such entry about her. At most three queries."""
    found = next((entry for entry in entries_of(subject) if entry.id == entry_id), None)
    if found is None:
        return None
    vocabulary = installed_library().vocabulary
    fact = found.fact if found.fact and found.fact.code in vocabulary else None
    places = places_of([fact] if fact else [])
    return EntryPage(
        entry=found,
        fact=fact_row(fact, vocabulary, places, "") if fact else None,
        by="You" if found.actor == subject else name_of_person(found.actor) if found.actor else "",
        older_url=entry_url(found.corrects) if found.corrects else "",
        newer_url=entry_url(found.corrected_by) if found.corrected_by else "",
        is_post=fact is not None and vocabulary[fact.code].kind is Kind.SPELL,
    )


def places_of(facts: Iterable[Fact]) -> dict[str, str]:
    """Return the names of the settings of facts. One query at most."""
    told = {fact.at for fact in facts if fact.at}
    schools = settings_of(*told)
    return {setting: place_name(setting, schools.get(setting)) for setting in told}


# ---- How it was worked out


@dataclass(frozen=True, slots=True)
class HowPage:
    """What My standing was worked out from: facts, rules, minutes. `more` facts are on further pages."""

    facts: tuple[FactRow, ...]
    count: int
    pages: tuple[int, ...]
    page: int
    scheme: Scheme
    rules_hash: str
    enrolled: bool
    route_title: str
    rules: tuple[Words, ...]
    pace: Pace
    a_week: str
    checked_to: date | None


def how_page(subject: str, today: date, page: int) -> HowPage:
    """Return how My standing was worked out, with the facts of one page. At most three queries."""
    known = known_of(subject, (AWARD,))
    try:
        scheme = known.scheme(AWARD)
    except UNREADABLE:
        scheme = installed(AWARD)
    route = award_route(known, today)
    frame = frame_of(scheme, route)
    facts = sorted(counted_facts(known.facts), key=lambda fact: fact.valid.start, reverse=True)
    last = max(1, -(-len(facts) // FACTS_ON_A_PAGE))
    page = min(max(1, page), last)
    shown = facts[(page - 1) * FACTS_ON_A_PAGE : page * FACTS_ON_A_PAGE]
    places = places_of(shown)
    a_week = minutes_a_week(known.facts, today)
    vocabulary = installed_library().vocabulary
    return HowPage(
        facts=tuple(fact_row(fact, vocabulary, places, entry_url(fact.source)) for fact in shown),
        count=len(facts),
        pages=tuple(range(1, last + 1)) if last > 1 else (),
        page=page,
        scheme=scheme,
        rules_hash=rules_hash_of(scheme),
        enrolled=AWARD in known.enrolments,
        route_title=scheme.routes[route].title,
        rules=tuple(in_words(rule, scheme) for rule in scheme.routes[route].requires),
        pace=pace_of(known.standing(scheme, route, today=today), frame, a_week),
        a_week=time_a_week(a_week),
        checked_to=scheme.law_checked_to,
    )


def time_a_week(minutes: int) -> str:
    """Return minutes a week in words: *1 hour 30 minutes*; nothing for none.

    >>> time_a_week(90), time_a_week(60), time_a_week(0)
    ('1 hour 30 minutes', '1 hour', '')
    """
    hours, rest = divmod(minutes, MINUTES)
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*said, *([f"{rest} minutes"] if rest else [])])


# ---- Routes and versions


@dataclass(frozen=True, slots=True)
class RouteChoice:
    """One of the four routes: what it takes in hours, and what it says of itself."""

    id: str
    title: str
    hours: int
    limit: int | None
    sections: tuple[Section, ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class RoutesPage:
    """The routes to choose from, and whether anybody may enrol here on the installed version, with the reason."""

    routes: tuple[RouteChoice, ...]
    decision: Decision
    version: str
    chosen: str
    standard: str


def routes_page(subject: str, today: date) -> RoutesPage:
    """Return the choice of a route. Two queries. Who is enrolled chooses among the routes of her own version."""
    known = known_of(subject, (AWARD,))
    current = current_schemes()[AWARD]
    enrolled = known.enrolments.get(AWARD)
    try:
        scheme = known.scheme(AWARD)
    except UNREADABLE:
        scheme = current.scheme
    fits = fitting_route(known.facts, today)
    return RoutesPage(
        routes=tuple(_route_choice(scheme, route, fits=route == fits) for route in ROUTES if route in scheme.routes),
        decision=pinning(AWARD, current.release, demo=settings.DEMO, on=today),
        version=scheme.version,
        chosen=enrolled.route if enrolled else "",
        standard=str(scheme.about["about"]["standard"]),
    )


def _route_choice(scheme: Scheme, route_id: str, *, fits: bool) -> RouteChoice:
    route = scheme.routes[route_id]
    hours = -(-route_minutes(scheme, route) // MINUTES)
    return RouteChoice(route_id, route.title, hours, route.limit_hours, sections(route.about), fits)


def change_page(subject: str, today: date) -> VersionDifference | None:
    """Return what the installed version would change for her, or None where she is on it. At most four queries."""
    return version_difference(subject, AWARD, today=today)
