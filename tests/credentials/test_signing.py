"""Signing and checking, against published vectors and against what somebody might try."""

from __future__ import annotations

import base64
import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.credentials import signing
from trigpoint.credentials.signing import Fault, KnownIssuer, NotACredentialError, PublicKey
from trigpoint.credentials.signing.engine import canonical
from trigpoint.credentials.signing.keys import KeyRefusedError
from trigpoint.credentials.signing.lists import PLACES, ListError
from trigpoint.credentials.signing.multikeys import KeyTextError, multikey, raw_of

VECTORS = Path(__file__).parent / "vectors"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ISSUER = "did:web:senco.example"
DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:3f2c7e8a-1111-4222-8333-444455556666",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "SENCO Award",
    "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Trigpoint"},
    "validFrom": "2026-11-24T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://senco.example/scheme/",
            "type": ["Achievement"],
            "name": "SENCO Award",
            "description": "An award.",
            "criteria": {"narrative": "Eight strands."},
        },
    },
}


def nobody(_: str) -> None:
    return None


def knows(*keys: PublicKey):
    return lambda issuer: KnownIssuer(ISSUER, "Trigpoint", keys) if issuer == ISSUER else None


@pytest.fixture(scope="module")
def key():
    return signing.new_key(f"{ISSUER}#one")


@pytest.fixture
def issuers(key):
    return knows(PublicKey(key.method, key.multikey, NOON - timedelta(days=1)))


@pytest.fixture(scope="module")
def signed(key):
    return signing.sign(DOCUMENT, key, at=NOON)


def fault_of(document, issuers):
    text = document if isinstance(document, str) else json.dumps(document)
    return signing.check(signing.read(text), issuers).fault


@pytest.mark.parametrize("name", ["signedDataInt.json", "signedJCS.json", "simple.json"])
def test_a_published_credential_holds_and_its_issuer_stays_unknown(name):
    found = signing.check(signing.read((VECTORS / name).read_text()), nobody)

    assert (found.fault, found.issuer) == (None, None)


@pytest.mark.parametrize("name", ["signedDataInt.json", "signedJCS.json", "simple.json"])
def test_a_published_credential_in_which_one_word_was_changed_does_not_hold(name):
    document = json.loads((VECTORS / name).read_text())
    document["name"] = "Another name"

    assert fault_of(document, nobody) is Fault.CHANGED


def test_we_sign_the_published_credential_as_it_was_signed_there():
    document = json.loads((VECTORS / "unsigned.json").read_text())
    theirs = json.loads((VECTORS / "signedDataInt.json").read_text())["proof"]
    secret = json.loads((VECTORS / "keyPair.json").read_text())["privateKeyMultibase"]
    number = 0
    for letter in secret[1:]:
        number = number * 58 + "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".index(letter)
    raw = number.to_bytes(34)[2:]
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    key = signing.SigningKey(theirs["verificationMethod"], Ed25519PrivateKey.from_private_bytes(raw))
    ours = signing.sign(document, key, at=datetime.fromisoformat(theirs["created"]))["proof"]

    assert ours == theirs


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_json_has_the_one_form_of_the_standard(name):
    given_text = json.loads((VECTORS / "jcs" / "input" / f"{name}.json").read_text())

    assert canonical(given_text) == (VECTORS / "jcs" / "output" / f"{name}.json").read_bytes()


@pytest.mark.parametrize(
    ("name", "fault"), [("simple.jwt", Fault.UNSUPPORTED), ("complete_v1.json", Fault.UNSUPPORTED)]
)
def test_another_way_of_signing_is_told_as_such(name, fault):
    assert fault_of((VECTORS / name).read_text(), nobody) is fault


def test_what_we_sign_holds_in_both_forms(signed, key, issuers):
    assert fault_of(signed, issuers) is None
    assert fault_of(signing.sign_jwt(DOCUMENT, key), issuers) is None


@pytest.mark.parametrize(
    "path", [("name",), ("issuer", "name"), ("validFrom",), ("credentialSubject", "achievement", "name")]
)
def test_no_word_of_it_can_be_changed(path, signed, issuers):
    changed = deepcopy(signed)
    inside = changed
    for name in path[:-1]:
        inside = inside[name]
    inside[path[-1]] = "2027-01-01T00:00:00Z" if path == ("validFrom",) else "Something else"

    assert fault_of(changed, issuers) is Fault.CHANGED


