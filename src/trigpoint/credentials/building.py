"""What a credential says: the documents, before they are signed. Nothing here reads a clock or the database."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from trigpoint.credentials.words import Purpose

if TYPE_CHECKING:
    from datetime import date, datetime

VC = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
LAW_TO, LAW_COVERED, VERSION, ROUTE = "Law checked to", "Covers the law as it stood on", "Scheme version", "Route"
HOW, BY = "How it was learned", "Verified by"
SPACE = uuid.UUID("6c1c2f0e-9f1a-5b63-8a6e-2f4b9c8d7e10")
"""What our own identifiers are made in, so that the same thing has the same one."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues, and where: its identifier, its name, the address of the site."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the status lists."""

    list: int
    number: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """The award as credentials describe it: what it is, what it is not, which version."""

    title: str
    version: str
    what: str
    is_not: str
    standard: str
    law_checked_to: date


@dataclass(frozen=True, slots=True)
class Award:
    """Everything that the credential of an award says of one holder. `law_covered`: up to when she learned the law."""

    key: str
    name: str
    given_on: date
    route: str
    law_covered: date
    valid_from: datetime
    valid_until: date


@dataclass(frozen=True, slots=True)
class Achieved:
    """One outcome that somebody achieved: its code, how it was learned, and by whom (a role) it was verified."""

    code: str
    title: str
    plain: str
    on: date
    how: str
    by: str


def urn(*parts: str) -> str:
    """Return an identifier of ours for a thing: the same for the same parts."""
    return uuid.uuid5(SPACE, " ".join(parts)).urn


def stamp(at: datetime) -> str:
    """Return a moment as credentials write it, to the second."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def award_document(award: Award, scheme: Scheme, issuer: Issuer, place: Place) -> dict[str, Any]:
    """Return the credential of an award: Open Badges 3.0 in W3C's model 2.0."""
    told = {
        LAW_TO: scheme.law_checked_to.isoformat(),
        LAW_COVERED: award.law_covered.isoformat(),
        VERSION: scheme.version,
        ROUTE: award.route,
    }
    return {
        **_head(award.key, issuer, ["OpenBadgeCredential"], scheme.title, award.valid_from),
        "description": f"{scheme.what} {scheme.is_not}",
        "validUntil": f"{award.valid_until.isoformat()}T23:59:59Z",
        "awardedDate": f"{award.given_on.isoformat()}T00:00:00Z",
        "credentialSubject": {
            **_subject(award.name),
            "type": ["AchievementSubject"],
            "achievement": {
                "id": f"{issuer.url}/scheme/",
                "type": ["Achievement"],
                "achievementType": "Award",
                "name": scheme.title,
                "version": scheme.version,
                "description": f"{scheme.what} {scheme.is_not}",
                "criteria": {"id": f"{issuer.url}/scheme/", "narrative": scheme.standard},
                "resultDescription": [
                    {"id": urn("result", title), "type": ["ResultDescription"], "name": title, "resultType": "Result"}
                    for title in told
                ],
            },
            "result": [
                {"type": ["Result"], "resultDescription": urn("result", title), "value": value}
                for title, value in told.items()
            ],
        },
        "credentialStatus": statuses(issuer, place),
    }


def outcome_document(
    key: str, name: str, outcome: Achieved, issuer: Issuer, *, valid_from: datetime, version: str
) -> dict[str, Any]:
    """Return the credential of one outcome, a member of a comprehensive record."""
    told = {HOW: outcome.how, BY: outcome.by}
    return {
        **_head(f"{key} {outcome.code}", issuer, ["AchievementCredential"], outcome.title, valid_from),
        "awardedDate": f"{outcome.on.isoformat()}T00:00:00Z",
        "credentialSubject": {
            **_subject(name),
            "type": ["AchievementSubject"],
            "narrative": f"{outcome.how}. Verified by: {outcome.by}.",
            "achievement": {
                "id": f"{issuer.url}/scheme/senco-award/{outcome.code}/",
                "type": ["Achievement"],
                "achievementType": "Competency",
                "humanCode": outcome.code,
                "name": outcome.title,
                "version": version,
                "description": outcome.plain,
                "criteria": {"id": f"{issuer.url}/scheme/senco-award/{outcome.code}/"},
                "resultDescription": [
                    {"id": urn("result", title), "type": ["ResultDescription"], "name": title, "resultType": "Result"}
                    for title in told
                ],
            },
            "result": [
                {"type": ["Result"], "resultDescription": urn("result", title), "value": value}
                for title, value in told.items()
            ],
        },
    }


def record_document(
    key: str, members: list[dict[str, Any]], *, scheme: Scheme, issuer: Issuer, place: Place,
    valid_from: datetime, valid_until: date,
) -> dict[str, Any]:  # fmt: skip
    """Return a comprehensive record (CLR 2.0) of signed members."""
    return {
        **_head(key, issuer, ["ClrCredential"], f"{scheme.title}: what was achieved", valid_from),
        "@context": [VC, CLR, OB],
        "validUntil": f"{valid_until.isoformat()}T23:59:59Z",
        # The members say the name. Here it could not stand: the record's context gives `identifier` a type under which
        # no object of it can be written in the one form that a signature covers.
        "credentialSubject": {
            "id": urn("subject", key),
            "type": ["ClrSubject"],
            "verifiableCredential": members,
        },
        "credentialStatus": statuses(issuer, place),
    }


def endorsement_document(
    key: str, award: str, words: str, *, forum: Issuer, host: Issuer, place: Place, valid_from: datetime
) -> dict[str, Any]:
    """Return what a forum says of an award, as a credential of the forum's own about that credential."""
    return {
        **_head(key, forum, ["EndorsementCredential"], f"Endorsement by {forum.name}", valid_from),
        "credentialSubject": {"id": award, "type": ["EndorsementSubject"], "endorsementComment": words},
        "credentialStatus": statuses(host, place),
    }


def list_document(
    issuer: Issuer, number: int, purpose: Purpose, encoded: str, *, at: datetime, until: datetime
) -> dict[str, Any]:
    """Return a status list as a credential."""
    address = list_address(issuer, number, purpose)
    return {
        "@context": [VC],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": stamp(at),
        "validUntil": stamp(until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose.value,
            "encodedList": encoded,
        },
    }


def list_address(issuer: Issuer, number: int, purpose: Purpose) -> str:
    """Return where a status list is served."""
    return f"{issuer.url}/credentials/status/{number}/{purpose.value}"


def statuses(issuer: Issuer, place: Place) -> list[dict[str, str]]:
    """Return the entries by which a credential names its place in the three lists."""
    return [
        {
            "id": f"{list_address(issuer, place.list, purpose)}#{place.number}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose.value,
            "statusListIndex": str(place.number),
            "statusListCredential": list_address(issuer, place.list, purpose),
        }
        for purpose in Purpose
    ]


def _head(key: str, issuer: Issuer, kinds: list[str], title: str, valid_from: datetime) -> dict[str, Any]:
    return {
        "@context": [VC, OB],
        "id": urn("credential", key),
        "type": ["VerifiableCredential", *kinds],
        "name": title,
        "issuer": {"id": issuer.id, "type": ["Profile"], "name": issuer.name, "url": f"{issuer.url}/"},
        "validFrom": stamp(valid_from),
    }


def _subject(name: str) -> dict[str, Any]:
    return {
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": name, "identityType": "name"},
        ]
    }
