"""Settings that the register does not have: a school known by the name that somebody typed, and by nothing else.

The key holds the name itself, so a page can show it without asking anything. No fact of a school is ever made for it:
whether the rules on SENCOs cover it, nobody here knows.
"""

from __future__ import annotations

PREFIX = "named:"
MOST_NAME = 80
"""Characters of a name, so that the key fits where facts keep it."""


def setting_named(name: str) -> str:
    """Return how facts name a school that is not in the register. Raises ValueError for a name that is empty or long.

    >>> setting_named("  Hill   Top School, Leeds ")
    'named:Hill Top School, Leeds'
    """
    plain = " ".join(name.split())
    if not plain or len(plain) > MOST_NAME:
        raise ValueError(f"A school's name has 1 to {MOST_NAME} characters; this one has {len(plain)}.")
    return PREFIX + plain


def name_in(setting: str) -> str | None:
    """Return the name in a setting that the register does not have, or None where the setting is no such one.

    >>> name_in("named:Hill Top School"), name_in("urn:100000")
    ('Hill Top School', None)
    """
    return setting.removeprefix(PREFIX) if setting.startswith(PREFIX) else None
