"""What can go wrong, in words for a page."""

from __future__ import annotations


class ExaminationError(ValueError):
    """Something that cannot be done as asked; the message says why and what to do. `field` is the question."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field
