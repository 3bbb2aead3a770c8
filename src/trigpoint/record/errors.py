"""What this room refuses, in words that a page can show."""

from __future__ import annotations


class RecordError(ValueError):
    """The record cannot do that; the message says why and what to do."""


class FactsRefusedError(RecordError):
    """Facts that cannot be entered: none of them was. `problems` pairs the place in the list with what is wrong."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        self.problems = problems
        super().__init__("\n".join(words for _, words in problems))


class SentBeforeError(RecordError):
    """The same form was sent before, from the same page, with other answers."""

    def __init__(self) -> None:
        super().__init__("This form was sent already, with other answers. Open the page again to see what was saved.")


class NotCorrectableError(RecordError):
    """An entry that cannot be corrected; `newer` is the entry that already corrects it, where there is one."""

    def __init__(self, message: str, newer: str = "") -> None:
        self.newer = newer
        super().__init__(message)


class UnknownEntryError(RecordError):
    """No entry of that subject has that id."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"The record has no entry {entry} about this person. Open the page again and choose one.")


class EnrolmentRefusedError(RecordError):
    """Somebody cannot enrol, or move, as asked."""


class ExceptionRefusedError(RecordError):
    """An exception that cannot be flagged, changed or closed as asked."""


class RecordKeyError(RuntimeError):
    """The key of the ledger is missing, unreadable or another one; for whoever runs this copy."""
