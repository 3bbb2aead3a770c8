"""What can go wrong in practice, in words for the person."""

from __future__ import annotations


class PracticeError(ValueError):
    """Something that cannot be done as asked; the message says what to do. `field` names the input, if one is meant."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
