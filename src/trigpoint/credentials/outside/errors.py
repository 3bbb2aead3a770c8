"""What can go wrong here, in words for whoever acts."""

from __future__ import annotations


class OutsideError(ValueError):
    """Something from elsewhere that cannot be taken, or cannot be done with it; the words say why, and what to do."""
