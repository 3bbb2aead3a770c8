"""The columns of a file of people to invite, and how much of it is taken. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from trigpoint.people.roles import Role
from trigpoint.platform.spreadsheets import Layout


class Column(StrEnum):
    """A heading as the template writes it."""

    EMAIL = "e-mail"
    NAME = "name"
    ROLE = "role"
    URN = "URN"


ALSO = {
    "emailaddress": Column.EMAIL,
    "mail": Column.EMAIL,
    "workemail": Column.EMAIL,
    "fullname": Column.NAME,
    "invitedas": Column.ROLE,
    "schoolurn": Column.URN,
    "school": Column.URN,
}
LETTERS = re.compile(r"[^a-z0-9]")
MOST_ROWS = 10_000
MOST_BYTES = 2_000_000
EXAMPLES = (
    {Column.EMAIL: "example: maya.stone@school.example", Column.NAME: "Maya Stone"},
    {Column.EMAIL: "example: hugo.vale@school.example", Column.NAME: "Hugo Vale", Column.ROLE: "Mentor"},
)
"""Rows of the template. Whoever forgets to take them out invites nobody by them."""


def plain(words: str) -> str:
    """Return words without what people write in different ways.

    >>> plain(" E-Mail Address ")
    'emailaddress'
    """
    return LETTERS.sub("", words.casefold())


COLUMNS = {plain(column.value): column for column in Column} | ALSO
ROLES = {plain(words): role for role in Role for words in (role.value, role.label)} | {
    "headteacher": Role.HEAD,
    "senco": Role.CANDIDATE,
    "admin": Role.ADMINISTRATOR,
}


def named(heading: str) -> Column | None:
    """Return the column that a heading means, or None.

    >>> named("Email"), named("Shoe size")
    (<Column.EMAIL: 'e-mail'>, None)
    """
    return COLUMNS.get(plain(heading))


def role_in(cell: str) -> Role | None:
    """Return the role that a cell means, or None."""
    return ROLES.get(plain(cell))


LAYOUT = Layout(
    columns=tuple(Column),
    required=(Column.EMAIL,),
    named=named,
    marked=Column.EMAIL,
    most_rows=MOST_ROWS,
    most_bytes=MOST_BYTES,
    too_large=f"The file is larger than 2 MB. {MOST_ROWS:,} rows of addresses are smaller. Split it in two.",
)
