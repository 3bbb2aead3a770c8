"""Who judges changes in law: content authors and reviewers."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

JUDGES = frozenset({Role.CONTENT_AUTHOR, Role.REVIEWER})
JUDGE = has_role(Role.CONTENT_AUTHOR) | has_role(Role.REVIEWER)
