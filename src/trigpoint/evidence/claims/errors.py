"""What can go wrong with a claim. Each message is a sentence for the person."""

from __future__ import annotations


class ClaimError(ValueError):
    """Something cannot be done; the message says why, and what to do."""


class ChangedError(ClaimError):
    """The claim was changed in another window meanwhile. Nothing was overwritten."""


class NotReadyError(ClaimError):
    """The claim cannot be sent yet; `lacks` are sentences that say what is missing."""

    def __init__(self, lacks: tuple[str, ...]) -> None:
        self.lacks = lacks
        super().__init__(" ".join(lacks))
