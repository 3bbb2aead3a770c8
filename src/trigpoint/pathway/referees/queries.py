"""What can be read of references. Each function says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from trigpoint.content.library import installed_library
from trigpoint.pathway.referees.claims import Claim, claims_of, present_claim, words_of
from trigpoint.pathway.referees.models import Reference, ReferenceAnswer, ReferenceClaim
from trigpoint.pathway.referees.rows import AnswerRow, ClaimRow, EntryReference, ReferenceRow
from trigpoint.pathway.referees.tokens import opened, token_of
from trigpoint.pathway.referees.words import MOST_A_DAY, MOST_WAITING, Relation, Said, State
from trigpoint.pathway.timeline.places import Places
from trigpoint.platform.tokens import is_kept_as
from trigpoint.record.queries import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from trigpoint.pathway.referees.claims import ClaimWords
    from trigpoint.record.queries import EntryRow

DAY = timedelta(days=1)
FIELDS = (
    "key", "subject", "name", "email", "relation", "state", "turn", "asked_at", "ends", "mail_due", "reminded_at",
    "said_name", "said_post", "said_place", "said_at", "ended_at",
)  # fmt: skip

NAMES = ("name", "said_name", "said_post", "said_place")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with its claims as they stand today."""

    reference: ReferenceRow
    claims: tuple[ClaimRow, ...]

    @property
    def to_answer(self) -> tuple[ClaimRow, ...]:
        """The claims that are still there."""
        return tuple(claim for claim in self.claims if not claim.is_gone)

    @property
    def next_open(self) -> ClaimRow | None:
        """The first claim without an answer to its present words."""
        return next((claim for claim in self.claims if claim.is_open), None)

    def at(self, place: int) -> ClaimRow | None:
        """Return one claim by its place, counted from 1."""
        return next((claim for claim in self.claims if claim.place == place), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """A claim that somebody may be asked about, in words."""

    claim: Claim
    shown: ClaimWords

    @property
    def value(self) -> str:
        """How a form names it: its leading entry."""
        return self.claim.entries[0]


def choices_of(subject: str) -> tuple[Choice, ...]:
    """Return what a person may ask somebody to confirm, the newest first. Two queries."""
    claims = claims_of(entries_of(subject), installed_library().vocabulary)
    shown = _in_words(claims)
    return tuple(Choice(claim, shown[claim.entries]) for claim in claims)


def references_of(subject: str, now: datetime) -> tuple[Asked, ...]:
    """Return every request of a person with its claims, the newest first. At most five queries."""
    return _asked(Reference.objects.filter(subject=subject), now)


def reference_of(subject: str, key: str, now: datetime) -> Asked | None:
    """Return one request of a person, or None. At most five queries."""
    return next(iter(_asked(Reference.objects.filter(subject=subject, key=key), now)), None)


def by_token(token: str, now: datetime) -> Asked | None:
    """Return the request that a link opens, or None where it opens nothing. No query for what was not made here.

    A link whose time is over still opens its request, which then says so.
    """
    said = opened(token)
    if said is None:
        return None
    found = Reference.objects.filter(key=said.key)
    kept = found.values_list("token", flat=True).first()
    if kept is None or not is_kept_as(token, kept):
        return None
    return next(iter(_asked(found, now)), None)


def link_token(reference: ReferenceRow) -> str:
    """Return the token of a request's link as it is now. No query."""
    return token_of(reference.key, reference.turn, reference.ends)


def places_left(subject: str, now: datetime) -> int:
    """Return how many more people a person may ask now. One query."""
    rows = Reference.objects.filter(subject=subject).filter(
        Q(state=State.WAITING, ends__gt=now) | Q(asked_at__gt=now - DAY)
    )
    waiting = today = 0
    for state, ends, asked_at in rows.values_list("state", "ends", "asked_at"):
        waiting += state == State.WAITING and ends > now
        today += asked_at > now - DAY
    return max(0, min(MOST_WAITING - waiting, MOST_A_DAY - today))


def waiting_at(subject: str, email: str, now: datetime) -> bool:
    """Tell whether a person waits for an answer from this address already. One query."""
    return Reference.objects.filter(subject=subject, email=email, state=State.WAITING, ends__gt=now).exists()


def saved_to(key: str) -> int:
    """Return how often an answer to this request was saved. One query."""
    return ReferenceAnswer.objects.filter(reference=key).count()


def with_names() -> QuerySet[Reference]:
    """Return the requests that still hold a name or an address."""
    return Reference.objects.exclude(Q(email="") & Q(*[(name, "") for name in NAMES]))


def to_forget(before: datetime) -> int:
    """Return how many requests that ended before a moment still hold a name or an address. One query."""
    return with_names().filter(ended_at__lt=before).count()


def by_entry(subject: str, history: Sequence[EntryRow], now: datetime) -> dict[str, tuple[EntryReference, ...]]:
    """Return for each entry that counts what referees said or are asked of it, the newest first.

    For the timeline, which has read the history already. An answer to words that have been corrected since is left
    out. Three queries; one where nobody was asked.
    """
    found: dict[str, list[EntryReference]] = {}
    claims = claims_of(history, installed_library().vocabulary)
    for asked in _asked(Reference.objects.filter(subject=subject), now, history=history, claims=claims, worded=False):
        reference = asked.reference
        for row in asked.to_answer:
            assert row.claim is not None
            if reference.state is State.ANSWERED and row.fits is not None:
                shown = EntryReference(
                    reference.key, row.fits.said, reference.by, reference.asked, reference.ended_at or row.fits.at
                )
            elif reference.is_open:
                shown = EntryReference(reference.key, None, "", reference.asked, reference.asked_at)
            else:
                continue
            for entry in row.claim.entries:
                found.setdefault(entry, []).append(shown)
    return {entry: tuple(rows) for entry, rows in found.items()}


def _asked(
    references: QuerySet[Reference],
    now: datetime,
    *,
    history: Sequence[EntryRow] | None = None,
    claims: Sequence[Claim] | None = None,
    worded: bool = True,
) -> tuple[Asked, ...]:
    """Return requests of one person with their claims as they stand."""
    rows = [_row(values, now) for values in references.values_list(*FIELDS)]
    if not rows:
        return ()
    keys = [row.key for row in rows]
    entries = entries_of(rows[0].subject) if history is None else history
    current = claims_of(entries, installed_library().vocabulary) if claims is None else claims
    answers = _answers(keys)
    parts: dict[str, list[ClaimRow]] = {}
    stored = ReferenceClaim.objects.filter(reference__key__in=keys).values_list(
        "reference__key", "place", "entries", "digest"
    )
    present = [(values, present_claim(entries, values[2], current)) for values in stored]
    shown = _in_words([claim for _, claim in present if claim is not None]) if worded else {}
    for (key, place, asked, digest), claim in present:
        words = shown.get(claim.entries) if claim else None
        row = ClaimRow(place, tuple(asked), digest, claim, words, answers.get((key, place)))
        parts.setdefault(key, []).append(row)
    return tuple(Asked(row, tuple(parts.get(row.key, ()))) for row in rows)


def _answers(keys: Sequence[str]) -> dict[tuple[str, int], AnswerRow]:
    """Return the newest answer to each claim."""
    fields = ("reference", "place", "said", "words", "digest", "at")
    rows = ReferenceAnswer.objects.filter(reference__in=keys).order_by("position").values_list(*fields)
    return {(key, place): AnswerRow(Said(said), words, digest, at) for key, place, said, words, digest, at in rows}


def _row(values: tuple[Any, ...], now: datetime) -> ReferenceRow:
    said = dict(zip(FIELDS, values, strict=True))
    state = State(said["state"])
    ran_out = state is State.WAITING and said["ends"] <= now
    return ReferenceRow(
        **{**said, "relation": Relation(said["relation"]), "state": State.EXPIRED if ran_out else state}
    )


def _in_words(claims: Iterable[Claim]) -> Mapping[tuple[str, ...], ClaimWords]:
    found = list(claims)
    settings = {claim.setting for claim in found} - {""}
    places = Places.of(settings)
    names = {setting: places.name(setting) for setting in settings}
    vocabulary = installed_library().vocabulary
    return {claim.entries: words_of(claim, vocabulary, names) for claim in found}
