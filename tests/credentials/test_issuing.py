"""Issuing: what the record holds becomes a credential, once, in both forms."""

from __future__ import annotations

import json

import pytest
from tests.credentials.making import a_holder, run_all

from trigpoint.credentials import issuer, signing
from trigpoint.credentials.models import Credential

pytestmark = pytest.mark.django_db


def test_an_award_in_the_record_becomes_a_credential(asha):
    row = Credential.objects.get(owner=asha)

    assert (row.kind, row.name) == ("award", "Asha Rahman")
    for form in (row.text, row.token):
        assert signing.check(signing.read(form), issuer.issuers).holds


def test_it_says_which_version_which_law_and_what_it_is_not(asha):
    document = json.loads(Credential.objects.get(owner=asha).text)
    subject = document["credentialSubject"]

    assert [one["value"] for one in subject["result"]][:3] == ["2026-06-01", "2026-11-10", "1.0"]
    assert "The award is not qualified teacher status (QTS)." in document["description"]
    assert document["validUntil"] == "2028-11-09T23:59:59Z"


def test_an_award_that_is_signed_within_the_second_in_which_its_key_was_made_holds(a_person, clock):
    clock.move(milliseconds=700)
    key = a_holder(a_person("Grace Lin"), now=clock())
    run_all(clock)

    row = Credential.objects.get(owner=key)
    for form in (row.text, row.token):
        assert signing.check(signing.read(form), issuer.issuers).holds
