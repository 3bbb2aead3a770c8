"""Signing and checking credentials of W3C's model: an adapter, so that no other file knows the library behind it.

    signed = signing.sign(document, key, at=now)                  # an embedded proof, eddsa-rdfc-2022
    token = signing.sign_jwt(document, key)                       # the same document as a VC-JWT, EdDSA
    found = signing.check(signing.read(text), issuers)            # what the proof comes to, and why

Nothing here reads a clock, a database or the network: contexts are bundled, and a credential that needs another one is
told so. The library is loaded where something is signed or checked first, and nowhere else (docs/adr/0025).
"""

from trigpoint.credentials.signing.checking import Checked, Fault, Issuers, KnownIssuer, PublicKey, check
from trigpoint.credentials.signing.keys import SigningKey, new_key, opened, sealed
from trigpoint.credentials.signing.lists import bit_of, encoded
from trigpoint.credentials.signing.making import CannotSignError, proofs, sign, sign_jwt, why_not
from trigpoint.credentials.signing.reading import MOST_BYTES, Form, Given, NotACredentialError, read

__all__ = [
    "MOST_BYTES",
    "CannotSignError",
    "Checked",
    "Fault",
    "Form",
    "Given",
    "Issuers",
    "KnownIssuer",
    "NotACredentialError",
    "PublicKey",
    "SigningKey",
    "bit_of",
    "check",
    "encoded",
    "new_key",
    "opened",
    "proofs",
    "read",
    "sealed",
    "sign",
    "sign_jwt",
    "why_not",
]
