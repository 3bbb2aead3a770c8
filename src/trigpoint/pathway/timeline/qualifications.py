"""Which qualifications and statuses somebody may enter herself, and what each is asked. Pure.

Everything else in a record comes from the rooms that judge it: it is shown on the timeline and not entered there.
"""

from __future__ import annotations

from dataclasses import dataclass

TEACHER, INDUCTION, SENCO, SCHOOLING = (
    "Status as a teacher",
    "Induction",
    "SENCO qualifications",
    "Degree and school qualifications",
)


@dataclass(frozen=True, slots=True)
class Qualification:
    """One that can be entered. `began`: its course is asked for too; `until`: it may have an end."""

    slug: str
    code: str
    words: str
    group: str
    gained: str = "When was it awarded?"
    hint: str = "The date on the certificate. If you do not know the day, give the first of the month."
    began: bool = False
    until: bool = False


QUALIFICATIONS = (
    Qualification("qts", "holds:qts", "Qualified teacher status (QTS)", TEACHER),
    Qualification("qts-wales", "holds:wales-qts", "QTS from Wales", TEACHER),
    Qualification("qtls", "holds:qtls", "QTLS, for teachers of further education", TEACHER),
    Qualification(
        "set",
        "holds:set-membership",
        "Membership of the Society for Education and Training",
        TEACHER,
        gained="Since when have you been a member?",
        hint="QTLS counts in a school only together with this membership.",
        until=True,
    ),
    Qualification("eyts", "holds:eyts", "Early years teacher status (EYTS)", TEACHER),
    Qualification(
        "overseas", "holds:overseas-teaching-qualification", "Teacher training from outside England and Wales", TEACHER
    ),
    Qualification(
        "induction",
        "holds:induction-passed",
        "Induction passed",
        INDUCTION,
        gained="When did you pass induction?",
        hint="The last day of your induction, if you do not know the day of the letter.",
    ),
    Qualification(
        "induction-exempt",
        "holds:induction-exempt",
        "No need to serve induction",
        INDUCTION,
        gained="Since when have you not needed it?",
        hint="Mostly the day of your QTS.",
    ),
    Qualification(
        "induction-now",
        "holds:induction-in-progress",
        "Induction in progress",
        INDUCTION,
        gained="When did you begin induction?",
        hint="When you have passed it, add “Induction passed”.",
        until=True,
    ),
    Qualification(
        "npq", "holds:required-award", "NPQ for SENCOs, the qualification since September 2024", SENCO, began=True
    ),
    Qualification("nasenco", "holds:nasenco", "National Award for SEN Co-ordination (NASENCO)", SENCO, began=True),
    Qualification("degree", "holds:degree", "A degree", SCHOOLING),
    Qualification("level-3", "holds:level-3", "A levels, or another level 3 qualification", SCHOOLING),
    Qualification("english", "holds:gcse-english", "GCSE English, grade 4 (C) or the same standard", SCHOOLING),
    Qualification("maths", "holds:gcse-maths", "GCSE maths, grade 4 (C) or the same standard", SCHOOLING),
    Qualification("science", "holds:gcse-science", "GCSE science, grade 4 (C) or the same standard", SCHOOLING),
)
BY_SLUG = {one.slug: one for one in QUALIFICATIONS}
BY_CODE = {one.code: one for one in QUALIFICATIONS}
TRAINING = ("did:cpd", "led:training")
LEAVE = "on:leave"


def groups() -> tuple[tuple[str, tuple[Qualification, ...]], ...]:
    """Return what can be entered, by heading."""
    headings = dict.fromkeys(one.group for one in QUALIFICATIONS)
    return tuple((group, tuple(one for one in QUALIFICATIONS if one.group == group)) for group in headings)


def is_hers(code: str) -> bool:
    """Tell whether a fact with this code is a person's own to enter, correct and take back.

    `is:` facts of a person were told on the public pages.
    """
    return code in BY_CODE or code in TRAINING or code == LEAVE or code.startswith("is:")
