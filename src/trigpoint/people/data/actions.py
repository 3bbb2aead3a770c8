"""What can be done about consents and views. Erasing: `erasing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.people import queries as people
from trigpoint.people.data import events
from trigpoint.people.data.errors import ConsentRefusedError
from trigpoint.people.data.models import Consent, Seen
from trigpoint.people.data.purposes import PURPOSE_OF, SHOWN
from trigpoint.people.data.queries import organisation as organisation_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from trigpoint.people.roles import Role
    from trigpoint.people.rows import AppointmentRow


def give(*, subject: str, items: Iterable[str], role: Role, organisation: int, now: datetime) -> int:
    """Let the holders of a role at an organisation see these items, and return how many are new.

    Only the person herself agrees, so she is the actor. Raises ConsentRefusedError.
    """
    wanted = sorted(set(items))
    if organisation_of(organisation) is None:
        raise ConsentRefusedError("There is no such organisation. Find it again.")
    for item in wanted:
        if item not in PURPOSE_OF or role not in PURPOSE_OF[item].roles:
            raise ConsentRefusedError("That cannot be shown to this role. Choose from the list.")
    with transaction.atomic():
        open_now = Consent.objects.select_for_update().filter(subject=subject, withdrawn_at=None)
        there = set(open_now.filter(to_role=role, to_organisation_id=organisation).values_list("item", flat=True))
        new = [item for item in wanted if item not in there]
        if new:
            Consent.objects.bulk_create(
                Consent(
                    subject=subject,
                    purpose=PURPOSE_OF[item].code,
                    item=item,
                    to_role=role,
                    to_organisation_id=organisation,
                    given_at=now,
                )
                for item in new
            )
            data = {"items": new, "role": role.value, "organisation": organisation}
            emit(name=events.GIVEN, actor=subject, subject=subject, at=now, data=data)
    return len(new)


def give_to_person(*, subject: str, item: str, to: str, now: datetime) -> bool:
    """Let one person see an item; say whether that is new. Raises ConsentRefusedError."""
    if item not in PURPOSE_OF:
        raise ConsentRefusedError("That cannot be shown. Choose from the list.")
    if to == subject or people.person(to) is None:
        raise ConsentRefusedError("Nobody with an account has this key. Choose somebody else.")
    with transaction.atomic():
        if Consent.objects.filter(subject=subject, item=item, to_person=to, withdrawn_at=None).exists():
            return False
        Consent.objects.create(subject=subject, purpose=PURPOSE_OF[item].code, item=item, to_person=to, given_at=now)
        emit(name=events.GIVEN, actor=subject, subject=subject, at=now, data={"items": [item], "to": to})
    return True


def choose_for_person(*, subject: str, items: Iterable[str], to: str, now: datetime) -> None:
    """Let one person see just these items, by name, and take back whatever else she was let see by name.

    Raises ConsentRefusedError.
    """
    with transaction.atomic():
        wanted = set(items)
        there = Consent.objects.select_for_update().filter(subject=subject, to_person=to, withdrawn_at=None)
        for row in there:
            if row.item not in wanted:
                withdraw(subject=subject, consent=int(row.pk), now=now)
        for item in sorted(wanted):
            give_to_person(subject=subject, item=item, to=to, now=now)


def withdraw(*, subject: str, consent: int, now: datetime) -> bool:
    """Take a consent back; say whether it still held. Raises ConsentRefusedError where she never gave it."""
    with transaction.atomic():
        found = Consent.objects.select_for_update().filter(pk=consent, subject=subject).first()
        if found is None:
            raise ConsentRefusedError("There is no such consent of yours. Open the page again.")
        if found.withdrawn_at is not None:
            return False
        found.withdrawn_at = now
        found.save(update_fields=["withdrawn_at"])
        data = {"consent": consent, "items": [found.item]}
        emit(name=events.WITHDRAWN, actor=subject, subject=subject, at=now, data=data)
    return True


def seen_at_once(*, shown: Iterable[tuple[str, str]], viewer: str, working_as: AppointmentRow, now: datetime) -> None:
    """Note that somebody else is shown several things, each a person and an item, as `seen` does one.

    One query once all of it is noted, none for nothing. Raises ValueError for an item without words.
    """
    wanted = {(subject, item) for subject, item in shown if subject != viewer}
    day = now.astimezone(ENGLAND).date()
    people_seen = {subject for subject, _ in wanted}
    there = Seen.objects.filter(subject__in=people_seen, viewer=viewer, role=working_as.role, day=day)
    noted = set(there.values_list("subject", "item")) if wanted else set()
    for subject, item in sorted(wanted - noted):
        seen(subject=subject, viewer=viewer, working_as=working_as, item=item, now=now)


def seen(*, subject: str, viewer: str, working_as: AppointmentRow, item: str, now: datetime) -> None:
    """Note that somebody else is shown something about a person: to be called by the view that shows it.

    Once for each day, viewer, role and item; one query when it is noted already. The row is its own trace, without an
    event: events stay for good, and this goes. `item` is a key of `purposes.SHOWN`; raises ValueError for another.
    """
    if viewer == subject:
        return
    if item not in SHOWN:
        raise ValueError(f"{item} has no words in people.data.purposes.SHOWN. Add it there first.")
    row = Seen(
        subject=subject,
        viewer=viewer,
        role=working_as.role,
        organisation=working_as.organisation.name if working_as.organisation else "",
        item=item,
        day=now.astimezone(ENGLAND).date(),
        at=now,
    )
    if Seen.objects.filter(subject=subject, viewer=viewer, role=row.role, item=item, day=row.day).exists():
        return
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return  # the same view, at the same moment, in another tab
