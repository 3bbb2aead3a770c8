"""The events of this room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

BEGUN = declare("evidence.piece.begun", "Somebody began a piece of evidence.")
CHANGED = declare("evidence.piece.changed", "Somebody changed a piece of evidence, or what it is mapped to.")
FILED = declare("evidence.piece.filed", "A file was added to a piece of evidence, cleaned.")
UNFILED = declare("evidence.piece.unfiled", "A file was taken off a piece of evidence.")
BLACKED = declare("evidence.piece.blacked", "Parts of a picture were blacked out for good.")
READY = declare("evidence.piece.ready", "Somebody checked a piece of evidence and made it ready to submit.")
SHOWN = declare("evidence.piece.shown", "Somebody chose who else sees a piece of evidence.")
DELETED = declare("evidence.piece.deleted", "Somebody deleted a piece of evidence of hers.")
HIDDEN = declare("evidence.piece.hidden", "A piece of evidence was hidden at once, because it identifies a child.")
EMPTIED = declare("evidence.piece.emptied", "What a hidden piece said was deleted; its digest alone is kept.")
WITHDRAWN = declare("evidence.piece.withdrawn", "A witness or a family took back what they had given as evidence.")
ASKED = declare("evidence.asking.asked", "A witness or a family was asked for their words.")
ANSWERED = declare("evidence.asking.answered", "A witness or a family gave their words, and agreed to their use.")
DECLINED = declare("evidence.asking.declined", "A witness or a family would rather not.")
CANCELLED = declare("evidence.asking.cancelled", "Somebody took back a request to a witness or a family.")
REMINDED = declare("evidence.asking.reminded", "A witness or a family was reminded of a request, once.")
EXPIRED = declare("evidence.asking.expired", "A request to a witness or a family ran out without an answer.")
