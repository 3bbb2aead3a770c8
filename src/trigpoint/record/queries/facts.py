"""Effective facts: what the ledger comes to once corrections count, now or as it was believed on a past day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Max, OuterRef, Subquery

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period, Via
from trigpoint.platform.clock import ENGLAND
from trigpoint.record.models import Entry, FlaggedException
from trigpoint.record.subjects import scheme_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VIAS = {via.value: via for via in Via}
BASES = {int(basis): basis for basis in Basis}
EFFECTIVE = """
    SELECT e.subject, e.id, COALESCE(p.corrects, r.corrects), p.code,
        p.valid_from, p.valid_until, p.amount, p.basis, p.at, p.via, p.began, p.due
    FROM record_entry e
    LEFT JOIN record_payload p ON p.entry_id = e.position
    LEFT JOIN record_erasure r ON r.entry_id = e.position
    WHERE e.subject IN ({places}) {known}
    ORDER BY e.subject, e.seq
"""
"""Every page about a person asks this, so it is plain SQL: the same through the ORM takes several times as long.

An erased entry counts only for what it corrected."""
KNOWN = "AND COALESCE(p.entered_at, r.corrected_at) < %s"
HISTORY = (
    "seq", "id", "payload__corrects", "erasure__corrects", "payload__entered_at", "erasure__corrected_at",
    "payload__note", "payload__source", "payload__actor", "erasure__reason", "payload__code", "payload__valid_from",
    "payload__valid_until", "payload__amount", "payload__basis", "payload__at", "payload__via", "payload__began",
    "payload__due",
)  # fmt: skip
EXCEPTION = FlaggedException.objects.filter(
    subject=OuterRef("subject"), setting=OuterRef("payload__at"), closed_at=None
).values("key")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as a history shows it. `fact` is None for a withdrawal and for what was erased.

    `corrected_by` is the entry that takes its place, `erased` the reason of an erasure or an empty text, `exception`
    the key of the exception that is open for the person at the setting of the fact.
    """

    id: str
    seq: int
    fact: Fact | None
    note: str
    made_from: str
    actor: str
    entered_at: datetime | None
    corrects: str | None
    corrected_by: str | None
    erased: str
    exception: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is among the effective facts."""
        return self.fact is not None and self.corrected_by is None


def facts_of(subject: str, as_known_at: date | None = None) -> tuple[Fact, ...]:
    """Return the effective facts of a subject in the order of entry, private ones too. One query.

    Each fact's `source` is the id of its entry. With `as_known_at`, what was believed at that moment, or at the end
    of that day in England: entries made later do not count, neither facts nor corrections. What has been erased is
    gone from every day.
    """
    return tuple(facts_by_subject([subject], as_known_at)[subject])


def world_facts(scheme_id: str, as_known_at: date | None = None) -> tuple[Fact, ...]:
    """Return the effective world facts entered under a scheme, such as changes in the law. One query."""
    return facts_of(scheme_subject(scheme_id), as_known_at)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry that this copy cannot read as a fact: its code, and why, in words."""

    entry: str
    code: str
    why: str


def facts_by_subject(
    subjects: list[str], as_known_at: date | None = None, unreadable: dict[str, list[Unreadable]] | None = None
) -> dict[str, list[Fact]]:
    """Return the effective facts of several subjects, in one query.

    What this copy has no meaning for (a basis of a later release) goes to `unreadable`, by subject; without it, it
    raises.
    """
    known = "" if as_known_at is None else KNOWN
    values = [*subjects, *([] if as_known_at is None else [_moment_after(as_known_at)])]
    corrected: set[str] = set()
    found: dict[str, list[Fact]] = {subject: [] for subject in subjects}
    with connection.cursor() as cursor:
        cursor.execute(EFFECTIVE.format(places=", ".join(["%s"] * len(subjects)), known=known), values)
        for subject, entry, corrects, code, *says in cursor.fetchall():
            if corrects is not None:
                corrected.add(corrects)
            if code is not None:
                try:
                    found[subject].append(_fact(entry, code, says))
                except (KeyError, ValueError):
                    if unreadable is None:
                        raise
                    why = "It is kept in a form that this copy does not know."
                    unreadable.setdefault(subject, []).append(Unreadable(entry, code, why))
    if corrected:
        return {key: [fact for fact in facts if fact.source not in corrected] for key, facts in found.items()}
    return found


def entries_of(subject: str) -> tuple[EntryRow, ...]:
    """Return every entry of a subject with what became of it, the oldest first: its history. One query."""
    found = Entry.objects.filter(subject=subject).order_by("seq")
    rows = list(found.values_list(Subquery(EXCEPTION), *HISTORY))
    return tuple(_history(rows))


def without_private(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts that others than the person and the awarding body's registrar may be shown."""
    vocabulary = installed_library().vocabulary
    return tuple(fact for fact in facts if not vocabulary[fact.code].private)


def form_key(subject: str, form: str) -> str:
    """Return a key for a form about a subject, to be carried in the form and given to `enter` or `correct`.

    It names the form and the state of the record that the page was drawn from. The same form sent twice has the same
    key, and so does the form opened in two tabs, as long as nothing was entered in between. One query.
    """
    newest = Entry.objects.filter(subject=subject).aggregate(newest=Max("seq"))["newest"]
    return f"{form}:{newest or 0}"


def _moment_after(known: date) -> datetime | str | None:
    """Return the moment before which an entry was known, as the database takes it."""
    if isinstance(known, datetime):
        moment = known + timedelta(microseconds=1)
    else:
        moment = datetime.combine(known + timedelta(days=1), time.min, ENGLAND)
    return connection.ops.adapt_datetimefield_value(moment)


def _fact(entry: str, code: str, says: list[Any]) -> Fact:
    start, end, amount, basis, at, via, began, due = says
    return Fact(code, Period(start, end), amount, BASES[basis], at, began, due, VIAS[via], entry)


def _history(rows: list[Any]) -> Iterator[EntryRow]:
    by_old = {row[3] or row[4]: row[2] for row in rows if row[3] or row[4]}
    for exception, seq, entry, corrects, lost, entered_at, lost_at, note, source, actor, reason, code, *says in rows:
        yield EntryRow(
            id=entry,
            seq=seq,
            fact=None if code is None else _fact(entry, code, says),
            note=note or "",
            made_from=source or "",
            actor=actor or "",
            entered_at=entered_at or lost_at,
            corrects=corrects or lost,
            corrected_by=by_old.get(entry),
            erased=reason or "",
            exception=exception or "",
        )
