"""The events of this room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

ENTERED = declare("record.fact.entered", "Facts were entered about a person or about the world.")
CORRECTED = declare("record.fact.corrected", "An entry was corrected by a new one, or withdrawn.")
AMENDED = declare("record.facts.amended", "Several entries were corrected, withdrawn or added together.")
ERASED = declare("record.entry.erased", "What one entry said was erased.")
SUBJECT_ERASED = declare("record.subject.erased", "What every entry about a person said was erased.")
SEALED = declare("record.ledger.sealed", "The daily root over the newest entry of every person was worked out.")
ENROLLED = declare("record.enrolment.begun", "A person enrolled, on these rules.")
MOVED = declare("record.enrolment.moved", "A person moved her enrolment to another version of the rules.")
CHANGED = declare("record.enrolment.changed", "The route or the stage of an enrolment changed.")
FLAGGED = declare("record.exception.flagged", "A SENCO post that fails the law's rule was saved as an exception.")
EXCEPTION_CHANGED = declare(
    "record.exception.changed", "What is being done about an exception, or until when, changed."
)
EXCEPTION_CLOSED = declare("record.exception.closed", "An exception came to its end.")
