"""What can be read of claims. Each function says how many queries it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.evidence.claims import models
from trigpoint.evidence.claims.experience import Experience, experience_of
from trigpoint.evidence.claims.following import where_of
from trigpoint.evidence.claims.rows import CertificateRow, ClaimRow, CriterionRow, Line, Plan, Strand
from trigpoint.evidence.claims.words import State
from trigpoint.evidence.outcomes import outcome as outcome_of
from trigpoint.evidence.outcomes import outcomes
from trigpoint.evidence.queries import pieces_of
from trigpoint.record.queries import facts_of
from trigpoint.schools.queries import settings_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.evidence.rows import Piece
    from trigpoint.kernel import Fact

ACHIEVED = "achieved:"
__all__ = ["agreed", "certificates_of", "claim_of", "claims_of", "experience", "overview", "reckoned"]


def experience(owner: str, today: date) -> Experience:
    """Return what somebody's posts come to. Two queries."""
    return reckoned(facts_of(owner), today)


def reckoned(facts: Sequence[Fact], today: date) -> Experience:
    """Return what the posts among these facts come to. One query, for the names of the schools."""
    places = {setting: row.name for setting, row in settings_of(*{fact.at for fact in facts if fact.at}).items()}
    return experience_of(facts, places, installed_library().vocabulary, today)


def agreed(facts: Sequence[Fact]) -> frozenset[str]:
    """Return the outcomes that are in the record already, by id: their credit is given, and given once."""
    return frozenset(fact.code.removeprefix(ACHIEVED) for fact in facts if fact.code.startswith(ACHIEVED))


def certificates_of(owner: str) -> tuple[CertificateRow, ...]:
    """Return somebody's certificates, the newest first, with the outcomes they are claimed for. Two queries."""
    found = models.Certificate.objects.filter(owner=owner).prefetch_related("claims")
    return tuple(_certificate(row, tuple(claim.outcome for claim in row.claims.all())) for row in found)


def claims_of(owner: str, today: date) -> dict[str, ClaimRow]:
    """Return somebody's claims by outcome. Eight queries, and those of the rooms that follow claims."""
    rows = models.Claim.objects.filter(owner=owner).prefetch_related("certificates")
    found = tuple(rows)
    if not found:
        return {}
    done, pieces, where = experience(owner, today), pieces_of(owner), where_of(owner)
    return {row.outcome: replace(_claim(row, done, pieces), where=where.get(row.outcome)) for row in found}


def claim_of(owner: str, outcome: str, today: date) -> ClaimRow:
    """Return a claim, an empty one where nothing was said yet. Raises UnknownOutcomeError. Queries as `claims_of`."""
    about = outcome_of(outcome)
    row = models.Claim.objects.filter(owner=owner, outcome=outcome).prefetch_related("certificates").first()
    facts, pieces = facts_of(owner), pieces_of(owner)
    if row is None:
        criteria = tuple(_criterion(one.reference, one.words, pieces, {}) for one in about.rows)
        found = ClaimRow("", owner, about, State.DRAFT, {}, (), (), criteria, 0, None)
    else:
        found = _claim(row, reckoned(facts, today), pieces)
    return replace(found, where=where_of(owner).get(outcome), agreed=outcome in agreed(facts))


def overview(owner: str, today: date) -> tuple[Strand, ...]:
    """Return every outcome with its claim, strand by strand. Ten queries, and those of the rooms that follow."""
    claims, have = claims_of(owner, today), agreed(facts_of(owner))
    shown: dict[str, int] = {}
    for piece in pieces_of(owner):
        for outcome in {one.criterion.rpartition(".")[0] for one in piece.criteria}:
            shown[outcome] = shown.get(outcome, 0) + 1
    lines = (Line(row, claims.get(row.id), row.id in have, shown.get(row.id, 0)) for row in outcomes().values())
    return tuple(
        Strand(strand, title, tuple(group))
        for (strand, title), group in groupby(lines, key=lambda line: (line.outcome.strand, line.outcome.strand_title))
    )


def _claim(row: models.Claim, done: Experience, pieces: Sequence[Piece]) -> ClaimRow:
    about = outcome_of(row.outcome)
    return ClaimRow(
        key=row.key,
        owner=row.owner,
        outcome=about,
        state=State(row.state),
        says=row.says,
        posts=tuple(post for post in done.posts if post.entry in row.posts),
        certificates=tuple(_certificate(one) for one in row.certificates.all()),
        criteria=tuple(_criterion(one.reference, one.words, pieces, row.plan) for one in about.rows),
        version=row.version,
        changed_at=row.changed_at,
    )


def _criterion(reference: str, words: str, pieces: Sequence[Piece], plan: dict[str, dict[str, str]]) -> CriterionRow:
    mapped = [piece for piece in pieces if any(one.criterion == reference for one in piece.criteria)]
    said = plan.get(reference)
    planned = Plan(said["words"], date.fromisoformat(said["by"]) if said["by"] else None) if said else None
    ready = tuple(piece for piece in mapped if piece.is_ready)
    return CriterionRow(reference, words, ready, tuple(piece for piece in mapped if piece.is_draft), planned)


def _certificate(row: models.Certificate, used_for: tuple[str, ...] = ()) -> CertificateRow:
    return CertificateRow(
        row.key, row.title, row.issuer, row.number, row.level, row.awarded_on, row.piece, tuple(sorted(used_for))
    )


def holder_of_certificate(compared: str) -> str | None:
    """Return who told of a certificate, by what certificates are compared by; None where nobody did. One query."""
    return models.Certificate.objects.filter(compared=compared).values_list("owner", flat=True).first()
