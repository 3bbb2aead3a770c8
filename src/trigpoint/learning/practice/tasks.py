"""What practice leaves to a worker: telling a store of learning records, where the operator has set one."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.learning.practice.xapi.sending import Store, send
from trigpoint.learning.practice.xapi.statements import statements_of
from trigpoint.platform import events
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from trigpoint.platform.work import Work

TELL = "learning.xapi"


@task(TELL)
def tell_the_store(work: Work) -> None:
    """Send what an event says. Where the store was switched off meanwhile, nothing is sent."""
    if not settings.LRS_URL:
        return
    event = events.by_id(str(work.payload["event"]))
    said = statements_of(event, home=settings.ISSUER_URL, person=code_of(event.subject))
    if said:
        send(Store(settings.LRS_URL, settings.LRS_KEY, settings.LRS_SECRET), said)


def code_of(person: str) -> str:
    """Return the code by which the store knows a person: not her key here, and the same each time."""
    return hmac.new(settings.SECRET_KEY.encode(), f"xapi {person}".encode(), hashlib.sha256).hexdigest()[:32]
