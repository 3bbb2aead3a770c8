"""What a file from elsewhere says of itself, and what is refused of it in words."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import pytest
from tests.credentials.outside.conftest import SECRET
from tests.platform.working import NOON

from trigpoint.content.outside import known
from trigpoint.credentials import signing
from trigpoint.credentials.outside.errors import OutsideError
from trigpoint.credentials.outside.found import Found, look
from trigpoint.credentials.outside.words import Form
from trigpoint.credentials.signing.multikeys import multikey

HERS = "tess@school.example"
OURS = known(demonstration=True)
BADGES = "https://badges.training.example/issuer"


def looked(data: bytes | str, where: Any = OURS) -> Found:
    sent = data.encode() if isinstance(data, str) else data
    return look(
        sent, where, address=HERS, now=NOON, secret_of=lambda name: SECRET if name == "example-training" else ""
    )


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "id": "6690e6c9-3ef0-4ed3-8b37-7f3964730bee",
        "actor": {"mbox": f"mailto:{HERS}"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/passed"},
        "object": {"id": "https://training.example/xapi/law", "definition": {"name": {"en": "SEND law"}}},
        "result": {"success": True, "completion": True},
        "timestamp": "2026-10-05T09:00:00Z",
        **changes,
    }


def completion(said: dict[str, Any], secret: str = SECRET, provider: str = "example-training") -> str:
    text = json.dumps(said)
    digest = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"provider": provider, "statement": text, "hmac_sha256": digest})


def old_badge(**changes: Any) -> str:
    return json.dumps(
        {
            "@context": "https://w3id.org/openbadges/v2",
            "type": "Assertion",
            "id": "https://badges.training.example/assertions/7",
            "badge": {
                "type": "BadgeClass",
                "id": "https://badges.training.example/law",
                "name": "SEND law",
                "issuer": {"id": BADGES, "name": "Example"},
            },
            "recipient": {
                "type": "email",
                "hashed": True,
                "salt": "salt",
                "identity": "sha256$" + hashlib.sha256(f"{HERS}salt".encode()).hexdigest(),
            },
            "issuedOn": "2026-10-05T09:00:00+00:00",
            "verification": {"type": "hosted"},
            **changes,
        }
    )


def test_a_signed_completion_that_names_the_account_is_verified() -> None:
    found = looked(completion(statement()))
    assert found.form is Form.COMPLETION
    assert found.is_verified
    assert found.achievement == "https://training.example/xapi/law"
    assert found.awarded_on.isoformat() == "2026-10-05"
    hashed = hashlib.sha1(f"mailto:{HERS}".encode()).hexdigest()
    assert looked(completion(statement(actor={"mbox_sha1sum": hashed}))).is_verified


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (completion(statement(), secret="another"), "signature does not fit"),
        (completion(statement(), provider="nobody"), "not on our list"),
        (completion(statement(actor={"mbox": "mailto:else@school.example"})), "another e-mail address"),
        (completion(statement(actor="her")), "another e-mail address"),
        (completion(statement(verb={"id": "http://adlnet.gov/expapi/verbs/attempted"})), "passed or completed"),
        (completion(statement(verb={"id": ["x"]})), "passed or completed"),
        (completion(statement(result={"success": False})), "not passed"),
        (completion(statement(id=None)), "no id"),
        (completion(statement(timestamp="2027-10-05T09:00:00Z")), "in the future"),
        (completion(statement(timestamp="soon")), "does not say when"),
        (json.dumps({"provider": "example-training", "statement": {}, "hmac_sha256": ""}), "not given as text"),
    ],
)
def test_a_completion_that_does_not_hold_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(OutsideError, match=words):
        looked(text)


def test_a_completion_without_a_secret_is_refused() -> None:
    with pytest.raises(OutsideError, match="no secret with"):
        look(completion(statement()).encode(), OURS, address=HERS, now=NOON, secret_of=lambda _: "")


def test_a_badge_of_the_older_kind_waits_for_a_person() -> None:
    found = looked(old_badge())
    assert found.form is Form.OLD_BADGE
    assert not found.is_verified
    assert found.number == "https://badges.training.example/assertions/7"
    assert "names the e-mail address" in found.notes[1]
    assert looked(old_badge(badge="https://badges.training.example/law")).issuer.id == "example-training"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (old_badge(expires="2026-11-01"), "ran out on 1 November 2026"),
        (old_badge(revoked=True), "revoked"),
        (old_badge(recipient={"type": "email", "identity": "else@school.example"}), "another e-mail address"),
        (old_badge(badge="https://elsewhere.example/badge"), "not on our list"),
        (old_badge(id=None), "no id"),
        (old_badge(issuedOn=None), "does not say when"),
        ("https://badges.training.example/assertions/7", "only names an address"),
        ("{", "broken JSON"),
        ('{"type": "A", "type": "B"}', "cannot be trusted"),
        ("", "nothing to check"),
        (b"\xff\xd8\xff\xe0", "scan or a PDF is sent in as a certificate"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "no credential in that picture"),
    ],
)
def test_a_badge_that_cannot_be_taken_is_refused_in_words(text: str | bytes, words: str) -> None:
    with pytest.raises(OutsideError, match=words):
        looked(text)


def badge(key: signing.SigningKey, issuer: str, **changes: Any) -> str:
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:9e5a3bd1-9c45-4a6e-9b84-0f2a3c1d2e3f",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "SEND law",
        "issuer": {"id": issuer, "type": ["Profile"], "name": "Example"},
        "validFrom": "2026-10-05T09:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": HERS, "identityType": "emailAddress"}
            ],
            "achievement": {
                "id": "https://badges.training.example/law",
                "type": ["Achievement"],
                "name": "SEND law",
                "description": "Law",
                "criteria": {"narrative": "An examination"},
            },
        },
        **changes,
    }
    return json.dumps(signing.sign(document, key, at=NOON))


def provider() -> tuple[signing.SigningKey, str, Any]:
    """Return the key of a provider that is its own identifier, and the list with it on."""
    made = signing.new_key("x")
    raw = made.private.public_key().public_bytes_raw()
    name = f"did:key:{multikey(raw)}"
    key = signing.SigningKey(f"{name}#{multikey(raw)}", made.private)
    issuer = replace(OURS.issuers[0], badge_ids=(name,))
    return key, name, replace(OURS, issuers=(issuer,))


def test_a_badge_whose_issuer_is_listed_is_verified_and_a_changed_one_is_refused() -> None:
    key, name, where = provider()
    found = looked(badge(key, name), where)
    assert found.form is Form.BADGE
    assert found.is_verified
    assert found.achievement == "https://badges.training.example/law"
    with pytest.raises(OutsideError, match="does not hold"):
        looked(badge(key, name).replace('"name": "SEND law"', '"name": "SEND low"'), where)
    with pytest.raises(OutsideError, match="does not hold"):
        looked(badge(provider()[0], name), where)
    with pytest.raises(OutsideError, match="not on our list"):
        looked(badge(key, name))
    with pytest.raises(OutsideError, match="ran out"):
        looked(badge(key, name, validUntil="2026-11-01T00:00:00Z"), where)


def test_a_badge_with_a_status_list_waits_since_nothing_is_fetched() -> None:
    key, name, where = provider()
    status = {
        "id": "https://x.example/1#2",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "2",
        "statusListCredential": "https://x.example/1",
    }
    found = looked(badge(key, name, credentialStatus=status), where)
    assert not found.is_verified
    assert "not fetched" in found.notes[-1]
