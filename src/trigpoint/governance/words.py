"""Small words of this room. Pure."""

from __future__ import annotations

HOUR = 60


def time_words(minutes: int) -> str:
    """Return minutes in words.

    >>> time_words(90), time_words(60), time_words(45), time_words(125)
    ('1 hour 30 minutes', '1 hour', '45 minutes', '2 hours 5 minutes')
    """
    hours, rest = divmod(minutes, HOUR)
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*said, *([f"{rest} minutes"] if rest or not hours else [])])
