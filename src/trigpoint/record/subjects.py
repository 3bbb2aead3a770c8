"""Whom a chain of entries is about: a person, or the world as one scheme sees it. Keys are random and say nothing."""

from __future__ import annotations

import re
import secrets

from trigpoint.record.errors import RecordError

PERSON = re.compile(r"p_[0-9A-Za-z_-]{8,60}")
SCHEME = re.compile(r"scheme:[a-z0-9]+(?:-[a-z0-9]+)*")
LENGTH = 64
"""The longest key, in characters."""


def new_entry_id() -> str:
    """Return a random entry id, `e_` and 32 hexadecimal digits."""
    return f"e_{secrets.token_hex(16)}"


def scheme_subject(scheme_id: str) -> str:
    """Return the subject key of world facts that a scheme is judged with."""
    return f"scheme:{scheme_id}"


def is_person(subject: str) -> bool:
    """Return whether a key stands for a person. Raises RecordError for a key that stands for nobody and nothing."""
    if len(subject) <= LENGTH:
        if PERSON.fullmatch(subject):
            return True
        if SCHEME.fullmatch(subject):
            return False
    raise RecordError(
        f"{subject!r} is no subject of the record. Use a person's key (p_ and at least 8 letters or digits) "
        "or scheme: and the scheme's id."
    )
