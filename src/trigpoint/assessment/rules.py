"""Who may: assessors, and those who give submissions to assessors."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import ADMINISTRATOR, has_role

ASSESSOR = has_role(Role.ASSESSOR)
ALLOCATOR = has_role(Role.REGISTRAR) | ADMINISTRATOR
