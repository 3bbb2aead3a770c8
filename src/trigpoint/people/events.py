"""The events of this room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

OPENED = declare("people.account.opened", "Somebody opened an account, or had one opened for her.")
RENAMED = declare("people.account.renamed", "Somebody changed the name that is shown.")
PASSWORD_CHANGED = declare("people.password.changed", "Somebody set or changed a password.")
EMAIL_CONFIRMED = declare("people.email.confirmed", "Somebody showed that an e-mail address is hers.")
LINK_MADE = declare("people.link.made", "A link that signs somebody in once was made.")
LINK_USED = declare("people.link.used", "Somebody signed in with a link.")
SESSIONS_ENDED = declare("people.sessions.ended", "Somebody signed out elsewhere.")
SECOND_STEP_ON = declare("people.second-step.on", "Somebody turned on the second step of signing in.")
SECOND_STEP_OFF = declare("people.second-step.off", "The second step of signing in was turned off.")
PASSKEY_ADDED = declare("people.passkey.added", "Somebody added a passkey.")
PASSKEY_RENAMED = declare("people.passkey.renamed", "Somebody gave a passkey another name.")
PASSKEY_REMOVED = declare("people.passkey.removed", "Somebody removed a passkey.")
CONNECTED = declare("people.connection.made", "Another organisation's sign-in began to open somebody's account.")
DISCONNECTED = declare("people.connection.ended", "Another organisation's sign-in opens somebody's account no more.")
SUSPENDED = declare("people.account.suspended", "An account was closed for the time being.")
RESTORED = declare("people.account.restored", "An account that was closed was opened again.")
FORGOTTEN = declare("people.person.forgotten", "Name, address and sign-in data of somebody were removed.")
APPOINTED = declare("people.role.given", "Somebody was given a role.")
ENDED = declare("people.role.ended", "A role that somebody held got its last day.")
ORGANISATION_ENTERED = declare("people.organisation.entered", "An organisation was entered.")
RELATED = declare("people.relationship.begun", "Somebody became something to a person: mentor, line manager, family.")
UNRELATED = declare("people.relationship.ended", "What somebody was to a person got its last day.")
AUDIT_EXPORTED = declare("people.audit.exported", "Somebody downloaded a list of events.")
