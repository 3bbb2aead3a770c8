"""The issuer's private keys: made, sealed with a passphrase for keeping, opened for signing. Never written to a log."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from trigpoint.credentials.signing.multikeys import multikey


class KeyRefusedError(ValueError):
    """A private key that cannot be used; the words say why, and never what is in it."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key in memory. `method` is its full public name, as `did:web:senco.example#key-1`."""

    method: str
    private: Ed25519PrivateKey = field(repr=False)

    @property
    def pem(self) -> bytes:
        """The key as the library takes it. For the adapter alone."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def multikey(self) -> str:
        """The public half, as text."""
        return multikey(self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))

    def named(self, method: str) -> SigningKey:
        """Return the same key under another name, as for a forum that this copy signs for."""
        return SigningKey(method, self.private)


def new_key(method: str) -> SigningKey:
    """Return a new key."""
    return SigningKey(method, Ed25519PrivateKey.generate())


def sealed(key: SigningKey, passphrase: str) -> str:
    """Return a key as PEM text (PKCS 8), encrypted."""
    encryption = BestAvailableEncryption(passphrase.encode())
    return key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption).decode()


def opened(text: str, passphrase: str, method: str) -> SigningKey:
    """Return the key in a sealed text. Raises KeyRefusedError, for a key that lies there in the clear too."""
    try:
        private = load_pem_private_key(text.encode(), passphrase.encode())
    except TypeError:
        raise KeyRefusedError(
            "The issuer's key is not encrypted. Encrypt it: openssl pkcs8 -topk8 -in key.pem -out sealed.pem"
        ) from None
    except ValueError:
        raise KeyRefusedError(
            "The issuer's key cannot be opened. Check TRIGPOINT_ISSUER_PASSPHRASE, and that the file is whole."
        ) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyRefusedError("The issuer's key is of another kind. Make an Ed25519 key: trigpoint issuer-key new")
    return SigningKey(method, private)
