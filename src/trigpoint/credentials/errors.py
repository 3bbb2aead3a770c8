"""What can go wrong here, in words for whoever acts."""

from __future__ import annotations


class CredentialError(ValueError):
    """Something that cannot be done with a credential; the words say why, and what to do."""


class NoAwardError(CredentialError):
    """Somebody of whom the record does not hold the award."""


class IssuerError(CredentialError):
    """The keys of this copy cannot be used; the words are for who runs it."""
