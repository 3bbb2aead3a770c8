"""What the proof of a credential comes to: whose key, whether it fits, and if not, which of several things is wrong."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from trigpoint.credentials.signing.making import engine
from trigpoint.credentials.signing.multikeys import RAW_BYTES, KeyTextError, multikey, raw_of, told_in
from trigpoint.credentials.signing.reading import Form, Given

if TYPE_CHECKING:
    from collections.abc import Mapping

SUITES = frozenset({"eddsa-rdfc-2022", "eddsa-jcs-2022"})
FEW = 512
"""How many proofs are remembered: a proof fits for good or never, and a link that goes round is opened many times."""


class Fault(Enum):
    """Why a proof does not hold. The value is a sentence for who checks."""

    NO_PROOF = "It is not signed at all: it carries no proof."
    SEVERAL = "It carries several proofs, and it cannot be told which speaks for it."
    UNSUPPORTED = (
        "It is signed in a way that we do not check. We check eddsa-rdfc-2022, eddsa-jcs-2022 and EdDSA tokens."
    )
    NONE = "It says that it is not signed (alg: none). Anyone could have written it."
    PURPOSE = "Its proof was not made to say that a credential is true."
    UNKNOWN_CONTEXT = "It uses words that are defined on another site. We never fetch those, so we cannot check it."
    NOT_COVERED = "Something in it is not covered by its signature. It may have been added later."
    CHANGED = "The signature does not fit. It was changed after it was signed, or another key signed it."
    NO_KEY = "We do not have the key of its issuer, so the signature cannot be checked here."
    NOT_THEIRS = "It was signed with a key that is not one of its issuer's."
    KEY_TIME = "It is dated outside the time in which that key of its issuer was in use."
    KEY_WITHDRAWN = "The key that signed it was withdrawn, because somebody else may have had it."


class ProofError(Exception):
    """A proof that does not hold. `detail` is for who looks closer; it may quote the document."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(fault.value)
        self.fault, self.detail = fault, detail


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key of an issuer, and when it signed. `until` None: still. `withdrawn`: nothing it signed counts."""

    method: str
    multikey: str
    since: datetime | None = None
    until: datetime | None = None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """An issuer that whoever checks knows. `ours`: it is this copy, or a forum that this copy signs for."""

    id: str
    name: str
    keys: tuple[PublicKey, ...]
    ours: bool = False


Issuers: TypeAlias = Callable[[str], KnownIssuer | None]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a proof comes to. `fault` None: it holds. `issuer` None: nobody that we know, whatever the proof says."""

    given: Given
    issuer: KnownIssuer | None
    method: str
    signed_at: datetime | None
    fault: Fault | None = None
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether the proof fits."""
        return self.fault is None


def check(given: Given, issuers: Issuers) -> Checked:
    """Return what the proof of a credential comes to. Raises CannotSignError where the extra is not installed."""
    known, method, signed_at = issuers(given.issuer), "", None
    try:
        method, signed_at, told = told_by_proof(given) if given.form is Form.EMBEDDED else told_by_header(given)
        for number, key in enumerate(keys := candidates(known, method, told, signed_at)):
            fault, detail = _tried(given.form, given.text, key)
            if fault is not Fault.CHANGED or number == len(keys) - 1:
                return Checked(given, known, method, signed_at, fault, detail)
    except ProofError as error:
        return Checked(given, known, method, signed_at, error.fault, error.detail)
    raise AssertionError  # candidates raises where it finds none


def told_by_proof(given: Given) -> tuple[str, datetime | None, str]:
    """Return the method, the moment and the key that a proof inside a document tells. Raises ProofError."""
    said = given.document.get("proof")
    found = [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, dict)]
    if not found:
        raise ProofError(Fault.NO_PROOF)
    if len(found) > 1:
        raise ProofError(Fault.SEVERAL)
    proof = found[0]
    suite = proof.get("cryptosuite")
    if proof.get("type") != "DataIntegrityProof" or not isinstance(suite, str) or suite not in SUITES:
        raise ProofError(Fault.UNSUPPORTED, str(proof.get("cryptosuite") or proof.get("type"))[:60])
    if proof.get("proofPurpose") != "assertionMethod":
        raise ProofError(Fault.PURPOSE)
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise ProofError(Fault.NO_KEY)
    refuse_contexts(given.document)
    return method, moment(proof.get("created")), told_in(method)


def told_by_header(given: Given) -> tuple[str, datetime | None, str]:
    """Return the method, the moment and the key that the header of a JWT tells. Raises ProofError."""
    algorithm = given.header.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or given.text.endswith("."):
        raise ProofError(Fault.NONE)
    if algorithm not in {"EdDSA", "Ed25519"}:
        raise ProofError(Fault.UNSUPPORTED, algorithm[:20])
    if "crit" in given.header:
        raise ProofError(Fault.UNSUPPORTED, "crit")
    kid = given.header.get("kid")
    method = kid if isinstance(kid, str) else ""
    if method.startswith("#"):
        method = given.issuer + method
    return method, moment(given.document.get("validFrom")), told_in(method) or _of_jwk(given.header.get("jwk"))


def candidates(known: KnownIssuer | None, method: str, told: str, signed_at: datetime | None) -> tuple[str, ...]:
    """Return the keys to try: those we know of an issuer we know; of others, only what the proof itself tells."""
    if known is None:
        if not told:
            raise ProofError(Fault.NO_KEY)
        return (told,)
    theirs = [key for key in known.keys if key.method == method] if method else list(known.keys)
    if not theirs:
        raise ProofError(Fault.NOT_THEIRS)
    if all(key.withdrawn for key in theirs):
        raise ProofError(Fault.KEY_WITHDRAWN)
    if signed_at is not None:
        theirs = [key for key in theirs if in_use(key, signed_at)]
        if not theirs:
            raise ProofError(Fault.KEY_TIME)
    return tuple(key.multikey for key in theirs if not key.withdrawn)


def in_use(key: PublicKey, at: datetime) -> bool:
    """Tell whether a key was in use at a moment."""
    return (key.since is None or key.since <= at) and (key.until is None or at <= key.until)


@lru_cache(maxsize=FEW)
def _tried(form: Form, text: str, key: str) -> tuple[Fault | None, str]:
    try:
        engine("check_embedded" if form is Form.EMBEDDED else "check_token")(text, raw_of(key))
    except ProofError as error:
        return error.fault, error.detail
    except KeyTextError as error:
        return Fault.NO_KEY, str(error)
    return None, ""


def refuse_contexts(document: Mapping[str, Any]) -> None:
    """Raise ProofError for a context that is not bundled here. None is ever fetched."""
    said = document.get("@context")
    bundled = engine("CONTEXTS")
    for one in said if isinstance(said, list) else [said]:
        if isinstance(one, str) and one not in bundled:
            raise ProofError(Fault.UNKNOWN_CONTEXT, one[:200])
        if not isinstance(one, str):
            raise ProofError(Fault.NOT_COVERED, "It brings a context of its own.")


def moment(text: object) -> datetime | None:
    """Return a moment as credentials write it, in UTC; None for anything else."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _of_jwk(jwk: object) -> str:
    if not isinstance(jwk, dict) or jwk.get("kty") != "OKP" or jwk.get("crv") != "Ed25519":
        return ""
    said = jwk.get("x")
    try:
        raw = base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)) if isinstance(said, str) else b""
    except ValueError:
        return ""
    return multikey(raw) if len(raw) == RAW_BYTES else ""
