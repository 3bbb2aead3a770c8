"""What happens in this room and others may want to know."""

from __future__ import annotations

from trigpoint.platform.events import declare

STEP_READ = declare("learning.step.read", "Somebody went on from a step of a unit.")
UNIT_FINISHED = declare("learning.unit.finished", "Somebody has read every step of a unit.")
RUN_STARTED = declare("learning.run.started", "Somebody began a scenario.")
DECIDED = declare("learning.run.decided", "Somebody decided at a point of a scenario, and gave a reason.")
