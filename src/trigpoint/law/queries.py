"""What the rooms above may ask of law."""

from __future__ import annotations

from trigpoint.law.watch.cited import Cited, CitedGroup, citing, say_what_cites
from trigpoint.law.watch.queries import changes, frozen, stale_since

__all__ = ["Cited", "CitedGroup", "changes", "citing", "frozen", "say_what_cites", "stale_since"]
