"""The events of this part of the room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

SAVED = declare("evidence.claim.saved", "Somebody changed a claim for prior learning.")
PLANNED = declare("evidence.claim.planned", "Somebody planned how to close a gap in a claim.")
READY = declare("evidence.claim.ready", "Somebody said that a claim for prior learning is ready to send.")
REOPENED = declare("evidence.claim.reopened", "Somebody opened a claim again, to change it.")
DROPPED = declare("evidence.claim.dropped", "Somebody took a claim for prior learning off.")
CERTIFICATE = declare("evidence.certificate.added", "Somebody told of a certificate to claim with.")
CERTIFICATE_GONE = declare("evidence.certificate.removed", "Somebody took a certificate off.")
