"""The events of this part. Explained for readers in docs/reference/events.md."""

from __future__ import annotations

from trigpoint.platform.events import declare

APPEAL_MADE = declare("board.appeal.made", "A candidate appealed against a result.")
APPEAL_GIVEN = declare("board.appeal.given", "An appeal was given to a reviewer.")
APPEAL_GIVEN_BACK = declare("board.appeal.given-back", "A reviewer gave an appeal back: a conflict of interest.")
APPEAL_DECIDED = declare("board.appeal.decided", "A reviewer decided an appeal.")
MEETING_CALLED = declare("board.meeting.called", "A meeting of the award board was called.")
PRESENT_NOTED = declare("board.meeting.present", "Who is at a meeting of the award board was noted.")
AGENDA_LISTED = declare("board.agenda.listed", "Those whose standing is complete were listed for the award board.")
ITEM_OFF = declare("board.item.taken-off", "Somebody was taken off the list of the award board, with the reason.")
CONFLICT_SAID = declare("board.conflict.said", "A member of the award board leaves the room for an item.")
LIST_SIGNED = declare("board.list.signed", "A member signed the list of awards, as the first of two.")
LIST_RATIFIED = declare("board.list.ratified", "A second member signed the same list: the awards are given.")
AWARD_GIVEN = declare("board.award.given", "The award was entered in somebody’s record.")
MINUTES_WRITTEN = declare("board.minutes.written", "A text of the minutes of the award board was written.")
MEETING_ENDED = declare("board.meeting.ended", "A meeting of the award board ended.")
TOLD = declare("board.equality.told", "Somebody told something of herself for figures, or took it back.")
RECORD_BROUGHT = declare("board.record.brought", "Somebody brought an assessment record from another copy.")
FORGOTTEN = declare("board.person.forgotten", "What the board held of somebody was emptied.")
