"""What this room refuses, in words that a page can show."""

from __future__ import annotations


class AssessmentError(ValueError):
    """Something that cannot be done as asked; the message says why and what to do."""


class GoneError(LookupError):
    """There is no such thing for this person: for a 404."""


class ChangedError(AssessmentError):
    """Something changed since it was read. Nothing was signed or overwritten."""


class KeptAsideError(AssessmentError):
    """A judgement that came too late. It was kept, beside what counts, and does not count itself."""
