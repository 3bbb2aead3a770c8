"""What a credential tells of itself, read carefully: any W3C credential, and whatever somebody put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.credentials.building import BY, HOW, LAW_COVERED, LAW_TO, VERSION, urn
from trigpoint.credentials.signing.checking import moment
from trigpoint.credentials.verifying.results import Outcome, StatusEntry
from trigpoint.credentials.words import Purpose
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

MOST = 300
MOST_OUTCOMES = 100


class StatusUnclearError(ValueError):
    """A credential names a status that cannot be read, so it cannot be told."""


def first(value: object) -> object:
    """Return a value, or the first of a list of them."""
    return value[0] if isinstance(value, list) and value else value


def text_at(value: object, *path: str) -> str:
    """Return a text inside a document, on one line and not too long; empty where there is none."""
    for name in path:
        found = first(value)
        value = found.get(name) if isinstance(found, dict) else None
    found = first(value)
    if isinstance(found, dict):
        found = found.get("@value")
    text = " ".join(found.split()) if isinstance(found, str) else ""
    printable = "".join(letter for letter in text if letter.isprintable())
    return printable if len(printable) <= MOST else f"{printable[:MOST]}…"


def day_at(document: Mapping[str, Any], *names: str) -> date | None:
    """Return the day, in England, of the first of these moments that a document has."""
    found = next((at for name in names if (at := moment(document.get(name)))), None)
    return found.astimezone(ENGLAND).date() if found else None


def holder_of(document: Mapping[str, Any]) -> str:
    """Return who holds it, as it says: by name if there is one."""
    subject = first(document.get("credentialSubject"))
    for one in _items(subject.get("identifier")) if isinstance(subject, dict) else ():
        if isinstance(one, dict) and one.get("identityType") == "name" and one.get("hashed") is False:
            return text_at(one, "identityHash")
    inside = first(subject.get("verifiableCredential")) if isinstance(subject, dict) else None
    if isinstance(inside, dict) and "verifiableCredential" not in _subject_of(inside):
        return holder_of(inside)
    return text_at(subject, "name") or text_at(subject, "id")


def _subject_of(document: Mapping[str, Any]) -> Mapping[str, Any]:
    subject = first(document.get("credentialSubject"))
    return subject if isinstance(subject, dict) else {}


def title_of(document: Mapping[str, Any]) -> str:
    """Return what it is for."""
    kinds = [one for one in _items(document.get("type")) if isinstance(one, str) and one != "VerifiableCredential"]
    return (
        text_at(document, "name")
        or text_at(document, "credentialSubject", "achievement", "name")
        or (text_at({"kind": kinds[-1]}, "kind") if kinds else "")
        or "A credential"
    )


def results_of(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the results by our own names for them."""
    subject = first(document.get("credentialSubject"))
    names = {urn("result", title): title for title in (LAW_TO, LAW_COVERED, VERSION, HOW, BY)}
    found = {}
    for one in _items(subject.get("result")) if isinstance(subject, dict) else ():
        known = names.get(text_at(one, "resultDescription"))
        if known:
            found[known] = text_at(one, "value")
    return found


def statuses_of(document: Mapping[str, Any]) -> tuple[StatusEntry, ...]:
    """Return where it says that its status is told. Raises StatusUnclearError for what cannot be read."""
    return tuple(_entries(document.get("credentialStatus")))


def _entries(said: object) -> Iterator[StatusEntry]:
    for one in _items(said):
        if not isinstance(one, dict):
            raise StatusUnclearError("Its status is not written as the standard asks.")
        place, address, purpose = (
            one.get(name) for name in ("statusListIndex", "statusListCredential", "statusPurpose")
        )
        if "BitstringStatusListEntry" not in _items(one.get("type")) or one.get("statusSize", 1) not in {1, "1"}:
            raise StatusUnclearError("Its status is told in a way that we do not read.")
        if not isinstance(address, str) or not isinstance(place, str | int) or not str(place).isascii():
            raise StatusUnclearError("Its status is not written as the standard asks.")
        if not str(place).isdigit() or len(str(place)) > 9:  # noqa: PLR2004 - far beyond any list
            raise StatusUnclearError("Its place in the status list is no number.")
        if isinstance(purpose, str) and purpose in Purpose.values:
            yield StatusEntry(Purpose(purpose), address[:MOST], int(place))


def outcomes_of(document: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Return the outcomes that a comprehensive record holds."""
    subject = first(document.get("credentialSubject"))
    members = _items(subject.get("verifiableCredential")) if isinstance(subject, dict) else []
    return tuple(
        Outcome(
            text_at(one, "credentialSubject", "achievement", "humanCode"),
            title_of(one),
            text_at(one, "credentialSubject", "narrative"),
        )
        for one in members[:MOST_OUTCOMES]
        if isinstance(one, dict)
    )


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
