"""The headings of a timeline's file and the words that stand for each; roles and qualifications in words. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from trigpoint.pathway.timeline.qualifications import QUALIFICATIONS, Qualification
from trigpoint.pathway.timeline.roles import Role, Standing


class Column(StrEnum):
    """A heading as the template writes it."""

    KIND = "kind"
    WHAT = "what"
    SCHOOL = "school"
    URN = "URN"
    FIRST = "first day"
    LAST = "last day"
    PART = "part of full time"
    HOURS = "hours a week"
    WEEK = "full-time hours"
    WORKED_AS = "worked there as"
    TITLE = "job title"
    BEGAN = "course began"
    MINUTES = "minutes"


COLUMNS = tuple(Column)
REQUIRED = (Column.KIND, Column.WHAT, Column.FIRST)
ALSO = {
    "type": Column.KIND,
    "entry": Column.KIND,
    "role": Column.WHAT,
    "post": Column.WHAT,
    "qualification": Column.WHAT,
    "schoolname": Column.SCHOOL,
    "employer": Column.SCHOOL,
    "schoolurn": Column.URN,
    "start": Column.FIRST,
    "startdate": Column.FIRST,
    "from": Column.FIRST,
    "date": Column.FIRST,
    "dateawarded": Column.FIRST,
    "end": Column.LAST,
    "enddate": Column.LAST,
    "to": Column.LAST,
    "until": Column.LAST,
    "fte": Column.PART,
    "part": Column.PART,
    "hours": Column.HOURS,
    "hoursperweek": Column.HOURS,
    "weeklyhours": Column.HOURS,
    "fulltimeweek": Column.WEEK,
    "workedas": Column.WORKED_AS,
    "jobtitle": Column.TITLE,
    "title": Column.TITLE,
    "coursestart": Column.BEGAN,
}
LETTERS = re.compile(r"[^a-z0-9]")


class Kind(StrEnum):
    """What a row is about."""

    POST = "post"
    QUALIFICATION = "qualification"
    LED = "training led"
    TRAINING = "training"


KINDS = {
    "post": Kind.POST,
    "job": Kind.POST,
    "role": Kind.POST,
    "qualification": Kind.QUALIFICATION,
    "status": Kind.QUALIFICATION,
    "training": Kind.TRAINING,
    "trainingattended": Kind.TRAINING,
    "course": Kind.TRAINING,
    "cpd": Kind.TRAINING,
    "trainingled": Kind.LED,
    "ledtraining": Kind.LED,
}
ROLES = {
    "senco": Role.SENCO,
    "sendco": Role.SENCO,
    "specialeducationalneedscoordinator": Role.SENCO,
    "assistantsenco": Role.ASSISTANT,
    "assistantsendco": Role.ASSISTANT,
    "deputysenco": Role.ASSISTANT,
    "head": Role.HEAD,
    "headteacher": Role.HEAD,
    "principal": Role.HEAD,
    "actinghead": Role.HEAD,
    "teacher": Role.TEACHER,
    "classteacher": Role.TEACHER,
    "teachingassistant": Role.SUPPORT,
    "ta": Role.SUPPORT,
    "hlta": Role.SUPPORT,
    "learningsupportassistant": Role.SUPPORT,
    "lsa": Role.SUPPORT,
    "other": Role.OTHER,
    "otherworkinaschool": Role.OTHER,
}
STANDINGS = {
    "teacher": Standing.TEACHER,
    "asateacher": Standing.TEACHER,
    "head": Standing.HEAD,
    "headteacher": Standing.HEAD,
    "neither": Standing.NEITHER,
    "no": Standing.NEITHER,
}
SHORT = {
    "qts": "qts",
    "qualifiedteacherstatus": "qts",
    "qtls": "qtls",
    "eyts": "eyts",
    "set": "set",
    "npq": "npq",
    "npqforsencos": "npq",
    "npqsenco": "npq",
    "nasenco": "nasenco",
    "nationalawardforsencoordination": "nasenco",
    "degree": "degree",
    "induction": "induction",
    "inductionpassed": "induction",
    "alevels": "level-3",
    "gcseenglish": "english",
    "gcsemaths": "maths",
    "gcsescience": "science",
}
STILL = frozenset({"", "now", "present", "current", "todate", "ongoing", "still", "-"})
"""What stands for *still in this post*."""


def plain(text: str) -> str:
    """Return the letters and numbers of a text, small.

    >>> plain(" First-Day ")
    'firstday'
    """
    return LETTERS.sub("", text.casefold())


BY_PLAIN = {plain(column.value): column for column in COLUMNS} | ALSO
_QUALIFICATIONS = {plain(words): one for one in QUALIFICATIONS for words in (one.words, one.slug, one.code)}
_QUALIFICATIONS |= {short: one for short, slug in SHORT.items() for one in QUALIFICATIONS if one.slug == slug}


def named(heading: str) -> Column | None:
    """Return the column that a heading names, or None."""
    return BY_PLAIN.get(plain(heading))


def qualification(text: str) -> Qualification | None:
    """Return the qualification that a cell names, or None."""
    return _QUALIFICATIONS.get(plain(text))
