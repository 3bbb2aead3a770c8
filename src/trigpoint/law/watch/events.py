"""What happens in this part of the room."""

from __future__ import annotations

from trigpoint.platform.events import declare

NOTICED = declare("law.change.noticed", "A newer text of a provision that we cite was found.")
ENTERED = declare("law.change.entered", "Somebody entered a newer text of a provision that we cite.")
JUDGED = declare("law.change.judged", "Somebody judged whether a change in law matters; nothing is decided yet.")
DECIDED = declare("law.change.decided", "Two people agreed whether a change in law matters.")
