"""Who may: moderators, verifiers, and those who read how well assessors agree."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

ASSESSOR = has_role(Role.ASSESSOR)
MODERATOR = has_role(Role.MODERATOR)
VERIFIER = has_role(Role.VERIFIER)
