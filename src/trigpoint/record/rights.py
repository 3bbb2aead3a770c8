"""What the record holds about people: entries, enrolments, flagged exceptions; and how an export comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave
from trigpoint.platform.rights import who
from trigpoint.record.actions import erase_some, erase_subject
from trigpoint.record.bringing_in import bring_in
from trigpoint.record.models import Enrolment, Outcome, Reason, Receipt, Stage
from trigpoint.record.queries import entries_of, exceptions_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from trigpoint.kernel import Fact
    from trigpoint.record.queries import EntryRow


def entries(key: str) -> Json:
    """Return every entry about a person, corrected and erased ones too, the oldest first. One query."""
    return [entry(row, key) for row in entries_of(key)]


def entry(row: EntryRow, key: str) -> Mapping[str, Json]:
    """Return an entry as it is exported: only what it says, in the names of docs/reference/export.md."""
    says: dict[str, Json] = {
        **(fact_of(row.fact) if row.fact else {}),
        "note": row.note,
        "made from": row.made_from,
        "by": "" if row.erased else who(row.actor or None, key),
        "entered": row.entered_at.isoformat() if row.entered_at else "",
        "corrects": row.corrects or "",
        "corrected by": row.corrected_by or "",
        "erased": str(Reason(row.erased).label) if row.erased else "",
        "counts": row.counts,
        "entry": row.id,
    }
    return {name: value for name, value in says.items() if value not in ("", None)}


def fact_of(fact: Fact) -> Mapping[str, Json]:
    """Return what a fact says, in plain values; `until` is the first day on which it no longer holds."""
    vocabulary = installed_library().vocabulary
    days = {"from": fact.valid.start, "until": fact.valid.end, "began": fact.began, "due": fact.due}
    return {
        "title": vocabulary[fact.code].title if fact.code in vocabulary else "",
        "code": fact.code,
        **{name: day.isoformat() for name, day in days.items() if day},
        "amount": fact.amount,
        "at": fact.at,
        "basis": fact.basis.name.lower(),
        "via": fact.via.value,
    }


def enrolments(key: str) -> Json:
    """Return her enrolments. One query."""
    rows = Enrolment.objects.filter(subject=key).order_by("begun_at")
    return [
        {
            "scheme": row.scheme,
            "route": row.route,
            "stage": str(Stage(row.stage).label),
            "rules": row.rules_hash,
            "begun": row.begun_at.isoformat(),
            "moved": row.moved_at.isoformat() if row.moved_at else "",
        }
        for row in rows
    ]


def exceptions(key: str) -> Json:
    """Return the exceptions that were flagged about posts of hers. One query."""
    return [
        {
            "school": row.setting,
            "what fails": list(row.limbs),
            "decided by": row.decided_by,
            "until": row.until.isoformat(),
            "what is being done": row.doing,
            "flagged": row.opened_at.isoformat(),
            "closed": row.closed_at.isoformat() if row.closed_at else "",
            "outcome": str(Outcome(row.outcome).label) if row.outcome else "",
        }
        for row in exceptions_of(key)
    ]


def forms(key: str) -> Json:
    """Return the forms that were taken in about her. One query."""
    return [
        {"form": form, "entries": entries}
        for form, entries in Receipt.objects.filter(subject=key).values_list("form", "entries")
    ]


def forget(key: str, *, actor: str | None, now: datetime) -> bool:
    """Erase all that the record says about her, a long record in several lots."""
    if erase_some(actor=actor or key, subject=key, reason=Reason.PERSON, now=now):
        return True
    erase_subject(actor=actor or key, subject=key, reason=Reason.PERSON, now=now)
    return False


def open_exceptions(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return the exceptions that are still open: the school counts on them being closed. One query."""
    return tuple(
        Waiting(f"An exception about your post at {row.setting} is open until {row.until:%-d %B %Y}.", goes_with_record)
        for row in exceptions_of(key)
        if row.is_open
    )


def goes_with_record(now: datetime) -> None:
    """Do nothing yet: it is erased with the record."""


hold(
    Holding(
        name="record.entries",
        title="Your record",
        what=(
            "Each fact entered about you: what it is, its dates, where, how well it is known, whether you entered it, "
            "your notes, and what was corrected."
        ),
        why="So that you can see where you stand, what to do next, and show it later to others.",
        seen_by=(
            "You. The head and governors of your school see whether the law’s rule is met there and whether your law "
            "training is current. Anyone else only as you agree, and you can see when they did."
        ),
        goes="Everything that the entries say, notes included.",
        stays=(
            "That there was an entry, when it was erased and why, and a hash of each. "
            "A hash tells nothing of what was said; without it nobody could show that the records of others are whole."
        ),
        columns=("record.Entry.subject", "record.Receipt.subject"),
        held_about=lambda key: {"entries": entries(key), "forms": forms(key)},
        forget=forget,
        take_in=bring_in,
    )
)
hold(
    Holding(
        name="record.enrolments",
        title="Awards you work towards",
        what="The scheme, the route, the stage, the version of the rules, and when you began.",
        why="So that you are judged by the rules that you began on.",
        seen_by="You. Anyone else only as you agree.",
        goes="All of it.",
        columns=("record.Enrolment.subject",),
        held_about=enrolments,
        forget=forget,
    )
)
hold(
    Holding(
        name="record.exceptions",
        title="Exceptions about your post",
        what=(
            "Where a SENCO post is held although the law’s rule is not met: what is missing, who decided, until when, "
            "and what is being done."
        ),
        why="So that you and your school can put it right.",
        seen_by="You. Your head teacher and governors. Never the public.",
        goes="All of it.",
        columns=("record.FlaggedException.subject",),
        held_about=exceptions,
        forget=forget,
        waits=open_exceptions,
    )
)
for column in (
    "record.Payload.actor",
    "record.Erasure.actor",
    "record.FlaggedException.opened_by",
    "record.FlaggedException.closed_by",
):
    leave(column, "The random code of who acted in somebody else’s record, or the site itself. It leads to no name.")
leave("record.FlaggedException.decided_by", "Words about whoever decided. They go with the exception.")
leave("record.FlaggedException.key", "It names an exception, not a person.")
