"""The pages of certificates from elsewhere: for who sends one in, and for those who check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.credentials.outside.test_actions import agree, course, facts, sent_in
from tests.credentials.outside.test_found import completion, statement
from tests.evidence.making import picture

from trigpoint.credentials.outside import queries

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from tests.somebody import APerson, SignIn

    from trigpoint.people.models import Person

pytestmark = pytest.mark.django_db
BASE = "/credentials/outside/"
SAID = {
    "mapping": "example-law-course",
    "number": "A-7",
    "awarded_on-day": "5",
    "awarded_on-month": "10",
    "awarded_on-year": "2026",
}


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("scan.jpg", picture(), "image/jpeg")


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_certificate_is_sent_checked_by_two_and_counts(
    client: Client, sign_in: SignIn, holder: Person, registrar: Person, moderator: Person
) -> None:
    agree(course(), registrar, moderator)
    sign_in(client, holder)
    response = client.post(f"{BASE}certificate/", {**SAID, "file": scan()}, follow=True)
    assert "It is sent in." in text(response)
    assert "0 of 2 checks are done" in text(response)
    assert "What stays missing" in text(response)
    (row,) = queries.sent_by(holder.key)
    assert client.get(f"{BASE}{row.key}/file/")["Content-Type"] == "image/jpeg"
    for person in (registrar, moderator):
        sign_in(client, person)
        assert "Tess Holder" in text(client.get(f"{BASE}checking/"))
        shown = text(client.get(f"{BASE}checking/{row.key}/"))
        assert "SEND law for co-ordinators" in shown
        assert client.get(f"{BASE}checking/{row.key}/file/").status_code == 200
        assert client.post(f"{BASE}checking/{row.key}/", {"answer": "yes"}).status_code == 302
    sign_in(client, holder)
    assert "Checked and counted." in text(client.get(f"{BASE}{row.key}/"))
    assert "passed:law-examination" in facts(holder)
    sign_in(client, registrar)
    response = client.post(
        f"{BASE}checking/{row.key}/take-back/", {"words": "The provider does not know it."}, follow=True
    )
    assert "It no longer counts." in text(response)
    assert facts(holder) == {}


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Client, sign_in: SignIn, holder: Person) -> None:
    sign_in(client, holder)
    response = client.post(f"{BASE}certificate/", {**SAID, "number": "B-77"})
    assert response.status_code == 422
    assert "Choose the file." in text(response)
    assert 'value="B-77"' in text(response)
    response = client.post(f"{BASE}certificate/", {**SAID, "mapping": "", "awarded_on-year": "2030", "file": scan()})
    assert "Enter what it is called" in text(response)
    assert "must be today or in the past" in text(response)
    response = client.post(f"{BASE}certificate/", {**SAID, "file": SimpleUploadedFile("a.pdf", b"%PDF broken")})
    assert response.status_code == 422
    assert queries.sent_by(holder.key) == ()


def test_a_completion_is_taken_and_a_hostile_file_is_refused_in_words(
    client: Client, sign_in: SignIn, holder: Person
) -> None:
    sign_in(client, holder)
    for data, words in (
        (b"", "There is nothing to check"),
        (b"x" * 4_000_001, "larger than 4 MB"),
        (b"\x89PNG\r\n\x1a\n", "cut off"),
        (b"{" * 100_000, "JSON"),
    ):
        response = client.post(f"{BASE}badge/", {"file": SimpleUploadedFile("a", data)})
        assert response.status_code == 422
        assert words in text(response)
    file = SimpleUploadedFile("a.json", completion(statement()).encode())
    assert "It is sent in." in text(client.post(f"{BASE}badge/", {"file": file}, follow=True))


def test_a_checker_judges_a_mapping_and_says_why_not(client: Client, sign_in: SignIn, registrar: Person) -> None:
    sign_in(client, registrar)
    address = f"{BASE}mappings/example-law-course/"
    assert "LAW-1" in text(client.get(address))
    assert "Choose why you do not agree" in text(client.post(address, {"answer": "no"}))
    assert client.post(address, {"answer": "yes"}).status_code == 302
    assert "judged this already" in text(client.post(address, {"answer": "yes"}))
    assert client.get(f"{BASE}mappings/nothing/").status_code == 404


def test_nobody_sees_what_is_not_theirs(
    client: Client, sign_in: SignIn, holder: Person, a_person: APerson, tmp_path: Path
) -> None:
    key = sent_in(holder, tmp_path)
    sign_in(client, a_person("Somebody Else"))
    for address in (f"{key}/", f"{key}/file/"):
        assert client.get(f"{BASE}{address}").status_code == 404
    assert client.post(f"{BASE}{key}/withdraw/").status_code == 404
    for address in ("checking/", f"checking/{key}/", f"checking/{key}/file/", "mappings/example-law-course/"):
        assert client.get(f"{BASE}{address}").status_code == 403
    sign_in(client, holder)
    assert client.post(f"{BASE}{key}/withdraw/").status_code == 302
    assert client.get(f"{BASE}{key}/file/").status_code == 404


def test_the_pages_ask_few_queries(
    client: Client, sign_in: SignIn, holder: Person, tmp_path: Path, django_assert_num_queries: object
) -> None:
    key = sent_in(holder, tmp_path)
    sign_in(client, holder)
    client.get(BASE)
    with django_assert_num_queries(3):  # type: ignore[operator]
        client.get(BASE)
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get(f"{BASE}{key}/")
