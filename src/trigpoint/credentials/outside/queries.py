"""What can be read of this part. Rows are frozen; each function says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.content.library import installed_library
from trigpoint.content.outside import OutsideMapping, known
from trigpoint.credentials.outside.covering import Coverage, coverage
from trigpoint.credentials.outside.models import Counted, Judgement, Sent
from trigpoint.credentials.outside.words import CHECKERS, Form, Reason, State
from trigpoint.evidence.outcomes import outcomes
from trigpoint.people.queries import names_of
from trigpoint.record.queries import world_facts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from trigpoint.content.outside import Outside

AWARD = "senco-award"


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """What one person judged. `role` is what they worked as."""

    by: str
    name: str
    role: str
    agrees: bool
    reason: str
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SentRow:
    """Something from elsewhere as pages show it. `needs` is how many people check it before it counts."""

    key: str
    owner: str
    form: Form
    state: State
    issuer: str
    title: str
    number: str
    awarded_on: date
    mapping: OutsideMapping | None
    is_verified: bool
    notes: tuple[str, ...]
    stored: str
    file_type: str
    sent_at: datetime
    decided_at: datetime | None

    @property
    def needs(self) -> int:
        """How many people check it."""
        return needed(self.mapping, is_verified=self.is_verified)

    @property
    def is_waiting(self) -> bool:
        """Whether it waits."""
        return self.state is State.WAITING

    @property
    def is_picture(self) -> bool:
        """Whether a page can show its file."""
        return self.file_type in {"jpeg", "png", "webp"}


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping with what people judged of it. It is in force once two agreed, and none did not, until its end."""

    mapping: OutsideMapping
    judgements: tuple[JudgementRow, ...]
    coverage: Coverage

    @property
    def agreed(self) -> bool:
        """Whether enough people agreed to this text, and none did not."""
        return is_agreed(self.judgements)


def known_here() -> Outside:
    """Return the courses that this copy knows; what is made up only in a demonstration."""
    return known(demonstration=bool(settings.DEMO))


def needed(mapping: OutsideMapping | None, *, is_verified: bool) -> int:
    """Return how many people check something: two for law, none for what a signature proves, one for the rest."""
    if mapping is None or mapping.is_law:
        return CHECKERS
    return 0 if is_verified else 1


def is_agreed(judgements: Iterable[JudgementRow | Judgement]) -> bool:
    """Tell whether two different people agreed, and nobody did not."""
    rows = tuple(judgements)
    return all(row.agrees for row in rows) and len({row.by for row in rows}) >= CHECKERS


def sent_by(owner: str) -> tuple[SentRow, ...]:
    """Return what somebody sent in, the newest first. One query."""
    return tuple(_row(row) for row in Sent.objects.filter(owner=owner).order_by("-sent_at", "-id"))


def sent(key: str) -> SentRow | None:
    """Return something that was sent in, or None. Who may see it is for the caller. One query."""
    return next((_row(row) for row in Sent.objects.filter(key=key)), None)


def waiting() -> tuple[SentRow, ...]:
    """Return what waits to be checked, the longest first. One query."""
    return tuple(_row(row) for row in Sent.objects.filter(state=State.WAITING))


def judgements_of(about: str, digest: str = "") -> tuple[JudgementRow, ...]:
    """Return what people judged of something, in order. One or two queries."""
    rows = list(Judgement.objects.filter(about=about, digest=digest))
    names = names_of(row.by for row in rows) if rows else {}
    return tuple(
        JudgementRow(
            row.by,
            names[row.by],
            row.role,
            row.agrees,
            Reason(row.reason).label if row.reason else "",
            row.words,
            row.at,
        )
        for row in rows
    )


def about(mapping: OutsideMapping) -> str:
    """Return what a judgement of a mapping is about."""
    return f"mapping:{mapping.id}"


def mapping_row(mapping: OutsideMapping) -> MappingRow:
    """Return a mapping with what people judged of it, and what a certificate of its first day comes to.."""
    return MappingRow(mapping, judgements_of(about(mapping), mapping.digest), coverage_of(mapping, mapping.until))


def mapping_rows() -> tuple[MappingRow, ...]:
    """Return every mapping that this copy knows. Three queries for each: they are few."""
    return tuple(mapping_row(one) for one in known_here().mappings)


def in_force(mapping: OutsideMapping, today: date) -> bool:
    """Tell whether certificates count by a mapping today: agreed by two, and not run out. One query."""
    rows = Judgement.objects.filter(about=about(mapping), digest=mapping.digest)
    return mapping.since <= today <= mapping.until and is_agreed(rows)


def coverage_of(mapping: OutsideMapping, awarded_on: date) -> Coverage:
    """Return what a certificate of a course, given on a day, comes to. One query."""
    vocabulary = installed_library().vocabulary
    return coverage(
        mapping, outcomes(), awarded_on, level=known_here().level, world=world_facts(AWARD), kinds=vocabulary
    )


def entries_of(key: str) -> tuple[str, ...]:
    """Return the entries of the record that something counted as. One query."""
    return tuple(Counted.objects.filter(sent__key=key).order_by("id").values_list("entry", flat=True))


def _row(row: Sent) -> SentRow:
    return SentRow(
        row.key,
        row.owner,
        Form(row.form),
        State(row.state),
        row.issuer,
        row.title,
        row.number,
        row.awarded_on,
        known_here().mapping(row.mapping) if row.mapping else None,
        row.is_verified,
        tuple(row.notes),
        row.stored,
        row.file_type,
        row.sent_at,
        row.decided_at,
    )
