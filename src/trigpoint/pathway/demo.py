"""The histories of the made-up people of a demonstration, entered through the record as anybody's would be.

Nobody here exists. The schools are real ones of the sample, and no one in this story works there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.mentoring import demo as mentoring
from trigpoint.pathway.plan import demo as plan
from trigpoint.pathway.standing import demo as standing
from trigpoint.pathway.timeline.actions import save_post
from trigpoint.pathway.timeline.posts import Said
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.people.demo import SETTING, key_of
from trigpoint.record.actions import enter
from trigpoint.schools.queries import setting_of

if TYPE_CHECKING:
    from datetime import datetime

UPLANDS, KINGS_WORTHY, RINGWOOD, VIGO = (setting_of(urn) for urn in (115890, 115922, 115943, 115970))


@dataclass(frozen=True, slots=True)
class Story:
    """The history of one person: posts, what she holds, and training with what it was about."""

    posts: tuple[Said, ...]
    holds: tuple[Fact, ...]
    training: tuple[tuple[Fact, str], ...] = ()


def holds(code: str, since: date, began: date | None = None) -> Fact:
    """Return that something has been held since a day."""
    return Fact(code, Period(since), began=began)


def took_part(on: date, minutes: int, what: str) -> tuple[Fact, str]:
    """Return training of one's own."""
    return Fact("did:cpd", Period(on, on + timedelta(days=1)), minutes), what


def led(on: date, what: str) -> tuple[Fact, str]:
    """Return training led for colleagues."""
    return Fact("led:training", Period(on, on + timedelta(days=1))), what


ASHA = Story(
    posts=(
        Said(Role.SUPPORT, UPLANDS, date(2013, 9, 2), date(2014, 7, 23), 74, "27.5/37"),
        Said(Role.TEACHER, KINGS_WORTHY, date(2015, 9, 1), date(2021, 8, 31), standing=Standing.TEACHER),
        Said(Role.TEACHER, SETTING, date(2021, 9, 1), date(2025, 8, 31), 80, standing=Standing.TEACHER),
        Said(
            Role.ASSISTANT, SETTING, date(2023, 9, 1), date(2025, 8, 31), 20, title="Key stage 2",
            standing=Standing.TEACHER,
        ),
        Said(Role.SENCO, SETTING, date(2025, 9, 1), None, 80, standing=Standing.TEACHER),
    ),
    holds=(
        holds("holds:gcse-english", date(2008, 8, 21)),
        holds("holds:gcse-maths", date(2008, 8, 21)),
        holds("holds:level-3", date(2010, 8, 19)),
        holds("holds:degree", date(2013, 7, 12)),
        holds("holds:qts", date(2015, 7, 31)),
        holds("holds:induction-passed", date(2016, 7, 22)),
    ),
    training=(
        took_part(date(2024, 2, 12), 360, "Speech, language and communication in the classroom"),
        took_part(date(2025, 10, 8), 90, "Writing outcomes for an EHC plan"),
        took_part(date(2026, 3, 18), 150, "Meeting families: a difficult conversation, rehearsed"),
        led(date(2026, 9, 2), "Adaptive teaching: what works in our lessons"),
    ),
)  # fmt: skip
TOM = Story(
    posts=(
        Said(Role.OTHER, RINGWOOD, date(2016, 9, 5), date(2017, 8, 31), 41, "15/37", title="Midday supervisor"),
        Said(Role.SUPPORT, RINGWOOD, date(2017, 9, 1), date(2022, 8, 31), 74, "27.5/37"),
        Said(Role.SUPPORT, VIGO, date(2022, 9, 1), None, 81, "30/37", title="Higher level teaching assistant"),
    ),
    holds=(
        holds("holds:gcse-english", date(2005, 8, 25)),
        holds("holds:gcse-maths", date(2006, 8, 24)),
        holds("holds:level-3", date(2007, 8, 16)),
        holds("holds:degree", date(2021, 10, 4)),
    ),
    training=(
        took_part(date(2023, 11, 15), 180, "Supporting reading in small groups"),
        took_part(date(2025, 6, 20), 360, "Autism: making the day predictable"),
        led(date(2026, 1, 6), "Visual timetables, for teaching assistants"),
    ),
)
GRACE = Story(
    posts=(
        Said(Role.TEACHER, UPLANDS, date(2006, 9, 1), date(2014, 8, 31), standing=Standing.TEACHER),
        Said(Role.SENCO, UPLANDS, date(2014, 9, 1), date(2019, 8, 31), 60, standing=Standing.TEACHER),
        Said(Role.SENCO, KINGS_WORTHY, date(2019, 9, 1), None, standing=Standing.TEACHER, title="Inclusion lead"),
    ),
    holds=(
        holds("holds:degree", date(2005, 7, 15)),
        holds("holds:qts", date(2006, 7, 31)),
        holds("holds:induction-passed", date(2007, 7, 20)),
        holds("holds:nasenco", date(2016, 7, 8), began=date(2014, 10, 6)),
    ),
    training=(
        took_part(date(2022, 5, 11), 360, "The tribunal: preparing the school’s evidence"),
        led(date(2024, 9, 3), "Graduated approach: assess, plan, do, review"),
        led(date(2025, 11, 12), "What families told us, and what we changed"),
        took_part(date(2026, 6, 10), 120, "Changes in SEND law: what is in force"),
    ),
)
STORIES = {"asha": ASHA, "tom": TOM, "grace": GRACE}


def fill(now: datetime) -> None:
    """Enter the histories where they are not there yet: each form is taken in once."""
    for slug, story in STORIES.items():
        person = key_of(slug)
        enter(actor=person, subject=person, facts=story.holds, now=now, form="demo:holds")
        for number, said in enumerate(story.posts):
            save_post(person=person, said=[said], form=f"demo:post:{number}", now=now)
        for number, (fact, what) in enumerate(story.training):
            enter(actor=person, subject=person, facts=[fact], now=now, note=what, form=f"demo:training:{number}")
    standing.fill(now)
    plan.fill(now)
    mentoring.fill(now)
