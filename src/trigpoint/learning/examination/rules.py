"""Who may: examiners run examinations, judges set pass marks."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

EXAMINER = has_role(Role.EXAMINER)
JUDGE = has_role(Role.JUDGE)
