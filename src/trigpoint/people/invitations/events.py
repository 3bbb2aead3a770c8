"""The events of this part of the room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

MADE = declare("people.invitation.made", "Somebody was invited to take a role.")
LINKED = declare("people.invitation.linked", "The link of an invitation was replaced; the old one opens nothing.")
WITHDRAWN = declare("people.invitation.withdrawn", "An invitation was taken back before anybody took it.")
TAKEN = declare("people.invitation.taken", "Somebody took an invitation.")
FILE_READ = declare("people.invitation-file.read", "A file of people to invite was read. Nobody is invited yet.")
FILE_BEGUN = declare("people.invitation-file.begun", "Inviting everybody in a file began.")
