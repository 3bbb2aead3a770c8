"""Who may: the holder for what is hers, and those who check."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

CHECKER = has_role(Role.REGISTRAR) | has_role(Role.MODERATOR)
REGISTRAR = has_role(Role.REGISTRAR)
