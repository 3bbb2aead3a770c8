"""The certificate: the same words on paper as in the proof, an accessible PDF, badges that carry the award."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pypdf import PdfReader

from trigpoint.credentials import actions, issuer, queries, signing
from trigpoint.credentials.baking import read
from trigpoint.credentials.certificate.drawing import badge_png, code_svg
from trigpoint.credentials.certificate.making import certificate_of, document
from trigpoint.credentials.models import Credential
from trigpoint.people.models import Person
from trigpoint.platform import pdf

if TYPE_CHECKING:
    from django.test import Client
    from tests.credentials.making import Clock
    from tests.somebody import APerson, SignIn

    from trigpoint.credentials.certificate.making import Certificate


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("&nbsp;", " "))


def said_of(owner: str) -> Certificate:
    row = queries.award_of(owner)
    assert row is not None
    said = certificate_of(row)
    assert said is not None
    return said


def base(owner: str) -> str:
    return f"/credentials/{said_of(owner).key}/certificate/"


def test_the_page_says_what_the_signed_document_says_and_what_it_is_not(
    client: Client, sign_in: SignIn, asha: str
) -> None:
    sign_in(client, Person.objects.get(key=asha))
    shown = text(client.get(base(asha)))
    for words in (
        "Asha Rahman",
        "SENCO Award",
        "10 November 2026",
        "is not qualified teacher status",
        "Only the check",
    ):
        assert words in shown
    signed = json.loads(Credential.objects.get(owner=asha).text)
    assert signed["description"].split(".")[0] in shown


def test_its_badges_carry_the_award_and_its_proof_holds(client: Client, sign_in: SignIn, asha: str) -> None:
    sign_in(client, Person.objects.get(key=asha))
    for form in ("png", "svg"):
        response = client.get(f"{base(asha)}badge.{form}")
        assert "attachment" in response["Content-Disposition"]
        assert signing.check(signing.read(read(response.content)), issuer.issuers).holds
    assert client.get(f"{base(asha)}badge.gif").status_code == 404
    assert Image.open(BytesIO(badge_png())).size == (512, 512)


def test_its_code_opens_the_link_of_its_holder_or_the_page_where_files_are_checked(
    client: Client, sign_in: SignIn, asha: str, clock: Clock
) -> None:
    assert said_of(asha).address.endswith("/verify/")
    code = actions.share(owner=asha, now=clock())
    assert said_of(asha).address.endswith(f"/verify/{code}/")
    sign_in(client, Person.objects.get(key=asha))
    assert client.get(f"{base(asha)}code.svg").content == code_svg(said_of(asha).address)


@pytest.mark.skipif(bool(pdf.why_not()), reason="this machine makes no PDF files")
def test_its_pdf_is_tagged_for_a_screen_reader_and_says_the_same(asha: str, clock: Clock) -> None:
    made = PdfReader(BytesIO(pdf.pdf(document(said_of(asha), clock().date()))))
    root: Any = made.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    words = re.sub(r"\s+", " ", made.pages[0].extract_text())
    assert "Asha Rahman" in words
    assert "is not qualified teacher status" in words
    assert len(made.pages) == 1


def test_nobody_opens_the_certificate_of_somebody_else(
    client: Client, sign_in: SignIn, asha: str, a_person: APerson
) -> None:
    sign_in(client, a_person("Somebody Else"))
    for address in ("", "code.svg", "badge.png"):
        assert client.get(f"{base(asha)}{address}").status_code == 404
    assert client.post(f"{base(asha)}pdf/").status_code == 404
    assert client.get("/credentials/c_nothing/certificate/").status_code == 404
