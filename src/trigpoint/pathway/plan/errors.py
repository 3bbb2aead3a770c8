"""What this part refuses, in words that a page can show."""

from __future__ import annotations


class PlanError(ValueError):
    """Something that cannot be planned, asked or written as it is; the message says why and what to do."""


class GoneError(LookupError):
    """There is no such thing of this person: for a 404."""
