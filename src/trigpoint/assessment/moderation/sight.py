"""Who may see a piece because of moderation: moderators, what was drawn. Verifiers see files in their rooms alone."""

from __future__ import annotations

from trigpoint.assessment.moderation.models import Look
from trigpoint.assessment.queries import holding_piece
from trigpoint.evidence.queries import let_see
from trigpoint.people.queries import roles_of
from trigpoint.people.roles import Role
from trigpoint.platform import clock


def by_moderator(person: str, piece: str) -> bool:
    """Tell whether somebody is a moderator today and the piece is in a submission that was drawn. Three queries."""
    if not any(held.role is Role.MODERATOR for held in roles_of(person, clock.today())):
        return False
    return Look.objects.filter(submission__in=holding_piece(piece)).exists()


let_see("moderation.sample", by_moderator)
