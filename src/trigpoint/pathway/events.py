"""The events of this room. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

REFERENCE_ASKED = declare("pathway.reference.asked", "Somebody was asked to confirm entries of a person's timeline.")
REFERENCE_LINKED = declare(
    "pathway.reference.linked", "A referee's link was replaced by a new one; the old one opens nothing."
)
REFERENCE_REMINDED = declare("pathway.reference.reminded", "A referee was reminded, once.")
REFERENCE_BEGUN = declare("pathway.reference.begun", "Somebody opened a referee's link and said who he or she is.")
REFERENCE_SAVED = declare("pathway.reference.saved", "A referee saved the answer to one claim.")
REFERENCE_ANSWERED = declare("pathway.reference.answered", "A referee sent the answers.")
REFERENCE_WITHDRAWN = declare("pathway.reference.withdrawn", "A person withdrew a request to a referee.")
REFERENCE_EXPIRED = declare("pathway.reference.expired", "A request to a referee ran out without an answer.")
REFERENCE_FORGOTTEN = declare(
    "pathway.reference.forgotten", "What was kept of a referee was deleted, because its time was over."
)
REFERENCE_DISPUTED = declare(
    "pathway.reference.disputed",
    "What a referee's link confirmed was taken back: another than the one asked had answered.",
)
TIMELINE_IMPORTED = declare("pathway.timeline.imported", "Rows of a file were entered on a person's timeline.")
GOAL_ADDED = declare("pathway.goal.added", "A person added goals to her plan.")
GOAL_CHANGED = declare("pathway.goal.changed", "A person changed a goal, or moved its date.")
GOAL_DONE = declare("pathway.goal.done", "A person ticked a goal off.")
GOAL_DROPPED = declare("pathway.goal.dropped", "A person took a goal off her plan.")
GOAL_REOPENED = declare("pathway.goal.reopened", "A person put a goal back on her plan.")
PLAN_ASSESSED = declare("pathway.plan.assessed", "A person said of outcomes how sure she is. No fact comes of it.")
PLAN_REVIEWED = declare("pathway.plan.reviewed", "A person looked back at her year and ahead.")
PLAN_TERMS = declare("pathway.plan.terms-set", "A person entered the half-terms of her school.")
PLAN_FORGOTTEN = declare("pathway.plan.forgotten", "A person's plan was deleted, because she was erased.")
REFLECTION_WRITTEN = declare("pathway.reflection.written", "A person wrote a private reflection.")
REFLECTION_CHANGED = declare("pathway.reflection.changed", "A person changed a private reflection.")
REFLECTION_DELETED = declare("pathway.reflection.deleted", "A person deleted a private reflection.")
REFLECTION_SHOWN = declare("pathway.reflection.shown", "A person showed one reflection to her mentor.")
REFLECTION_HIDDEN = declare("pathway.reflection.hidden", "A person shows a reflection, or all of them, no longer.")
REMINDERS_CHOSEN = declare("pathway.reminders.chosen", "A person chose how often to be reminded, or stopped it.")
REMINDER_SENT = declare("pathway.reminders.sent", "A reminder of a plan was sent.")
CALENDAR_OPENED = declare("pathway.calendar.opened", "A person made a secret address for her calendar, or a new one.")
CALENDAR_CLOSED = declare("pathway.calendar.closed", "A person closed the secret address of her calendar.")
MENTOR_ASKED = declare("pathway.mentor.asked", "A person asked for a mentor.")
MENTOR_WITHDRAWN = declare("pathway.mentor.withdrawn", "A person no longer asks for a mentor.")
MENTOR_OFFERED = declare("pathway.mentor.offered", "A person was offered a mentor.")
MENTOR_ACCEPTED = declare("pathway.mentor.accepted", "A person accepted the mentor that she was offered.")
MENTOR_DECLINED = declare("pathway.mentor.declined", "A person declined the mentor that she was offered.")
MENTOR_ENDED = declare("pathway.mentor.ended", "A mentoring, or the offer of one, was ended by one of the two.")
MENTOR_MOST = declare("pathway.mentor.most-set", "A mentor said how many candidates she takes at most.")
MENTOR_FORGOTTEN = declare(
    "pathway.mentor.forgotten", "What a person’s mentor and she had written was emptied, because she was erased."
)
MEETING_WRITTEN = declare("pathway.meeting.written", "A meeting of a person and her mentor was written down.")
MEETING_CHANGED = declare("pathway.meeting.changed", "The text of a meeting was changed: it needs new signatures.")
MEETING_SIGNED = declare("pathway.meeting.signed", "One of the two signed the text of a meeting.")
