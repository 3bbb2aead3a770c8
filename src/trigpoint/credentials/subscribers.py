"""What the room hears of: the award entered in a record, and anything that may change whether it is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.credentials.models import Credential
from trigpoint.credentials.tasks_named import ISSUE, LOOK
from trigpoint.credentials.words import AWARD, SCHEME
from trigpoint.platform import work
from trigpoint.platform.subscribers import subscribe
from trigpoint.record.events import AMENDED, CORRECTED, ENTERED
from trigpoint.record.subjects import scheme_subject

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded


def issue_award(event: Recorded, *, now: datetime) -> None:
    """Queue the credential of an award that was entered: it is signed apart, since a handler is short."""
    if AWARD in event.data.get("codes", ()):
        work.enqueue(ISSUE, {"owner": event.subject}, now=now)


def look_at_record(event: Recorded, *, now: datetime) -> None:
    """Queue a look at the award of somebody whose record changed; at everybody's, where the law did."""
    if event.subject == scheme_subject(SCHEME):
        work.enqueue(LOOK, {"after": ""}, now=now)
    elif Credential.objects.filter(owner=event.subject).exists():
        work.enqueue(LOOK, {"owner": event.subject}, now=now)


subscribe(ENTERED, issue_award)
subscribe(AMENDED, issue_award)
for _heard in (ENTERED, CORRECTED, AMENDED):
    subscribe(_heard, look_at_record)
