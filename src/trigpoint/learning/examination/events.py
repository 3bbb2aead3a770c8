"""What happens in this part of the room."""

from __future__ import annotations

from trigpoint.platform.events import declare

ASKED = declare("learning.adjustment.asked", "Somebody asked for extra time or another adjustment of the examination.")
GIVEN = declare("learning.adjustment.given", "An examiner gave somebody an adjustment of the examination.")
OPENED = declare("learning.attempt.opened", "Somebody began an attempt at an examination; her paper was drawn.")
BEGUN = declare("learning.part.begun", "Somebody began a part of her examination; its clock runs.")
HANDED_IN = declare("learning.part.handed-in", "A part of an examination was handed in, or its time ran out.")
EXTENDED = declare("learning.part.extended", "An examiner gave a part that runs more minutes.")
TOOK_MORE = declare("learning.part.lengthened", "Somebody took more time in a part that ran, once, without a reason.")
PAUSED = declare("learning.part.paused", "Somebody stopped the clock of a part, once, for a few minutes at most.")
WENT_ON = declare("learning.part.resumed", "Somebody let the clock of a part run on before her pause was over.")
EXCLUDED = declare("learning.paper.excluded", "A question of a paper no longer counts.")
REPORTED = declare("learning.incident.reported", "Something happened in an examination that an examiner should see.")
LAPSED = declare("learning.attempt.lapsed", "The days for sitting all parts ran out; the attempt has no result.")
SET_ASIDE = declare("learning.attempt.set-aside", "An examiner set an attempt aside: it counts as none.")
RELEASED = declare("learning.result.released", "An examiner released a result; a pass became a fact.")
FLAGGED = declare("learning.item.flagged", "An examiner flagged a question: no examination counts it from then on.")
PANEL_OPENED = declare("learning.panel.opened", "An examiner opened a panel that sets a pass mark.")
SEATED = declare("learning.panel.seated", "A judge read the training note and took a seat on a panel.")
RATED = declare("learning.panel.rated", "A judge said how many would get questions right.")
MOVED = declare("learning.panel.moved", "A panel went on to its discussion or to its second round.")
SIGNED = declare("learning.panel.signed", "An examiner signed the pass mark that a panel set.")
REFRESHER_BEGUN = declare(
    "learning.refresher.begun", "A refresher was made of the changes that somebody has to catch up with."
)
REFRESHED = declare("learning.refresher.completed", "Somebody completed her refresher; it became a fact.")
TOLD = declare("learning.change.told", "Those whose law strand a change touches were told of it.")
