"""What happens in this room that others may hear of."""

from __future__ import annotations

from trigpoint.platform.events import declare

IMPORTED = declare("schools.register.imported", "A file of the register of schools was brought in, and readers see it.")
