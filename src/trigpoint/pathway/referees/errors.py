"""What this part refuses, in words that a page can show."""

from __future__ import annotations


class ReferenceRefusedError(ValueError):
    """A request that cannot be made, or changed, as asked; the message says why and what to do."""


class LimitReachedError(ReferenceRefusedError):
    """The person has asked as many people as she may for now."""


class LinkError(LookupError):
    """A link that opens nothing: not made here, cut off, or replaced by a new one."""


class NoLongerOpenError(ReferenceRefusedError):
    """The request was answered, withdrawn or has run out."""


class ChangedMeanwhileError(ReferenceRefusedError):
    """An entry no longer says what the referee read. `places` are the claims to read again."""

    def __init__(self, places: tuple[int, ...]) -> None:
        self.places = places
        super().__init__("An entry has changed since you read it. Read it again: nothing else that you wrote is lost.")


class OwnRequestError(ReferenceRefusedError):
    """The person whose entries they are tries to confirm them."""

    def __init__(self) -> None:
        super().__init__("These are your own entries, or the name is your own. Somebody else has to confirm them.")
