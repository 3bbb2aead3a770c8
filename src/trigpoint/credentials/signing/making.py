"""Signing: an embedded proof, a VC-JWT, a comprehensive record."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trigpoint.credentials.signing.keys import SigningKey

ENGINE = "trigpoint.credentials.signing.engine"
NOT_INSTALLED = (
    "This copy neither signs nor checks credentials. Ask who runs it to install the extra “credentials”: "
    "pip install 'trigpoint[credentials]'"
)


class CannotSignError(RuntimeError):
    """A credential cannot be signed; the words say why."""


@cache
def why_not() -> str:
    """Return why nothing can be signed or checked here; empty where it can. It loads nothing."""
    return "" if find_spec("openbadgeslib") and find_spec("pyld") and find_spec("rfc8785") else NOT_INSTALLED


def engine(name: str) -> Any:  # noqa: ANN401 - a function of the engine
    """Return a function of the engine. By name: it is loaded where it is used first. Raises CannotSignError."""
    if words := why_not():
        raise CannotSignError(words)
    return import_string(f"{ENGINE}.{name}")


def sign(document: Mapping[str, Any], key: SigningKey, *, at: datetime) -> dict[str, Any]:
    """Return the document with a proof inside it. Raises CannotSignError where a word of it would not be covered."""
    signed: dict[str, Any] = engine("sign_embedded")(dict(document), key.pem, key.method, at)
    return signed


def sign_jwt(document: Mapping[str, Any], key: SigningKey) -> str:
    """Return the document as a VC-JWT. Raises CannotSignError."""
    token: str = engine("sign_token")(dict(document), key.private, key.method)
    return token


def proofs(document: Mapping[str, Any]) -> int:
    """Return how many proofs stand in a document."""
    said = document.get("proof")
    return len(said) if isinstance(said, list) else int(said is not None)
