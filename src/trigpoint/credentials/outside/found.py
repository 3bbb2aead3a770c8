"""What a file from elsewhere says of itself: a badge of either kind, or a completion. Nothing here is fetched.

Whether a proof holds is found here; whether what it says counts, people and mappings say.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from trigpoint.credentials import signing
from trigpoint.credentials.baking import is_picture
from trigpoint.credentials.baking import read as baked
from trigpoint.credentials.outside.errors import OutsideError
from trigpoint.credentials.outside.words import MOST_NUMBER, MOST_TITLE, Form
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trigpoint.content.outside import Issuer, Outside

DONE = {"http://adlnet.gov/expapi/verbs/passed", "http://adlnet.gov/expapi/verbs/completed"}
HASHES: Mapping[str, Callable[[bytes], Any]] = {
    "sha256": hashlib.sha256,
    "md5": lambda data: hashlib.md5(data, usedforsecurity=False),
}
"""What Open Badges 2.0 lets an identity be hashed with."""
NOT_LISTED = (
    "Its issuer is not on our list, so nothing here can vouch for it. If it covers what the award asks for, send it in "
    "as a certificate, and a person looks at it."
)
NOT_YOURS = (
    "It was given to another e-mail address than that of your account. If that address is yours too, send it in as a "
    "certificate, and a person looks at it."
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a file says. `is_verified`: its issuer's signature was checked here, and it names this account.

    `achievement` is what its issuer calls the course, `notes` are sentences for the checkers: what was looked at and
    how it came out.
    """

    form: Form
    issuer: Issuer
    achievement: str
    title: str
    number: str
    awarded_on: date
    is_verified: bool
    notes: tuple[str, ...] = field(default=())


def look(
    data: bytes, known: Outside, *, address: str, now: datetime, secret_of: Callable[[str], str]
) -> Found:  # fmt: skip
    """Return what a file says. Raises OutsideError, in words for who sent it.

    `address` is the e-mail address of the account, `secret_of` gives what a provider signs its completions with, by the
    provider's id; empty where none is set.
    """
    text = _text(data)
    if text.startswith("{"):
        document = _object(text)
        if "statement" in document and "hmac_sha256" in document:
            return _completion(document, known, address, now, secret_of)
        if document.get("type") == "Assertion" or "badge" in document:
            return _old_badge(document, known, address, now)
    if re.match(r"https?://", text):
        raise OutsideError(
            "That badge only names an address, and nothing is fetched from here. Download the badge's own file (JSON) "
            "from that address, or send in a certificate."
        )
    return _badge(text, known, address, now)


def _text(data: bytes) -> str:
    try:
        return (baked(data) if is_picture(data) else data.decode()).strip().removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise OutsideError(
            "That file is neither a badge nor a completion: they are JSON, a PNG or an SVG. A scan or a PDF is sent in "
            "as a certificate."
        ) from None
    except ValueError as error:
        raise OutsideError(str(error)) from None


def _object(text: str) -> dict[str, Any]:
    try:
        return signing.reading.strict(text)
    except signing.NotACredentialError as error:
        raise OutsideError(str(error)) from None


def _badge(text: str, known: Outside, address: str, now: datetime) -> Found:
    try:
        given = signing.read(text)
    except signing.NotACredentialError as error:
        raise OutsideError(str(error)) from None
    issuer = known.issuer_called(given.issuer)
    if issuer is None:
        raise OutsideError(NOT_LISTED)
    checked = signing.check(given, lambda _: _keys_of(issuer, given.issuer))
    if checked.fault is not None:
        raise OutsideError(f"The badge does not hold. {checked.fault.value}")
    document = given.document
    subject = _first(document.get("credentialSubject"))
    achievement = _first(subject.get("achievement"))
    said = document.get("awardedDate") or document.get("validFrom") or document.get("issuanceDate")
    until = _moment(document.get("validUntil") or document.get("expirationDate"))
    _refuse_expired(until, now)
    named = _named(subject, address)
    notes = [f"The signature of {issuer.name} fits.", named.words]
    if document.get("credentialStatus"):
        notes.append("It has a status list, which is not fetched from here. Ask the issuer whether it still stands.")
    return Found(
        Form.BADGE,
        issuer,
        _short(achievement.get("id"), MOST_NUMBER),
        _short(achievement.get("name") or document.get("name"), MOST_TITLE),
        _number(document.get("id")),
        _day(said, now, "was given"),
        is_verified=named.is_hers and not document.get("credentialStatus"),
        notes=tuple(notes),
    )


def _keys_of(issuer: Issuer, name: str) -> signing.KnownIssuer:
    keys = [signing.PublicKey(key.method, key.multikey) for key in issuer.keys]
    if name.startswith("did:key:"):
        # Such an identifier is its own key: the list names it, so the list names the key.
        inside = name.removeprefix("did:key:")
        keys.append(signing.PublicKey(f"{name}#{inside}", inside))
    return signing.KnownIssuer(name, issuer.name, tuple(keys))


