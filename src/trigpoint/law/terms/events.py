"""What happens in this part of the room."""

from __future__ import annotations

from trigpoint.platform.events import declare

ENTERED = declare("law.terms.entered", "Somebody entered term dates of councils, with where they were read.")
WITHDRAWN = declare("law.terms.withdrawn", "Somebody took back term dates of a council.")
