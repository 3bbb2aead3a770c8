"""What is kept of the secret in a link: its digest, from which nobody who reads the database can make the link."""

from __future__ import annotations

import hashlib
import hmac


def digest(secret: str) -> str:
    """Return what is kept of a secret: the SHA-256 of it, in hexadecimal. A secret is random and long, so no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_kept_as(secret: str, kept: str) -> bool:
    """Tell whether a secret has this digest, in the same time for every answer."""
    return hmac.compare_digest(digest(secret), kept)
