"""The events of this part. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

EXERCISE_JUDGED = declare("moderation.exercise.judged", "An assessor judged a standardisation exercise.")
PLAN_DRAWN = declare("moderation.plan.drawn", "A sample was drawn of what is looked at again.")
LOOKED = declare("moderation.sample.looked-at", "A moderator confirmed a sampled decision, or changed it.")
ROOM_OPENED = declare("moderation.room.opened", "A room was opened for an external verifier.")
ROOM_CLOSED = declare("moderation.room.closed", "A verifier’s room was closed before its last day.")
FINDING_WRITTEN = declare("moderation.finding.written", "A verifier wrote a finding.")
FINDING_ANSWERED = declare("moderation.finding.answered", "A finding of a verifier was answered.")
FINDING_SETTLED = declare("moderation.finding.settled", "A verifier said whether an answer settles a finding.")
FORGOTTEN = declare("moderation.person.forgotten", "The words of somebody in moderation were emptied.")
