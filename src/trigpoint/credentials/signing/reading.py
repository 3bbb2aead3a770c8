"""Reading what somebody gave as a credential: strict JSON, or a JWT in its three parts. Nothing is believed yet."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

MOST_BYTES = 256 * 1024
"""The largest credential that is read, in bytes: what the library behind signs and checks at most."""
MOST_DEPTH = 60
JWT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*")
PARTS = 3


class Form(Enum):
    """How a credential is signed."""

    EMBEDDED = "a proof inside the document"
    JWT = "a signed token (JWT)"


class NotACredentialError(ValueError):
    """What was given holds no credential; the words say what it is instead, and what to do."""


class TwoWaysError(ValueError):
    """JSON that two readers could read in two ways."""


@dataclass(frozen=True, slots=True)
class Given:
    """A credential as it was given. `text` is what was read, `header` that of a JWT."""

    form: Form
    text: str
    document: dict[str, Any]
    header: dict[str, Any]

    @property
    def issuer(self) -> str:
        """The id of who says it was issued by them; empty where none is told."""
        said = self.document.get("issuer")
        found = said.get("id") if isinstance(said, dict) else said
        return found if isinstance(found, str) else ""


def read(text: str) -> Given:
    """Return the credential in a text. Raises NotACredentialError."""
    text = text.strip().removeprefix("\ufeff")
    if not text:
        raise NotACredentialError("There is nothing to check. Paste the credential, or choose a file.")
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise NotACredentialError("That is longer than 256 kB, and no credential is. Choose the credential alone.")
    if text.startswith("{"):
        return Given(Form.EMBEDDED, text, _credential(strict(text)), {})
    if JWT.fullmatch(text):
        return _token(text)
    raise NotACredentialError(
        "That text holds no credential. A credential begins with { or is one long word with two dots in it."
    )


def strict(text: str) -> dict[str, Any]:
    """Return an object written in JSON: no name twice, plain numbers, not too deep. Raises NotACredentialError."""
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise NotACredentialError(
            f"That is broken JSON: something is wrong in line {error.lineno}. Ask for the file again."
        ) from None
    except RecursionError:
        raise NotACredentialError("That is nested too deep to be a credential.") from None
    except ValueError as error:
        why = str(error) if isinstance(error, TwoWaysError) else "a number or a letter in it is none."
        raise NotACredentialError(f"That is JSON that cannot be trusted: {why}") from None
    if not isinstance(found, dict):
        raise NotACredentialError("That is JSON, but no credential: a credential is one object, in { and }.")
    if _depth(found) > MOST_DEPTH:
        raise NotACredentialError("That is nested too deep to be a credential.")
    return found


def _credential(document: dict[str, Any]) -> dict[str, Any]:
    kinds = document.get("type")
    told = kinds if isinstance(kinds, list) else [kinds]
    if "VerifiableCredential" in told:
        return document
    if "VerifiablePresentation" in told:
        raise NotACredentialError(
            "That is a presentation, which wraps credentials. Take out one credential and give it."
        )
    if document.get("type") == "Assertion" or "badge" in document:
        raise NotACredentialError(
            "That is a badge of the older kind, Open Badges 2.0, which is checked at its issuer's site and not here."
        )
    raise NotACredentialError(
        "That is JSON, but it does not say that it is a credential: its type lacks VerifiableCredential."
    )


def _token(text: str) -> Given:
    parts = text.split(".")
    try:
        header, payload = (strict(_decoded(part)) for part in parts[: PARTS - 1])
    except (binascii.Error, UnicodeDecodeError):
        raise NotACredentialError(
            "That looks like a signed token, but its parts cannot be read. Copy it whole."
        ) from None
    inner = payload.get("vc")
    document = dict(inner) if isinstance(inner, dict) and "credentialSubject" not in payload else dict(payload)
    if isinstance(inner, dict):
        document.setdefault("issuer", payload.get("iss", ""))
        document.setdefault("id", payload.get("jti", ""))
    return Given(Form.JWT, text, _credential(document), header)


def _decoded(part: str) -> str:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TwoWaysError("a name stands twice in one object, so two readers could read it differently.")
    return found


def _no_constant(name: str) -> None:
    raise TwoWaysError(f"{name} is no number of JSON.")


def _depth(value: object) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        here, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = here.values() if isinstance(here, dict) else here if isinstance(here, list) else ()
        waiting.extend((one, depth + 1) for one in inner)
    return deepest
