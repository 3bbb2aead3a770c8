"""The events of this room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

KEY_MADE = declare("credentials.key.made", "A key began to sign credentials; the one before it stopped.")
KEY_WITHDRAWN = declare("credentials.key.withdrawn", "A key was withdrawn: nothing that it signed counts any more.")
ISSUED = declare("credentials.credential.issued", "A credential was signed for somebody.")
NOTICE_GIVEN = declare("credentials.notice.given", "A holder was told that her award may be revoked, and how to reply.")
REPLIED = declare("credentials.notice.replied", "A holder replied to a notice.")
NOTICE_DROPPED = declare("credentials.notice.dropped", "A notice was dropped: the award stays.")
REVOKED = declare("credentials.credential.revoked", "A credential was revoked, with the reason.")
SUSPENDED = declare("credentials.credential.suspended", "A credential was suspended, with the reason.")
REINSTATED = declare("credentials.credential.reinstated", "A suspended credential counts again.")
DUE = declare("credentials.credential.due", "By the record of its holder, a credential is due for refresh.")
REFRESHED = declare(
    "credentials.credential.refreshed", "By the record of its holder, a credential is up to date again."
)
SHARED = declare("credentials.link.made", "A holder made a link that shows her award.")
UNSHARED = declare("credentials.link.ended", "A holder switched her link off.")
LISTED = declare("credentials.register.entered", "A holder chose to be in the public register.")
UNLISTED = declare("credentials.register.left", "A holder left the public register.")
NAME_ASKED = declare("credentials.name.asked", "A holder asked for her award under another name.")
NAME_DECIDED = declare("credentials.name.decided", "A registrar decided on another name.")
ENDORSEMENT_ASKED = declare("credentials.endorsement.asked", "A holder asked a forum for its word on her award.")
ENDORSEMENT_ANSWERED = declare("credentials.endorsement.answered", "A forum gave its word on an award, or did not.")
FORGOTTEN = declare("credentials.person.forgotten", "What was held of somebody's credentials was removed or emptied.")
