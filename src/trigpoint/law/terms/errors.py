"""What can go wrong, in words for a page."""

from __future__ import annotations


class TermDatesError(ValueError):
    """Term dates that cannot be entered as they are; the message says why. `field` is the question."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field
