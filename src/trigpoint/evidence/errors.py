"""What this room refuses, in words that a page can show."""

from __future__ import annotations


class EvidenceError(ValueError):
    """Something that cannot be done as asked; the message says why and what to do."""


class GoneError(LookupError):
    """There is no such thing for this person: for a 404."""


class ChangedError(EvidenceError):
    """A piece that changed since it was read. Nothing was overwritten."""


class StillError(EvidenceError):
    """A piece that is kept as it is for now, such as one that is being judged."""
