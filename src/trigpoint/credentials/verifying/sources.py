"""What this copy knows of a credential that is checked here: its own register, its status, and changes in law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.credentials import issuer
from trigpoint.credentials.building import list_address
from trigpoint.credentials.lists import us
from trigpoint.credentials.models import Credential
from trigpoint.credentials.signing import Form
from trigpoint.credentials.signing.reading import strict
from trigpoint.credentials.verifying.judging import judge
from trigpoint.credentials.verifying.results import LawChange, Register, Report, StatusEntry, Told
from trigpoint.credentials.words import Purpose
from trigpoint.law.queries import changes

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.credentials.signing import Checked, Given

NOT_FETCHED = "Its status is told on another site, which we never ask. Ask the issuer."


def here(given: Given, now: datetime) -> Report:
    """Judge a credential by what this copy knows. Six queries at most, and three more where law has changed."""
    return judge(
        given,
        issuers=issuer.issuers,
        status_of=lambda _entry: Told(None, words=NOT_FETCHED),
        in_register=in_register,
        changes=law_changes,
        now=now,
    )


def in_register(found: Checked, entries: tuple[StatusEntry, ...]) -> Register:
    """Return what the register says of a credential that this copy signed. One query."""
    if found.issuer is None or not found.issuer.ours or not entries:
        return Register()
    number = list_number(entries[0].address)
    row = Credential.objects.filter(list=number, number=entries[0].place).first() if number else None
    if row is None:
        return Register(is_here=False)
    kept = row.text if found.given.form is Form.EMBEDDED else row.token
    is_here = not kept or kept == found.given.text or same(kept, found.given)
    status = (
        (Purpose.REVOCATION, row.revoked_at is not None),
        (Purpose.SUSPENSION, row.suspended_at is not None),
        (Purpose.REFRESH, row.due_at is not None),
    )
    return Register(is_here=is_here, status=status, replaced=bool(row.replaced_by))


def same(kept: str, given: Given) -> bool:
    """Tell whether a document is the one that was kept, however its text is laid out."""
    if given.form is Form.JWT:
        return False
    return strict(kept) == given.document


def list_number(address: str) -> int | None:
    """Return the number of a list of ours, from its address."""
    start, _, purpose = address.rpartition("/")
    prefix, _, number = start.rpartition("/")
    if prefix != f"{settings.ISSUER_URL}/credentials/status" or purpose not in Purpose.values:
        return None
    if not number.isascii() or not number.isdigit() or len(number) > 9:  # noqa: PLR2004 - far beyond any list
        return None
    return int(number) if list_address(us(), int(number), Purpose(purpose)) == address else None


def law_changes(since: date) -> tuple[LawChange, ...]:
    """Return the changes in law that matter and came after a day, the newest first. Four queries at most."""
    return tuple(
        LawChange(row.title, row.citation, row.decided.since, row.decided.note, row.provision_url)
        for row in changes()
        if row.decided and row.decided.since and row.decided.since > since
    )
