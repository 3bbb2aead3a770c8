"""What this room refuses, in words that are shown as they stand."""

from __future__ import annotations


class LearningError(ValueError):
    """Something that cannot be done; the message says why and what to do next."""


class DecidedError(LearningError):
    """A decision that was made already, in another tab or by a form that was sent twice, and otherwise."""
