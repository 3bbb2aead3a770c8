"""Who may: everyone practises; content authors and reviewers see the questions with their figures."""

from __future__ import annotations

from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role

REVIEWER = has_role(Role.REVIEWER)
READER = has_role(Role.CONTENT_AUTHOR) | REVIEWER
