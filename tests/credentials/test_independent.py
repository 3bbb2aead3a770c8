"""Other people's code checks what we sign, and we check what it signs: npm packages of Digital Bazaar, run by Node.

`make setup` installs them where there is npm. Without Node there is nothing to ask, and the test says so.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.credentials.making import NOON

from trigpoint.credentials import actions, issuer, signing
from trigpoint.credentials.models import Credential
from trigpoint.credentials.signing.engine import EXTRA

HERE = Path(__file__).parent / "independent"
NODE = shutil.which("node")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        NODE is None or not (HERE / "node_modules").is_dir(),
        reason="Node or its packages are not here: run `npm ci` in tests/credentials/independent.",
    ),
]


def contexts():
    from openbadgeslib.ob3.contexts import bundled_contexts  # noqa: PLC0415

    return {**bundled_contexts(), **EXTRA}


def run(way: str, given: dict[str, object]):
    assert NODE is not None
    text = json.dumps({**given, "contexts": contexts(), "now": NOON.isoformat()})
    said = subprocess.run(
        [NODE, "check.mjs", way], input=text, capture_output=True, text=True, cwd=HERE, check=True, timeout=60
    )
    return json.loads(said.stdout)


def verified(document: dict[str, object]):
    known = issuer.issuers(issuer.did())
    assert known is not None
    return run("verify", {"credential": document, "did": issuer.did_document(known)})


def test_it_verifies_an_award_that_we_signed(asha):
    document = json.loads(Credential.objects.get(owner=asha).text)

    assert verified(document) == {"verified": True, "error": ""}


def test_it_refuses_an_award_that_was_changed_after_we_signed_it(asha):
    document = json.loads(Credential.objects.get(owner=asha).text)
    document["credentialSubject"]["achievement"]["name"] = "Another award"

    assert verified(document)["verified"] is False


def test_it_verifies_a_comprehensive_record_that_we_signed(asha):
    actions.record_for(owner=asha, now=NOON)
    document = json.loads(Credential.objects.get(owner=asha, kind="record").text)

    assert verified(document) == {"verified": True, "error": ""}


def test_we_verify_what_it_signed_and_refuse_it_once_changed():
    unsigned = json.loads((Path(__file__).parent / "vectors" / "unsigned.json").read_text())
    theirs = run("sign", {"credential": unsigned})

    found = signing.check(signing.read(json.dumps(theirs)), lambda _: None)
    assert (found.fault, found.issuer) == (None, None)
    changed = {**theirs, "name": "Another name"}
    assert signing.check(signing.read(json.dumps(changed)), lambda _: None).fault is signing.Fault.CHANGED
