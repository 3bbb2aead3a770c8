"""What happens in this room."""

from __future__ import annotations

from trigpoint.platform.events import declare

IMPORTED = declare("law.file.imported", "A file of official text, or of changes to law, was brought in.")
