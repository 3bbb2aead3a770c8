"""Who may read what learners decided."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

WRITES = has_role(Role.CONTENT_AUTHOR) | has_role(Role.REVIEWER)