def test_nothing_can_be_added_that_no_context_defines(signed, issuers):
    assert fault_of({**signed, "grade": "distinction"}, issuers) is Fault.NOT_COVERED


def test_it_is_not_signed_while_a_word_of_it_would_stay_uncovered(key):
    with pytest.raises(signing.CannotSignError):
        signing.sign({**DOCUMENT, "grade": "distinction"}, key, at=NOON)


@pytest.mark.parametrize(
    ("context", "fault"),
    [
        ("https://evil.example/context.json", Fault.UNKNOWN_CONTEXT),
        ({"grade": "https://evil.example/#grade"}, Fault.NOT_COVERED),
    ],
)
def test_a_context_from_elsewhere_is_never_fetched(context, fault, signed, issuers):
    assert fault_of({**signed, "@context": [*signed["@context"], context]}, issuers) is fault


def test_a_proof_by_another_key_does_not_hold(issuers):
    other = signing.new_key(f"{ISSUER}#one")
    assert fault_of(signing.sign(DOCUMENT, other, at=NOON), issuers) is Fault.CHANGED
    assert fault_of(signing.sign_jwt(DOCUMENT, other), issuers) is Fault.CHANGED


def test_a_key_that_is_not_the_issuers_own_speaks_for_nobody(issuers):
    other = signing.new_key("did:key:x")
    other = other.named(f"did:key:{other.multikey}#{other.multikey}")

    assert fault_of(signing.sign(DOCUMENT, other, at=NOON), issuers) is Fault.NOT_THEIRS


def test_several_proofs_or_none_speak_for_nobody(signed, issuers):
    assert fault_of({**signed, "proof": [signed["proof"], signed["proof"]]}, issuers) is Fault.SEVERAL
    assert fault_of(DOCUMENT, issuers) is Fault.NO_PROOF


def token(header, document=DOCUMENT, signature="x"):
    parts = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in (header, document)]
    return ".".join([*parts, signature])


@pytest.mark.parametrize(
    ("header", "signature", "fault"),
    [
        ({"alg": "none"}, "", Fault.NONE),
        ({"alg": "None"}, "eHh4", Fault.NONE),
        ({}, "eHh4", Fault.NONE),
        ({"alg": "EdDSA"}, "", Fault.NONE),
        ({"alg": "HS256"}, "eHh4", Fault.UNSUPPORTED),
        ({"alg": "EdDSA", "crit": ["b64"]}, "eHh4", Fault.UNSUPPORTED),
        ({"alg": "EdDSA", "kid": "#one"}, "eHh4", Fault.CHANGED),
    ],
)
def test_a_token_is_taken_only_with_a_signature_of_the_one_kind(header, signature, fault, issuers):
    assert fault_of(token(header, signature=signature), issuers) is fault


def test_a_token_of_somebody_else_signed_with_the_public_key_as_a_password_is_refused(key, issuers):
    import jwt  # noqa: PLC0415

    forged = jwt.encode(DOCUMENT, raw_of(key.multikey), algorithm="HS256", headers={"kid": key.method})
    assert fault_of(forged, issuers) is Fault.UNSUPPORTED


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"until": NOON - timedelta(hours=1)}, Fault.KEY_TIME),
        ({"since": NOON + timedelta(hours=1)}, Fault.KEY_TIME),
        ({"until": NOON + timedelta(hours=1)}, None),
        ({"withdrawn": True}, Fault.KEY_WITHDRAWN),
    ],
)
def test_a_key_signs_for_its_own_time_and_never_once_withdrawn(more, fault, signed, key):
    assert fault_of(signed, knows(PublicKey(key.method, key.multikey, **more))) is fault


