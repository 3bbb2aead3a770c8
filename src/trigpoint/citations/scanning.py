"""What every reader of citations shares: a smoothed text, and a way to say where reading stopped."""

from __future__ import annotations

_DASHES = (*range(0x2010, 0x2016), 0x2212)
_SPACES = (0x00A0, 0x2009, 0x202F)
_APOSTROPHES = (0x2018, 0x2019)
_ONE_KIND = dict.fromkeys(_DASHES, "-") | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_APOSTROPHES, "'")


class Stop(Exception):  # noqa: N818 - not an error to a caller: it marks where one reading of the text ended
    """Reading cannot go on at `at`, for the reason given."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


def smooth(text: str) -> str:
    """Return the text with one kind of dash, space and apostrophe; every character keeps its place."""
    return text.translate(_ONE_KIND)
