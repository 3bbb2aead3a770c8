"""Fictional people for a demonstration. Nobody here exists; their addresses end in `.example`, which reaches nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trigpoint.people import actions, queries
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.schools.queries import school, setting_of

if TYPE_CHECKING:
    from datetime import datetime

SCHOOL = 112717
"""The number of a real primary school in the sample of the register. The people that we place there are made up."""
SETTING = setting_of(SCHOOL)
SINCE = date(2025, 9, 1)
FORUM = "Harbour Parent Carer Forum"
"""A made-up forum of parent carers."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to try the site as. `slug` is the value of her button on the page of the demonstration."""

    slug: str
    name: str
    who: str
    role: Role | None = None
    at_school: bool = False

    @property
    def email(self) -> str:
        """Return the made-up address."""
        return f"{self.name.lower().replace(' ', '.')}@trigpoint.example"


PEOPLE = (
    DemoPerson(
        "asha", "Asha Rahman", "SENCO of a primary school since September 2025, four days a week. No award yet."
    ),
    DemoPerson("tom", "Tom Bright", "Teaching assistant for nine years, and wants to become a SENCO."),
    DemoPerson("grace", "Grace Lin", "SENCO for many years, with the earlier national award."),
    DemoPerson("new", "Nia Fresh", "Has an account, and has entered nothing yet."),
    DemoPerson("mentor", "Maya Stone", "Mentor.", Role.MENTOR),
    DemoPerson("assessor", "Alex Reed", "Assessor.", Role.ASSESSOR),
    DemoPerson("head", "Hugo Vale", "Head teacher of Asha’s school.", Role.HEAD, at_school=True),
    DemoPerson("author", "Ines Park", "Content author: writes, and judges changes in law.", Role.CONTENT_AUTHOR),
    DemoPerson("reviewer", "Rob Dale", "Reviewer: the second of two who judge a change in law.", Role.REVIEWER),
    DemoPerson("examiner", "Edie Marsh", "Examiner: opens papers and looks at how their questions do.", Role.EXAMINER),
    DemoPerson("judge", "Jo Hart", "Judge: a SENCO on the panel that sets the pass mark.", Role.JUDGE),
    DemoPerson("judge-two", "Kit Lowe", "Judge: a parent carer on the panel that sets the pass mark.", Role.JUDGE),
    DemoPerson("parent", "Pat Moss", "Parent carer, and member of a forum.", Role.FORUM_MEMBER),
    DemoPerson("assessor-two", "Bea Quill", "Assessor: the second of two who judge.", Role.ASSESSOR),
    DemoPerson("assessor-three", "Cal Wynn", "Assessor: decides where two do not agree.", Role.ASSESSOR),
    DemoPerson("moderator", "Mo Field", "Moderator: looks again at a sample of judgements.", Role.MODERATOR),
    DemoPerson("verifier", "Vic Dean", "External verifier: sees a sample, for a time.", Role.VERIFIER),
    DemoPerson("secretary", "Sam Ward", "Secretary of the award board.", Role.BOARD_SECRETARY),
    DemoPerson("board-one", "Lena Frost", "Member of the award board.", Role.BOARD_MEMBER),
    DemoPerson("board-two", "Omar Birch", "Member of the award board.", Role.BOARD_MEMBER),
    DemoPerson("board-three", "Ruth Cole", "Member of the award board, a parent carer.", Role.BOARD_MEMBER),
    DemoPerson("registrar", "Rae Holt", "Registrar of the awarding body.", Role.REGISTRAR),
    DemoPerson("admin", "Ada North", "Administrator of this copy.", Role.ADMINISTRATOR),
)
BY_SLUG = {person.slug: person for person in PEOPLE}


def key_of(slug: str) -> str:
    """Return the key of one of these people; for what other rooms add to the demonstration. One query."""
    found = queries.person_with_email(BY_SLUG[slug].email)
    if found is None:
        raise LookupError(f"{slug} is not in the database. Run `trigpoint serve --migrate` in demonstration mode.")
    return found.key


def fill(now: datetime) -> None:
    """Enter the people, their school and their roles, where they are not there yet."""
    school_place, forum_place = _school(now), _forum(now)
    for somebody in PEOPLE:
        found = queries.person_with_email(somebody.email)
        key = (
            found.key if found else actions.open_account(email=somebody.email, name=somebody.name, actor=None, now=now)
        )
        if somebody.role and not queries.history_of(key):
            place = forum_place if somebody.role is Role.FORUM_MEMBER else school_place if somebody.at_school else None
            actions.appoint(person=key, role=somebody.role, organisation=place, since=SINCE, actor=None, now=now)


def _school(now: datetime) -> int:
    found = queries.organisation_at(SETTING)
    if found is not None:
        return found.id
    row = school(SCHOOL)
    name = row.name if row else "A primary school"
    return actions.enter_organisation(kind=OrganisationKind.SCHOOL, name=name, setting=SETTING, actor=None, now=now)


def _forum(now: datetime) -> int:
    found = next((each for each in queries.organisations() if each.name == FORUM), None)
    if found is not None:
        return found.id
    return actions.enter_organisation(kind=OrganisationKind.FORUM, name=FORUM, setting="", actor=None, now=now)
