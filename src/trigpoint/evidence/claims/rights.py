"""What this part holds about people: claims for prior learning, and certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.evidence.claims.models import Certificate, Claim
from trigpoint.evidence.claims.words import State
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime


def claims(key: str) -> Json:
    """Return her claims and certificates. Three queries."""
    return {
        "claims": [
            {
                "outcome": row.outcome,
                "state": str(State(row.state).label),
                "what you say": dict(row.says),
                "posts, as entries of your record": list(row.posts),
                "certificates": [one.key for one in row.certificates.all()],
                "plans for gaps": {name: dict(said) for name, said in row.plan.items()},
                "changed": row.changed_at.isoformat(),
            }
            for row in Claim.objects.filter(owner=key).prefetch_related("certificates")
        ],
        "certificates": [
            {
                "certificate": row.key,
                "name": row.title,
                "given by": row.issuer,
                "number": row.number,
                "level": row.level,
                "given on": row.awarded_on.isoformat(),
                "piece of evidence": row.piece,
            }
            for row in Certificate.objects.filter(owner=key)
        ],
    }


def forget(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove her claims and certificates."""
    Claim.objects.filter(owner=key).delete()
    Certificate.objects.filter(owner=key).delete()


hold(
    Holding(
        name="evidence.claims",
        title="Claims for what you learned before",
        what=(
            "Your words on each test of prior learning, the posts and certificates that you chose, and your plans for "
            "gaps."
        ),
        why="So that what you can do already is judged by the same criteria, and counts once.",
        seen_by="You. Once you send a claim, also the assessors, moderators and verifiers of that submission.",
        goes="All of it.",
        stays="What assessors decided stays with the assessment, without your words.",
        columns=("evidence_claims.Claim.owner", "evidence_claims.Certificate.owner"),
        held_about=claims,
        forget=forget,
    )
)
leave("evidence_claims.Claim.key", "It names a claim, not a person.")
leave("evidence_claims.Certificate.key", "It names a certificate that somebody told of, not a person.")
