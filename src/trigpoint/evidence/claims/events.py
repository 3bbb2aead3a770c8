"""The events of this part of the room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

SAVED = declare("evidence.claims.saved", "Somebody changed a claim for prior learning.")
PLANNED = declare("evidence.claims.gap-planned", "Somebody planned how to close a gap in a claim.")
READY = declare("evidence.claims.ready", "Somebody said that a claim for prior learning is ready to send.")
REOPENED = declare("evidence.claims.reopened", "Somebody opened a claim again, to change it.")
DROPPED = declare("evidence.claims.dropped", "Somebody took a claim for prior learning off.")
CERTIFICATE = declare("evidence.claims.certificate-added", "Somebody told of a certificate to claim with.")
CERTIFICATE_GONE = declare("evidence.claims.certificate-removed", "Somebody took a certificate off.")
