"""Who issues: this copy, under its did:web, with the keys that it keeps sealed; and forums that it signs for."""

from __future__ import annotations

import hashlib
import hmac
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, transaction

from trigpoint.credentials import signing
from trigpoint.credentials.errors import IssuerError
from trigpoint.credentials.events import KEY_MADE, KEY_WITHDRAWN
from trigpoint.credentials.models import IssuerKey
from trigpoint.credentials.signing.keys import KeyRefusedError
from trigpoint.credentials.signing.multikeys import did_web
from trigpoint.people import queries as people
from trigpoint.people.roles import OrganisationKind
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

FOLDER = "issuer-keys"
FORUMS = "forums"
DID_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
SUBJECT = "issuer"
"""What the events about keys are about."""


def did() -> str:
    """Return the identifier of this copy as an issuer, like `did:web:senco.example`."""
    return did_web(settings.ISSUER_URL)


def forum_did(number: int) -> str:
    """Return the identifier of a forum that this copy signs for."""
    return did_web(settings.ISSUER_URL, FORUMS, str(number))


def name() -> str:
    """Return what this copy calls itself as an issuer."""
    return settings.OPERATOR or "Trigpoint"


def passphrase() -> str:
    """Return what seals the keys in the folder: the setting, or one made of the secret key of this copy."""
    given: str = settings.ISSUER_PASSPHRASE
    return given or hmac.new(settings.SECRET_KEY.encode(), b"issuer keys", hashlib.sha256).hexdigest()


def key_to_sign(now: datetime) -> signing.SigningKey:
    """Return the key that signs now, made on first use. Raises IssuerError. One query."""
    row = IssuerKey.objects.filter(since__lte=now, until=None, withdrawn_at=None).order_by("-since", "-id").first()
    if row is None:
        row = make_key(now=now)
    return _opened(f"{did()}#{row.name}", row.multikey, settings.DATA / FOLDER / f"{row.name}.pem")


def make_key(*, now: datetime, actor: str | None = None) -> IssuerKey:
    """Make a key that signs from now on; the one before it stops. What it signed still holds. Raises IssuerError.

    With TRIGPOINT_ISSUER_KEY nothing is made: the key given there is taken up, if it is not in use already.
    """
    label = f"key-{now:%Y%m%d}-{os.urandom(3).hex()}"
    try:
        if settings.ISSUER_KEY:
            key = signing.opened(settings.ISSUER_KEY, passphrase(), label)
        else:
            key = signing.new_key(label)
    except KeyRefusedError as error:
        raise IssuerError(str(error)) from error
    known = IssuerKey.objects.filter(multikey=key.multikey).first()
    if known is not None and known.until is None and known.withdrawn_at is None:
        return known
    if known is not None:
        raise IssuerError("The key in TRIGPOINT_ISSUER_KEY was retired or withdrawn. Give a new one.")
    if not settings.ISSUER_KEY:
        keep(settings.DATA / FOLDER / f"{label}.pem", signing.sealed(key, passphrase()))
    try:
        with transaction.atomic():
            IssuerKey.objects.filter(until=None, withdrawn_at=None).update(until=now)
            row = IssuerKey.objects.create(name=label, multikey=key.multikey, since=now.replace(microsecond=0))
            emit(name=KEY_MADE, actor=actor, subject=SUBJECT, at=now, data={"key": label})
    except IntegrityError:
        return IssuerKey.objects.get(multikey=key.multikey)
    return row


def withdraw_key(*, label: str, now: datetime, actor: str | None = None) -> None:
    """Withdraw a key that somebody else may have: nothing it signed counts any more. Raises IssuerError."""
    with transaction.atomic():
        if not IssuerKey.objects.filter(name=label, withdrawn_at=None).update(withdrawn_at=now):
            raise IssuerError(f"There is no key {label} to withdraw. List the keys: trigpoint issuer-key list")
        IssuerKey.objects.filter(name=label, until=None).update(until=now)
        emit(name=KEY_WITHDRAWN, actor=actor, subject=SUBJECT, at=now, data={"key": label})


def keep(path: Path, text: str) -> None:
    """Write a sealed key for its owner's eyes alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)


@lru_cache(maxsize=4)
def _opened(method: str, multikey: str, path: Path) -> signing.SigningKey:
    try:
        text = settings.ISSUER_KEY or path.read_text("ascii")
        key = signing.opened(text, passphrase(), method)
    except FileNotFoundError:
        raise IssuerError(
            f"The issuer's key is not at {path}. Restore that file from a backup, or make a new key: "
            "trigpoint issuer-key new"
        ) from None
    except KeyRefusedError as error:
        raise IssuerError(str(error)) from error
    if key.multikey != multikey:
        raise IssuerError(
            "The issuer's key is not the one that signs here. Take up the new one: trigpoint issuer-key new"
        )
    return key


def issuers(identifier: str) -> signing.KnownIssuer | None:
    """Return an issuer that this copy answers for: itself, or a forum it signs for. Two queries at most."""
    if identifier == did():
        return signing.KnownIssuer(identifier, name(), _keys(identifier), ours=True)
    number = identifier.removeprefix(f"{did()}:{FORUMS}:")
    if number == identifier or not number.isascii() or not number.isdigit() or len(number) > 9:  # noqa: PLR2004
        return None
    forum = people.organisation(int(number))
    if forum is None or forum.kind is not OrganisationKind.FORUM:
        return None
    return signing.KnownIssuer(identifier, forum.name, _keys(identifier), ours=True)


def _keys(identifier: str) -> tuple[signing.PublicKey, ...]:
    return tuple(
        signing.PublicKey(f"{identifier}#{row.name}", row.multikey, row.since, row.until, row.withdrawn_at is not None)
        for row in IssuerKey.objects.all()
    )


def all_keys() -> tuple[IssuerKey, ...]:
    """Return every key, the oldest first. One query."""
    return tuple(IssuerKey.objects.all())


def did_document(known: signing.KnownIssuer) -> dict[str, Any]:
    """Return the DID document of an issuer: retired keys stay in it, so that what they signed can be checked."""
    there = [key for key in known.keys if not key.withdrawn]
    return {
        "@context": DID_CONTEXT,
        "id": known.id,
        "verificationMethod": [
            {
                "id": key.method,
                "type": "Multikey",
                "controller": known.id,
                "publicKeyMultibase": key.multikey,
            }
            for key in there
        ],
        "assertionMethod": [key.method for key in there],
        "service": [{"id": f"{known.id}#site", "type": "LinkedDomains", "serviceEndpoint": settings.ISSUER_URL}],
    }