def test_after_a_rotation_old_and_new_credentials_hold(signed, key):
    later = signing.new_key(f"{ISSUER}#two")
    turn = NOON + timedelta(days=30)
    issuers = knows(
        PublicKey(key.method, key.multikey, until=turn), PublicKey(later.method, later.multikey, since=turn)
    )

    assert fault_of(signed, issuers) is None
    assert fault_of(signing.sign(DOCUMENT, later, at=turn), issuers) is None
    assert fault_of(signing.sign(DOCUMENT, key, at=turn + timedelta(days=1)), issuers) is Fault.KEY_TIME


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing to check"),
        ("hello", "holds no credential"),
        ("{", "broken JSON"),
        ("[1]", "holds no credential"),
        ('{"type": "VerifiableCredential", "type": "x"}', "stands twice"),
        ('{"type": "VerifiableCredential", "a": NaN}', "no number"),
        ('{"type": "VerifiableCredential", "a": "\\ud800"}', "cannot be trusted"),
        ('{"a":' * 20_000, "nested too deep"),
        ('{"type": "VerifiableCredential", "a": ' + "[" * 70 + "]" * 70 + "}", "nested too deep"),
        ('{"type": "VerifiableCredential", "a": "' + "x" * 300_000 + '"}', "longer than 256 kB"),
        ('{"type": "Person"}', "lacks VerifiableCredential"),
        ('{"type": ["VerifiablePresentation"]}', "presentation"),
        ('{"type": "Assertion"}', "Open Badges 2.0"),
        ('{"type": "VerifiableCredential", "a": ' + "9" * 5000 + "}", "cannot be trusted"),
        ("a.b.c", "parts cannot be read"),
    ],
)
def test_what_is_no_credential_is_told_in_words(text, says):
    with pytest.raises(NotACredentialError, match=says):
        signing.read(text)


@given(st.text(max_size=300))
def test_no_text_ends_in_another_error(text):
    try:
        signing.check(signing.read(text), nobody)
    except NotACredentialError as error:
        assert str(error).endswith((".", "?"))  # noqa: PT017 - either is fine


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@id", "@type", "id", "type", "a"]), inner)
    ),
    max_leaves=6,
)


@given(st.sampled_from(["@context", "proof", "issuer", "type", "credentialSubject", "id", "validFrom"]), json_values)
def test_no_document_ends_in_another_error(name, value):
    key = signing.new_key(f"{ISSUER}#one")
    document = {**signing.sign(DOCUMENT, key, at=NOON), name: value}
    try:
        signing.check(signing.read(json.dumps(document)), nobody)
    except NotACredentialError:
        assert name == "type"


def test_a_key_is_kept_sealed_and_opens_with_its_passphrase_alone(key):
    kept = signing.sealed(key, "open sesame")

    assert "ENCRYPTED" in kept
    assert signing.opened(kept, "open sesame", key.method).multikey == key.multikey
    for wrong in ("", "another"):
        with pytest.raises(KeyRefusedError):
            signing.opened(kept, wrong, key.method)


def test_a_key_that_lies_in_the_clear_is_refused(key):
    with pytest.raises(KeyRefusedError, match="not encrypted"):
        signing.opened(key.pem.decode(), "open sesame", key.method)


def test_a_key_never_shows_what_is_in_it(key):
    assert "private" not in repr(key)


@given(st.binary(min_size=32, max_size=32))
def test_a_public_key_is_the_same_after_it_was_written(raw):
    assert raw_of(multikey(raw)) == raw


@pytest.mark.parametrize("text", ["", "z6Mk", "z6Mk" + "1" * 44, "x6Mk" + "1" * 44, "z6Mk" + "z" * 50])
def test_no_other_text_is_a_key(text):
    with pytest.raises(KeyTextError):
        raw_of(text)


@given(st.sets(st.integers(0, 1023), max_size=40))
def test_a_list_tells_of_each_place_what_was_set(places):
    text = signing.encoded(places, 1024)
    assert {place for place in range(1024) if signing.bit_of(text, place)} == places


@pytest.mark.parametrize(("text", "place"), [("x", 0), ("u!!", 0), ("uAAAA", 0), (signing.encoded([], 64), 64)])
def test_a_list_that_cannot_be_read_says_so(text, place):
    with pytest.raises(ListError):
        signing.bit_of(text, place)


def test_a_list_of_a_million_places_is_small_while_few_are_set():
    assert len(signing.encoded(range(0, PLACES, 5000))) < 5_000
