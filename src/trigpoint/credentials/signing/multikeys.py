"""Public Ed25519 keys as text: W3C's Multikey (`z6Mk…`), and the identifiers that carry or name one."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"
RAW_BYTES = 32
MULTIKEY = re.compile(r"z6Mk[1-9A-HJ-NP-Za-km-z]{40,50}")


class KeyTextError(ValueError):
    """A text that is no Ed25519 key."""


def multikey(raw: bytes) -> str:
    """Return a public key of 32 bytes as text.

    >>> multikey(bytes(32))
    'z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP'
    """
    data = ED25519 + raw
    number, text = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        text = ALPHABET[rest] + text
    return f"z{text}"


def raw_of(text: str) -> bytes:
    """Return the 32 bytes of a public key written as text. Raises KeyTextError."""
    if not MULTIKEY.fullmatch(text):
        raise KeyTextError(f"{text[:60]!r} is no Ed25519 key.")
    number = 0
    for letter in text[1:]:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    try:
        data = number.to_bytes(len(ED25519) + RAW_BYTES)
    except OverflowError:
        raise KeyTextError(f"{text[:60]!r} is no Ed25519 key.") from None
    if not data.startswith(ED25519):
        raise KeyTextError(f"{text[:60]!r} is no Ed25519 key.")
    return data[len(ED25519) :]


def told_in(method: str) -> str:
    """Return the key that a verification method itself carries, as did:key does; empty where it only names one."""
    inside = method.rpartition("#")[2] or method
    return inside if MULTIKEY.fullmatch(inside) else ""


def did_web(address: str, *parts: str) -> str:
    """Return the did:web of a site.

    >>> did_web("http://127.0.0.1:8000/", "forums", "7")
    'did:web:127.0.0.1%3A8000:forums:7'
    """
    return ":".join(["did:web", quote(urlsplit(address).netloc, safe=""), *parts])
