"""What this part of the room refuses, in words that a page can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.errors import PeopleError

if TYPE_CHECKING:
    from trigpoint.platform.holdings import Waiting


class ConsentRefusedError(PeopleError):
    """A consent that cannot be given or withdrawn as asked."""


class NotAnExportError(PeopleError):
    """A file that is no export of ours, or one that this version cannot read."""


class ErasureRefusedError(PeopleError):
    """Somebody who cannot be erased yet: something waits. Nothing was changed."""

    def __init__(self, message: str, waiting: tuple[Waiting, ...] = ()) -> None:
        self.waiting = waiting
        super().__init__(message)
