"""What the rooms above may ask of law."""

from __future__ import annotations

from trigpoint.law.library.duties import DutyLists, duty_lists, provision_url
from trigpoint.law.watch.cited import Cited, CitedGroup, citing, say_what_cites
from trigpoint.law.watch.queries import changes, frozen, stale_since

__all__ = [
    "Cited",
    "CitedGroup",
    "DutyLists",
    "changes",
    "citing",
    "duty_lists",
    "frozen",
    "provision_url",
    "say_what_cites",
    "stale_since",
]
