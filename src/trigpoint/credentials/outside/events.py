"""The events of this part of the room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

SENT = declare("credentials.outside.sent", "Somebody sent in a certificate, a badge or a completion from elsewhere.")
CHECKED = declare("credentials.outside.checked", "Somebody checked one, and agreed to it or did not.")
ACCEPTED = declare("credentials.outside.accepted", "One was agreed to, and what it covers was entered in the record.")
REFUSED = declare("credentials.outside.refused", "One was not agreed to; it counts for nothing.")
WITHDRAWN = declare("credentials.outside.withdrawn", "Somebody took back one that was waiting.")
CORRECTED = declare("credentials.outside.corrected", "A registrar took back one that had counted.")
MAPPED = declare("credentials.mapping.judged", "Somebody judged what a course from elsewhere covers.")
