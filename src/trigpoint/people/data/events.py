"""The events of this part of the room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

GIVEN = declare("people.consent.given", "Somebody agreed that others see something of hers.")
WITHDRAWN = declare("people.consent.withdrawn", "Somebody no longer agrees that others see something of hers.")
EXPORTED = declare("people.data.exported", "Everything held about a person was put into one file for her.")
BROUGHT_IN = declare("people.data.brought-in", "A file that another copy had exported was brought in.")
ERASURE_ASKED = declare("people.erasure.asked", "The erasure of everything about a person began.")
ERASED = declare("people.erasure.finished", "Everything about a person was erased.")
RETAINED = declare("people.retention.applied", "What was kept longer than the rules of retention say was removed.")
