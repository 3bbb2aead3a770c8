"""What this part of the room refuses, in words that a page can show."""

from __future__ import annotations


class TimeRefusedError(ValueError):
    """A request for time that cannot be made or answered as asked; the message says why and what to do."""
