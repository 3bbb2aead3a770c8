"""What the pages of this room ask for. Each says how many queries it takes.

Everything begins at the school and at today: whoever no longer works there is not found, so nothing of hers is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.content.versions import DamagedVersionError, UnknownVersionError
from trigpoint.governance.law_training import CANNOT_TELL, EXAMINATION, LawTraining, law_training
from trigpoint.governance.rows import (
    AskedPage,
    ExceptionAtSchool,
    Limb,
    MirrorPage,
    SchoolPage,
    Seer,
    SencoRow,
    SharedBy,
    TimeRow,
)
from trigpoint.governance.statutory import ROUTE, Statutory, statutory, unknown_kind
from trigpoint.governance.words import time_words
from trigpoint.kernel import standing
from trigpoint.law.senco.queries import SCHEME as LAW
from trigpoint.law.senco.queries import clauses
from trigpoint.people import queries as people
from trigpoint.people.data import queries as consents
from trigpoint.people.data.purposes import SUPPORT
from trigpoint.people.data.showing import shown
from trigpoint.people.roles import Role
from trigpoint.people.time.queries import State, request_at, requests_at, requests_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.record.errors import RecordError
from trigpoint.record.queries import (
    exceptions_at,
    facts_of,
    holding,
    installed,
    known_of_each,
    without_private,
)
from trigpoint.schools.kinds import Kind
from trigpoint.schools.queries import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Scheme
    from trigpoint.people.data.showing import Shown
    from trigpoint.people.rows import AppointmentRow, OrganisationRow
    from trigpoint.people.time.queries import RequestRow
    from trigpoint.record.queries import ExceptionRow, Known
    from trigpoint.schools.queries import SettingRow

AWARD = "senco-award"
SENCO = ("served:senco", "served:senco-elsewhere")
"""The spells of a SENCO: at a school that the rule covers, and at one that it does not."""
SHOWN_HERE = {item.code: item for item in SUPPORT.items}
"""What somebody can let heads and governors see."""
UNREADABLE = (UnknownVersionError, DamagedVersionError, RecordError)


def posts() -> frozenset[str]:
    """Return the codes of every kind of post at a school."""
    return frozenset(code for code in installed_library().vocabulary.codes if code.startswith("served:"))


# ---- For the school


def school_page(where: OrganisationRow, today: date) -> SchoolPage:
    """Return My school. Seven queries; one more where somebody who is not SENCO asked for time; four without SENCOs."""
    setting = where.setting
    sencos = holding(SENCO, setting, today)
    requests = requests_at(setting)
    rest = {row.subject for row in requests} - set(sencos)
    staff = set(holding(posts(), setting, today)) & rest if rest else set()
    names = people.names_of({*sencos, *staff})
    rows = senco_rows(setting, sencos, names, requests, today)
    times = [time_row(row, names, today) for row in requests if row.subject in names]
    return SchoolPage(
        school=where.name,
        waits=tuple(row for row in times if row.waits),
        sencos=tuple(sorted(rows, key=lambda row: (row.name, row.key))),
        others=tuple(time_row(row, names, today) for row in requests if row.subject in staff),
        checked_to=installed(LAW).law_checked_to,
    )


def requests_page(where: OrganisationRow, today: date) -> tuple[TimeRow, ...]:
    """Return what waits and what is agreed with those who work at a school, the oldest first. Three queries at most."""
    found = requests_at(where.setting)
    staff = set(holding(posts(), where.setting, today)) if found else set()
    names = people.names_of(staff & {row.subject for row in found}) if found else {}
    return tuple(time_row(row, names, today) for row in found if row.subject in names)


def asked_at(where: OrganisationRow, key: str, today: date) -> TimeRow | None:
    """Return a request that waits at a school, of somebody who works there today, else None. Three queries at most."""
    row = request_at(where.setting, key)
    if row is None or row.state is not State.WAITING or not works_at(row.subject, where, today):
        return None
    return time_row(row, people.names_of([row.subject]), today)


def exception_here(where: OrganisationRow, key: str, today: date) -> tuple[ExceptionRow, str] | None:
    """Return an open exception at a school with the name of its SENCO, who is in post today. Three queries at most."""
    row = next((one for one in exceptions_at(where.setting) if one.key == key), None)
    if row is None or row.subject not in holding(SENCO, where.setting, today):
        return None
    return row, people.name_of(row.subject)


def works_at(subject: str, where: OrganisationRow, today: date) -> bool:
    """Tell whether somebody holds a post at a school today. One query."""
    return subject in holding(posts(), where.setting, today)


def shared_here(viewer: str, held: AppointmentRow, today: date) -> tuple[SharedBy, ...]:
    """Return what those who work at a school let a head or governor see, by name. Three queries at most."""
    where = held.organisation
    if where is None:
        return ()
    given = consents.shared_with(viewer, role=held.role, organisation=where.id)
    staff = [key for key in holding(posts(), where.setting, today) if key in given and key != viewer] if given else []
    names = people.names_of(staff) if staff else {}
    rows = (
        SharedBy(key, names[key], tuple((item, SHOWN_HERE[item].title) for item in given[key] if item in SHOWN_HERE))
        for key in staff
    )
    return tuple(sorted((row for row in rows if row.items), key=lambda row: (row.name, row.key)))


def item_of(viewer: str, held: AppointmentRow, subject: str, item: str, today: date) -> tuple[str, Shown | None] | None:
    """Return whose it is and what an item comes to, or None where it is not shown to the viewer at this school."""
    row = next((row for row in shared_here(viewer, held, today) if row.key == subject), None)
    if row is None or item not in dict(row.items):
        return None
    return row.name, shown(item, subject, today)


# ---- For the person herself


def mirror(subject: str, today: date) -> tuple[MirrorPage, ...]:
    """Return what the head of each school sees at which somebody is SENCO today. One query, and ten for each school."""
    held = {fact.at for fact in facts_of(subject) if fact.code in SENCO and fact.at and today in fact.valid}
    return tuple(_mirror(subject, setting, today) for setting in sorted(held))


def _mirror(subject: str, setting: str, today: date) -> MirrorPage:
    where = people.organisation_at(setting)
    names = people.names_of([subject])
    requests = tuple(row for row in requests_at(setting) if row.subject == subject)
    (row,) = senco_rows(setting, (subject,), names, requests, today)
    school = settings_of(setting).get(setting)
    return MirrorPage(setting, school.name if school else "your school", row, seers(where, today) if where else ())


def seers(where: OrganisationRow, today: date) -> tuple[Seer, ...]:
    """Return the heads and governors of a school today. Three queries at most."""
    keys = [
        (key, role)
        for role in (Role.HEAD, Role.GOVERNOR)
        for key in people.holders_of(role, today, organisation=where.id)
    ]
    names = people.names_of(key for key, _ in keys) if keys else {}
    return tuple(Seer(names[key], str(role.label)) for key, role in keys)


def asked_elsewhere(subject: str, settings: Iterable[str], today: date) -> tuple[AskedPage, ...]:
    """Return her requests that are open or agreed at schools other than these. Three queries at most."""
    here = set(settings)
    found = [
        row for row in requests_of(subject) if row.setting not in here and (row.is_open or row.state is State.AGREED)
    ]
    if not found:
        return ()
    schools, names = settings_of(*{row.setting for row in found}), people.names_of([subject])
    by_school: dict[str, list[TimeRow]] = {}
    for row in found:
        by_school.setdefault(row.setting, []).append(time_row(row, names, today))
    return tuple(
        AskedPage(
            schools[setting].name if setting in schools else "a school that our register does not have", tuple(rows)
        )
        for setting, rows in by_school.items()
    )


# ---- The row of a SENCO


def senco_rows(
    setting: str, sencos: tuple[str, ...], names: Mapping[str, str], requests: Iterable[RequestRow], today: date
) -> tuple[SencoRow, ...]:
    """Return what the head of a school may see of its SENCOs without asking. Four queries, or none."""
    if not sencos:
        return ()
    known = known_of_each(sencos, (AWARD, LAW))
    school = settings_of(setting).get(setting)
    flagged = exceptions_at(setting)
    asked = tuple(requests)
    return tuple(
        SencoRow(
            key=key,
            name=names[key],
            law=_statutory(known[key], setting, school, today),
            training=_training(known[key], today),
            exceptions=tuple(exception_row(row, today) for row in flagged if row.subject == key),
            time=tuple(time_row(row, names, today) for row in asked if row.subject == key),
        )
        for key in sencos
    )


def _statutory(known: Known, setting: str, school: SettingRow | None, today: date) -> Statutory:
    if school is None or school.kind is Kind.UNKNOWN:
        return unknown_kind(clauses(), today)
    snapshot = known.standing(installed(LAW), ROUTE, today=today, at=setting, setting_facts=school.facts)
    return statutory(snapshot, clauses(), today)


def _training(known: Known, today: date) -> LawTraining:
    try:
        scheme = known.scheme(AWARD)
        route = _route(known, scheme)
        if route is None:
            return CANNOT_TELL
        snapshot = known.standing(scheme, route, today=today)
    except UNREADABLE:
        return CANNOT_TELL
    bare = standing(scheme, route, without_private(known.facts), world=known.world.get(AWARD, ()))
    return law_training(snapshot, bare.on(today))


def _route(known: Known, scheme: Scheme) -> str | None:
    """Return her route where it asks for the law strand, else any that does: the strand is the same on all."""
    enrolled = known.enrolments.get(AWARD)
    routes = sorted(scheme.routes, key=lambda route: (enrolled is None or route != enrolled.route, route))
    return next((route for route in routes if EXAMINATION in scheme.program(route).rules), None)


def exception_row(row: ExceptionRow, today: date) -> ExceptionAtSchool:
    """Return a flagged exception as the school reads it."""
    rules = clauses().scheme.rules
    limbs = (Limb(rules[limb].title, clauses().of_rule(limb, today)[:1]) for limb in row.limbs if limb in rules)
    return ExceptionAtSchool(row.key, tuple(limbs), row.decided_by, row.until, row.doing, row.until < today)


def time_row(row: RequestRow, names: Mapping[str, str], today: date) -> TimeRow:
    """Return a request for protected time as the school reads it."""
    return TimeRow(
        key=row.key,
        subject=row.subject,
        name=names[row.subject],
        state=row.state,
        asked=time_words(row.minutes),
        since=row.since,
        asked_on=row.asked_at.astimezone(ENGLAND).date(),
        left=time_words(row.minutes_left) if row.minutes_left else "",
        finish=row.finish,
        words=row.words,
        agreed=time_words(row.agreed_minutes) if row.agreed_minutes else "",
        agreed_since=row.agreed_since,
        review=row.review,
        reply=row.reply,
        by_herself=row.answered_by == row.subject,
        over=row.review is not None and row.review <= today,
    )
