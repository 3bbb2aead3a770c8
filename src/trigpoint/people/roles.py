"""What people can be, and where: the names of roles and of kinds of organisation."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(models.TextChoices):
    """What somebody does here. A candidate needs no appointment: anyone with an account may keep a record."""

    CANDIDATE = "candidate", "Candidate"
    MENTOR = "mentor", "Mentor"
    ASSESSOR = "assessor", "Assessor"
    MODERATOR = "moderator", "Moderator"
    VERIFIER = "verifier", "Verifier"
    BOARD_MEMBER = "board-member", "Board member"
    BOARD_SECRETARY = "board-secretary", "Board secretary"
    REGISTRAR = "registrar", "Registrar"
    CONTENT_AUTHOR = "content-author", "Content author"
    REVIEWER = "reviewer", "Reviewer"
    EXAMINER = "examiner", "Examiner"
    JUDGE = "judge", "Judge"
    HEAD = "head", "Head teacher"
    GOVERNOR = "governor", "Governor"
    FORUM_MEMBER = "forum-member", "Forum member"
    ADMINISTRATOR = "administrator", "Administrator"
    RESEARCHER = "researcher", "Researcher"
    KEY_HOLDER = "key-holder", "Key holder"


class RelationKind(models.TextChoices):
    """What one person is to another. Whoever is one of these to somebody may not judge her, nor be given charge of her.

    A mentor and a line manager are so to the person; family is so both ways.
    """

    MENTOR = "mentor", "Mentor"
    LINE_MANAGER = "line-manager", "Line manager"
    FAMILY = "family", "Family"


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    SCHOOL = "school", "School"
    TRUST = "trust", "Trust"
    AUTHORITY = "authority", "Local authority"
    PROVIDER = "provider", "Provider"
    FORUM = "forum", "Forum"
    AWARDING_BODY = "awarding-body", "Awarding body"


PLACES: Mapping[Role, frozenset[OrganisationKind]] = MappingProxyType(
    {
        Role.HEAD: frozenset({OrganisationKind.SCHOOL}),
        Role.GOVERNOR: frozenset({OrganisationKind.SCHOOL, OrganisationKind.TRUST}),
        Role.FORUM_MEMBER: frozenset({OrganisationKind.FORUM}),
    }
)
"""The roles that mean nothing without an organisation, and the kinds it may be of. The others may have one."""
