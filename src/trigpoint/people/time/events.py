"""The events of this part of the room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

ASKED = declare("people.time.asked", "Somebody asked her school for protected time.")
WITHDRAWN = declare("people.time.withdrawn", "Somebody took back a request for protected time.")
AGREED = declare(
    "people.time.agreed", "Protected time was agreed: by the head, or as the person noted what the head had said."
)
PROPOSED = declare("people.time.proposed", "A head proposed other hours than were asked.")
ACCEPTED = declare("people.time.accepted", "Somebody accepted the hours that the head proposed.")
DECLINED = declare(
    "people.time.declined",
    "A request for protected time was declined, with a reason: by the head, or as the person noted it.",
)
