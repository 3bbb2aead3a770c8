"""What this part refuses, in words that a page can show."""

from __future__ import annotations


class MentoringError(ValueError):
    """Something that cannot be done as asked; the message says why and what to do."""


class GoneError(LookupError):
    """There is no such thing for this person: for a 404."""


class ChangedError(MentoringError):
    """A text that changed since it was read. Nothing was signed or overwritten."""