def _old_badge(document: dict[str, Any], known: Outside, address: str, now: datetime) -> Found:
    badge = document.get("badge")
    inner = badge if isinstance(badge, dict) else {}
    achievement = badge if isinstance(badge, str) else _short(inner.get("id"), MOST_NUMBER)
    by = inner.get("issuer")
    name = by.get("id", "") if isinstance(by, dict) else by
    issuer = known.issuer_called(str(name or "")) or next(
        (one.issuer for one in known.mappings if achievement and achievement in one.achievements), None
    )
    if issuer is None:
        raise OutsideError(NOT_LISTED)
    _refuse_expired(_moment(document.get("expires")), now)
    if document.get("revoked") is True:
        raise OutsideError("The badge says of itself that it was revoked. Ask its issuer.")
    named = _named({"recipient": document.get("recipient")}, address)
    return Found(
        Form.OLD_BADGE,
        issuer,
        achievement,
        _short(inner.get("name"), MOST_TITLE),
        _number(document.get("id")),
        _day(document.get("issuedOn"), now, "was given"),
        is_verified=False,
        notes=(
            (
                "A badge of this kind is checked at its issuer's site, which is not asked from here. Open the "
                "address that is its number, and compare."
            ),
            named.words,
        ),
    )


def _completion(
    envelope: dict[str, Any], known: Outside, address: str, now: datetime, secret_of: Callable[[str], str]
) -> Found:
    issuer = known.issuer_called(str(envelope.get("provider", "")))
    if issuer is None:
        raise OutsideError(NOT_LISTED)
    secret, text = secret_of(issuer.id), envelope["statement"]
    if not secret:
        raise OutsideError(f"This copy has no secret with {issuer.name}, so it cannot check completions from there.")
    if not isinstance(text, str):
        raise OutsideError("The statement is not given as text, so its signature cannot be checked. Ask the provider.")
    wanted = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(wanted.encode(), str(envelope["hmac_sha256"]).lower().encode()):
        raise OutsideError("The signature does not fit. The statement was changed, or somebody else signed it.")
    statement = _object(text)
    if str(_at(statement, "verb", "id")) not in DONE:
        raise OutsideError("The statement does not say that anything was passed or completed.")
    result = _first(statement.get("result"))
    if result.get("success") is False or result.get("completion") is False:
        raise OutsideError("The statement says that the course was not passed, or not completed.")
    if not _is_actor(_first(statement.get("actor")), address):
        raise OutsideError(NOT_YOURS)
    number = _short(statement.get("id"), MOST_NUMBER)
    if not number:
        raise OutsideError("The statement has no id, so it cannot be told from another one. Ask the provider.")
    title = next((str(one) for one in _first(_at(statement, "object", "definition", "name")).values()), "")
    return Found(
        Form.COMPLETION,
        issuer,
        _short(_at(statement, "object", "id"), MOST_NUMBER),
        title[:MOST_TITLE],
        number,
        _day(statement.get("timestamp"), now, "was completed"),
        is_verified=True,
        notes=(f"The secret shared with {issuer.name} signs it.", "It names the e-mail address of this account."),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    is_hers: bool
    words: str


def _named(subject: Mapping[str, Any], address: str) -> _Named:
    """Tell whether a badge names an address as its holder's. Raises OutsideError where it names another."""
    rows = subject.get("identifier") or subject.get("recipient")
    tried = False
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            continue
        kind = row.get("identityType") or row.get("type")
        identity = row.get("identityHash") or row.get("identity")
        if kind not in ("email", "emailAddress") or not isinstance(identity, str):
            continue
        tried = True
        if _is_address(identity, str(row.get("salt") or ""), address):
            return _Named(is_hers=True, words="It names the e-mail address of this account.")
    if tried:
        raise OutsideError(NOT_YOURS)
    return _Named(is_hers=False, words="It does not say to which e-mail address it was given. Compare the name.")


def _is_address(identity: str, salt: str, address: str) -> bool:
    way, _, digest = identity.partition("$")
    if way in HASHES and digest:
        return any(
            hmac.compare_digest(HASHES[way](f"{spelt}{salt}".encode()).hexdigest().encode(), digest.lower().encode())
            for spelt in {address, address.lower()}
        )
    return identity.removeprefix("mailto:").casefold() == address.casefold()


def _is_actor(actor: Mapping[str, Any], address: str) -> bool:
    mail = actor.get("mbox")
    if isinstance(mail, str):
        return mail.casefold() == f"mailto:{address}".casefold()
    digest = hashlib.sha1(f"mailto:{address.lower()}".encode(), usedforsecurity=False).hexdigest()
    return str(actor.get("mbox_sha1sum", "")).lower() == digest


def _refuse_expired(until: datetime | None, now: datetime) -> None:
    if until is not None and until <= now:
        raise OutsideError(f"It ran out on {until.astimezone(ENGLAND):%-d %B %Y}. Ask its issuer for a newer one.")


def _day(said: object, now: datetime, what: str) -> date:
    found = _moment(said)
    if found is None:
        raise OutsideError(f"It does not say when it {what}. Ask its issuer, or send in a certificate.")
    if found > now:
        raise OutsideError(f"It says that it {what} in the future. Ask its issuer.")
    return found.astimezone(ENGLAND).date()


def _moment(said: object) -> datetime | None:
    if not isinstance(said, str):
        return None
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=ENGLAND)


def _number(said: object) -> str:
    found = _short(said, MOST_NUMBER)
    if not found:
        raise OutsideError("It has no id, so it cannot be told from another one. Ask its issuer for a whole badge.")
    return found


def _at(value: object, *path: str) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _first(value: object) -> dict[str, Any]:
    one = value[0] if isinstance(value, list) and value else value
    return one if isinstance(one, dict) else {}


def _short(value: object, most: int) -> str:
    return value[:most] if isinstance(value, str) else ""
