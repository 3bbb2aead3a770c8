"""Inviting everybody in a file: read it and show it first, then work through it, a few rows at a time.

A worker that is stopped goes on with the rows that are not yet invited: each says itself what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from trigpoint.people.invitations import events, rules
from trigpoint.people.invitations.actions import OPEN, Inviter, day_of, holds, link_again, make
from trigpoint.people.invitations.columns import Column, role_in
from trigpoint.people.invitations.errors import InvitationError
from trigpoint.people.invitations.models import MOST_EMAIL, Batch, BatchRow, Invitation
from trigpoint.people.invitations.schools import closed
from trigpoint.people.models import MOST_NAME, Appointment, Organisation, canonical
from trigpoint.people.queries import appointment_row, name_of, organisation_row
from trigpoint.people.roles import Role
from trigpoint.platform import jobs
from trigpoint.platform.events import emit
from trigpoint.schools.queries import setting_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from trigpoint.people.invitations.actions import Made
    from trigpoint.people.rows import OrganisationRow
    from trigpoint.platform.jobs import Run
    from trigpoint.platform.spreadsheets import Line, Sheet

INVITE = "people.invite"
WRITTEN_AT_ONCE = 500
INVITED_AT_ONCE = 5
"""Invitations in one transaction: with a message each the lock is held for less than a tenth of a second."""
NO_MORE = "Who began this no longer holds the role to invite. Somebody who does can read the file again."
Item = TypeVar("Item")
Outcome = BatchRow.Outcome


def stage(
    sheet: Sheet[Column], *, role: Role, organisation: OrganisationRow | None, inviter: Inviter, now: datetime
) -> int:
    """Keep a file that was read, every row with what is wrong with it, and return its number. Nobody is invited yet.

    Raises InvitationError where the inviter may not give the role that rows without one get.
    """
    why = rules.refusal(inviter.held, role, organisation) or closed(organisation, day_of(now))
    if why:
        raise InvitationError(why)
    rows = list(_Checking(inviter, role, organisation, day_of(now)).rows(sheet.lines))
    with transaction.atomic():
        batch = Batch.objects.create(
            by=inviter.key,
            given_as_id=inviter.held.id,
            role=role,
            organisation_id=organisation.id if organisation else None,
            read_as=sheet.read_as,
            made=now,
        )
        data = {"file": batch.pk, "rows": len(rows)}
        emit(name=events.FILE_READ, actor=inviter.key, subject=f"invitation-file-{batch.pk}", at=now, data=data)
    for row in rows:
        row.batch = batch
    for part in parts(rows, WRITTEN_AT_ONCE):
        BatchRow.objects.bulk_create(part)
    return int(batch.pk)


def begin(*, batch: int, inviter: Inviter, now: datetime) -> str:
    """Begin to invite everybody in a file, and return the id of the job. A second time, the same job.

    Raises InvitationError where there is nobody to invite.
    """
    with transaction.atomic():
        found = Batch.objects.select_for_update().get(pk=batch)
        if found.job:
            return found.job
        count = BatchRow.objects.filter(batch=found, outcome=Outcome.READY).count()
        if not count:
            raise InvitationError("There is nobody to invite in this file. Mend the rows, then choose it again.")
        found.began = now
        found.by, found.given_as_id = inviter.key, inviter.held.id
        found.job = jobs.start(
            INVITE,
            {"batch": batch, "site": inviter.site},
            title=f"Invite {count:,} people",
            asked_by=inviter.key,
            now=now,
        )
        found.save(update_fields=["began", "by", "given_as", "job"])
        data = {"file": batch, "rows": count}
        emit(name=events.FILE_BEGUN, actor=inviter.key, subject=f"invitation-file-{batch}", at=now, data=data)
    return found.job


def work_through(run: Run) -> str:
    """Invite everybody in a file who is not yet; what it returns is shown to who asked."""
    batch = Batch.objects.get(pk=run.payload["batch"])
    held = Appointment.objects.select_related("organisation").get(pk=batch.given_as_id)
    inviter = Inviter(batch.by, name_of(batch.by), appointment_row(held), run.payload["site"])
    ready = BatchRow.objects.filter(batch=batch, outcome=Outcome.READY).select_related("organisation")
    rows = list(ready.order_by("number"))
    total = max(run.at, 0) + len(rows)
    for part in parts(rows, INVITED_AT_ONCE):
        with transaction.atomic():
            run.step(run.at + len(part), total, "Inviting")
            if holds(day_of(run.now)).filter(pk=held.pk).exists():
                for row in part:
                    _invite(row, batch, inviter, run.now)
            else:
                for row in part:
                    row.outcome, row.words = Outcome.PROBLEM, NO_MORE
            BatchRow.objects.bulk_update(part, ["outcome", "words", "invitation"])
    return "\n".join(came_of(batch.pk))


def _invite(row: BatchRow, batch: Batch, inviter: Inviter, now: datetime) -> None:
    at = organisation_row(row.organisation) if row.organisation else None
    try:
        with transaction.atomic():
            made = make(
                email=row.email, name=row.name, role=Role(row.role), at=at, inviter=inviter, batch=batch, now=now
            )
    except InvitationError as error:
        row.outcome, row.words = Outcome.THERE, str(error)
    else:
        row.outcome, row.invitation_id = Outcome.INVITED, made.id


def came_of(batch: int) -> Iterator[str]:
    """Yield what came of a file, in sentences. One query."""
    found = list(BatchRow.objects.filter(batch=batch).values_list("outcome", flat=True))
    yield f"{found.count(Outcome.INVITED):,} of {len(found):,} invited."
    if Outcome.THERE in found:
        yield f"{found.count(Outcome.THERE):,} had the role, or an invitation, already."
    if Outcome.PROBLEM in found:
        yield f"{found.count(Outcome.PROBLEM):,} not invited: the report says why, row by row."


def new_links(*, batch: int, inviter: Inviter, now: datetime) -> Iterator[tuple[BatchRow, Made]]:
    """Make a new link for every invitation of a file that is still open: for a copy that sends no mail.

    Every earlier link of theirs stops working. Each is a transaction of its own.
    """
    still = Invitation.objects.filter(OPEN, batch=batch).values("pk")
    rows = BatchRow.objects.filter(batch=batch, invitation__in=still).select_related("organisation")
    for row in rows.order_by("number"):
        if row.invitation_id is not None:
            at = organisation_row(row.organisation) if row.organisation else None
            yield row, link_again(invitation=row.invitation_id, inviter=inviter, at=at, now=now)


class _Checking:
    """Looks at the rows of a file: whom each names, whether she can be invited, and if not why."""

    def __init__(self, inviter: Inviter, role: Role, at: OrganisationRow | None, today: date) -> None:
        self.inviter, self.role, self.at, self.today = inviter, role, at, today
        self.first: dict[tuple[str, str, int | None], int] = {}
        self.refused: dict[tuple[Role, int | None], str] = {}
        self.schools: dict[str, OrganisationRow] = {}

    def rows(self, lines: Sequence[Line[Column]]) -> Iterator[BatchRow]:
        """Yield a row for each line. Three queries, one more for each 500 rows, and a few for each school named."""
        urns = {line.get(Column.URN) for line in lines} - {""}
        settings = {setting_of(int(urn)): urn for urn in urns if urn.isascii() and urn.isdigit()}
        for some in parts(list(settings), WRITTEN_AT_ONCE):
            for found in Organisation.objects.filter(setting__in=some):
                self.schools[settings[found.setting]] = organisation_row(found)
        for part in parts(lines, WRITTEN_AT_ONCE):
            checked = [self._row(line) for line in part]
            there = self._there({row.email for row in checked if not row.words})
            for row in checked:
                known = there.get((row.email, row.role, row.organisation_id))
                if not row.words and known:
                    row.outcome, row.words = Outcome.THERE, known
                yield row

    def _row(self, line: Line[Column]) -> BatchRow:
        email, urn, said = canonical(line.get(Column.EMAIL)), line.get(Column.URN), line.get(Column.ROLE)
        role = role_in(said) if said else self.role
        at = self.schools.get(urn) if urn else self.at
        row = BatchRow(
            number=line.number,
            email=email[: MOST_EMAIL + 50],
            name=line.get(Column.NAME)[:MOST_NAME],
            role=role or self.role,
            organisation_id=at.id if at else None,
            outcome=Outcome.READY,
        )
        row.words = self._wrong(line, email, role, at)[:400]
        if row.words:
            row.outcome = Outcome.PROBLEM
        return row

    def _wrong(self, line: Line[Column], email: str, role: Role | None, at: OrganisationRow | None) -> str:
        """Return what is wrong with a row, and what to do."""
        if wrong := wrong_address(email):
            return wrong
        if len(line.get(Column.NAME)) > MOST_NAME:
            return f"The name must be {MOST_NAME} characters or fewer."
        if role is None:
            return f"There is no role “{line.get(Column.ROLE)[:40]}”. Use the words of the list of roles."
        if line.get(Column.URN) and at is None:
            return f"No school with the number {line.get(Column.URN)[:20]} is entered here. Enter it first."
        return self._refused(role, at) or self._twice((email, role.value, at.id if at else None), line.number)

    def _refused(self, role: Role, at: OrganisationRow | None) -> str:
        asked = (role, at.id if at else None)
        if asked not in self.refused:
            self.refused[asked] = rules.refusal(self.inviter.held, role, at) or closed(at, self.today)
        return self.refused[asked]

    def _twice(self, who: tuple[str, str, int | None], number: int) -> str:
        earlier = self.first.setdefault(who, number)
        if earlier == number:
            return ""
        return f"Row {earlier} has this address too. Each person needs an address of their own."

    def _there(self, emails: set[str]) -> dict[tuple[str, str, int | None], str]:
        """Return who holds a role, or has an open invitation to it, already."""
        held = holds(self.today).filter(person__email__in=emails, organisation__isnull=False)
        asked = Invitation.objects.filter(OPEN, email__in=emails, until__date__gte=self.today)
        columns = ("role", "organisation_id")
        return {
            **dict.fromkeys(asked.values_list("email", *columns), "Has an invitation to this role already."),
            **dict.fromkeys(held.values_list("person__email", *columns), "Holds this role already."),
        }


def wrong_address(email: str) -> str:
    """Return what is wrong with an address, and what to do; nothing where it looks like one."""
    if not email:
        return "Enter an e-mail address."
    try:
        validate_email(email)
    except ValidationError:
        return "The e-mail address must look like name@school.example."
    return ""


def parts(items: Sequence[Item], size: int) -> Iterable[list[Item]]:
    """Cut a list into parts."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)]
