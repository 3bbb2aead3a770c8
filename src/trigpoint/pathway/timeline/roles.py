"""The kinds of post that a timeline knows, and the facts that each makes. Pure.

The hours of a post are carried by its one spell (`served:…`, hundredths of full time), never by the states beside it
(`working:…`), which say in what standing somebody works there. So hours are counted once, whatever the law asks of the
post.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a post was."""

    SENCO = "senco"
    ASSISTANT = "assistant-senco"
    HEAD = "head"
    TEACHER = "teacher"
    SUPPORT = "teaching-assistant"
    OTHER = "other"

    @property
    def words(self) -> str:
        """How a timeline names it."""
        return WORDS[self]

    @property
    def spell(self) -> str:
        """The code of the spell that carries its hours, in a school that the rules cover."""
        return SPELLS[self]


WORDS = {
    Role.SENCO: "SENCO",
    Role.ASSISTANT: "Assistant SENCO",
    Role.HEAD: "Head teacher",
    Role.TEACHER: "Teacher",
    Role.SUPPORT: "Teaching assistant",
    Role.OTHER: "Other work in a school",
}
SPELLS = {
    Role.SENCO: "served:senco",
    Role.ASSISTANT: "served:assistant-senco",
    Role.HEAD: "served:head",
    Role.TEACHER: "served:teacher",
    Role.SUPPORT: "served:teaching-assistant",
    Role.OTHER: "served:school-staff",
}
SENCO_ELSEWHERE = "served:senco-elsewhere"
"""The spell of a SENCO at a school that the rules on SENCOs do not cover."""
ROLES = {code: role for role, code in SPELLS.items()} | {SENCO_ELSEWHERE: Role.SENCO}
"""The role behind each code of a post."""
STAFF, TEACHING, LEADING = "working:school-staff", "working:teacher", "working:head"
"""The states of somebody in a post: at work in a school, as a teacher there, as its head."""


class Standing(StrEnum):
    """In what standing somebody works at the school, which regulation 49(2) and (3) ask about."""

    TEACHER = "teacher"
    HEAD = "head"
    NEITHER = "neither"


def states_of(role: Role, standing: Standing) -> tuple[str, ...]:
    """Return the codes of the states that go with a post.

    >>> states_of(Role.SENCO, Standing.TEACHER)
    ('working:school-staff', 'working:teacher')
    """
    leads = role is Role.HEAD or standing is Standing.HEAD
    teaches = role is Role.TEACHER or standing is Standing.TEACHER
    return (STAFF, *([TEACHING] if teaches else []), *([LEADING] if leads else []))
