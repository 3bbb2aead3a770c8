"""Who may: the board's secretary, its members, and both."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

SECRETARY = has_role(Role.BOARD_SECRETARY)
MEMBER = has_role(Role.BOARD_MEMBER)
BOARD = SECRETARY | MEMBER
