"""What an action of this room may refuse. The words are shown as they stand."""

from __future__ import annotations


class PeopleError(ValueError):
    """Something that cannot be done with people or roles, said in words that tell what to do instead."""


class LinkError(PeopleError):
    """A link that does not sign anybody in: used, too old, or not whole."""
