"""The library behind the adapter, and what it does not do itself. Loaded by name, where something is signed or checked.

Two names of openbadgeslib used here are not public: its check that the JSON is what the signature covers (without it, a
member that no context defines could be added to a signed document), and nothing else offers it for a credential that is
no badge. docs/adr/0025 says what that costs; the release is pinned, and tests hold the behaviour.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

import jwt
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3 import bundled_clr_contexts, ldp
from openbadgeslib.ob3.contexts import bundled_contexts, document_loader

from trigpoint.credentials.signing.checking import Fault, ProofError
from trigpoint.credentials.signing.making import CannotSignError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
EXTRA: Mapping[str, dict[str, Any]] = {
    **bundled_clr_contexts(),
    # W3C's own words: every name means something, so nothing in a document could stay unsigned. Its published vectors
    # use it; a credential of a real issuer does not.
    EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}},
}
CONTEXTS = frozenset({*bundled_contexts(), *EXTRA})
JCS = "eddsa-jcs-2022"
CLR, MEMBERS = "ClrCredential", "verifiableCredential"


def sign_embedded(document: dict[str, Any], pem: bytes, method: str, at: datetime) -> dict[str, Any]:
    """Return the document with an eddsa-rdfc-2022 proof, once it is sure that every word of it is covered."""
    try:
        signed = ldp.add_data_integrity_proof(
            document, pem, method, created=at.astimezone(UTC).replace(microsecond=0), extra_contexts=EXTRA
        )
        check_form(signed, signed["proof"])
    except LibOpenBadgesException as error:
        raise CannotSignError(f"The credential cannot be signed: {error}") from error
    return signed


def sign_token(document: dict[str, Any], private: Ed25519PrivateKey, method: str) -> str:
    """Return the document as a VC-JWT of W3C's model 2.0: the claims are the document itself."""
    issuer = document["issuer"]
    claims = {**document, "iss": issuer["id"] if isinstance(issuer, dict) else issuer, "jti": document["id"]}
    return jwt.encode(claims, private, algorithm="EdDSA", headers={"kid": method, "typ": "vc+jwt"})


def check_embedded(text: str, raw: bytes) -> None:
    """Check the one proof that we know of a document with a public key of 32 bytes. Raises ProofError."""
    document: dict[str, Any] = json.loads(text)
    said = document.get("proof")
    proof = next(one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict))
    if proof.get("cryptosuite") == JCS:
        check_jcs(document, proof, raw)
        return
    pem = Ed25519PublicKey.from_public_bytes(raw).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        check_form(document, proof)
    except LibOpenBadgesException as error:
        raise ProofError(
            Fault.UNKNOWN_CONTEXT if "allowlist" in str(error) else Fault.NOT_COVERED, str(error)
        ) from None
    try:
        ldp.verify_data_integrity_proof(document, pem, extra_contexts=EXTRA)
    except LibOpenBadgesException as error:
        raise ProofError(Fault.CHANGED, str(error)) from None


def check_form(document: dict[str, Any], proof: dict[str, Any]) -> None:
    """Check that a signature covers all that a document says. Raises what the library does, and ProofError.

    A comprehensive record holds credentials with contexts of their own: each is checked by these, and the rest of the
    record by its own. The signature of the record covers all of it.
    """
    subject = document.get("credentialSubject")
    if CLR in (document.get("type") or ()) and isinstance(subject, dict) and MEMBERS in subject:
        members = subject[MEMBERS] if isinstance(subject[MEMBERS], list) else [subject[MEMBERS]]
        rest = {name: value for name, value in subject.items() if name != MEMBERS}
        document = {**document, "credentialSubject": rest}
        for member in members:
            inner = member.get("proof") if isinstance(member, dict) else None
            if not isinstance(inner, dict) or CLR in (member.get("type") or ()):
                raise ProofError(Fault.NOT_COVERED, "A credential inside it carries no proof of its own.")
            check_form(member, inner)
    ldp._check_json_ld_form(document, proof, document_loader(EXTRA))  # noqa: SLF001 - see the module


def check_jcs(document: dict[str, Any], proof: dict[str, Any], raw: bytes) -> None:
    """Check an eddsa-jcs-2022 proof: the text itself is signed, so no context has a say. Raises ProofError."""
    config = {name: value for name, value in proof.items() if name != "proofValue"}
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    if "@context" in config:
        ours, theirs = unsecured.get("@context"), config["@context"]
        if not isinstance(ours, list) or not isinstance(theirs, list) or ours[: len(theirs)] != theirs:
            raise ProofError(Fault.CHANGED, "The contexts of the document are not those of its proof.")
        unsecured["@context"] = theirs
    try:
        hashed = b"".join(hashlib.sha256(canonical(part)).digest() for part in (config, unsecured))
        signature = ldp._decode_proof_value(proof.get("proofValue"))  # noqa: SLF001 - base58 of 64 bytes
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, hashed)
    except (InvalidSignature, LibOpenBadgesException, rfc8785.CanonicalizationError) as error:
        raise ProofError(Fault.CHANGED, str(error) or "The signature does not fit.") from None


def canonical(value: Any) -> bytes:  # noqa: ANN401 - any JSON
    """Return JSON in the one form of RFC 8785."""
    return rfc8785.dumps(value)


def check_token(text: str, raw: bytes) -> None:
    """Check the signature of a JWT. Only EdDSA is taken, whatever its header says. Raises ProofError."""
    try:
        jwt.decode(
            text,
            Ed25519PublicKey.from_public_bytes(raw),
            algorithms=["EdDSA"],
            options={"verify_exp": False, "verify_nbf": False, "verify_iat": False, "verify_aud": False},
        )
    except jwt.exceptions.PyJWTError as error:
        raise ProofError(Fault.CHANGED, str(error)) from None
