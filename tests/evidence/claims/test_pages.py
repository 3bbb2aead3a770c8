"""The pages of claims, as the claimant sees them."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.evidence.claims.conftest import NOW
from tests.platform.working import Clock, run_all

from trigpoint.evidence.claims.models import Certificate, Claim
from trigpoint.evidence.claims.words import NOT_QTS, TESTS
from trigpoint.evidence.models import File
from trigpoint.evidence.outcomes import outcome, standards
from trigpoint.people.models import Person
from trigpoint.platform import clock as clocks
from trigpoint.platform import files, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, person, sign_in, monkeypatch):
    """Sign the claimant in, on the day of the tests."""
    monkeypatch.setattr(clocks, "now", lambda: NOW)
    sign_in(client, Person.objects.get(key=person))
    return client


def words(page) -> str:
    return " ".join(page.text.split())


def work_is_done():
    clock = Clock()
    clock.at = NOW + timedelta(minutes=1)
    run_all(clock)


def fill_in(**more):
    return {test.id: f"My {test.id}." for test in TESTS} | {"version": "0"} | more


def test_a_claim_goes_from_nothing_to_ready(mine, posts, a_piece):
    a_piece(*outcome("COO-1").references)
    assert "9.2 years in schools, 7.1 in full time." in words(mine.get("/claims/"))

    page = mine.get("/claims/outcomes/COO-1/say/")
    assert "Work as a teaching assistant" in words(page)
    assert mine.post("/claims/outcomes/COO-1/say/", fill_in(posts=posts))["Location"] == (
        "/claims/outcomes/COO-1/?done=saved"
    )
    page = mine.get("/claims/outcomes/COO-1/?done=saved")
    assert "What you wrote is kept." in words(page)
    assert "My currency." in words(page)

    assert mine.post("/claims/outcomes/COO-1/ready/")["Location"] == "/claims/outcomes/COO-1/?done=ready"
    page = words(mine.get("/claims/outcomes/COO-1/"))
    assert "Your claim is ready to send." in page
    assert "Ready to send" in words(mine.get("/claims/"))


def test_a_claim_that_is_not_ready_says_why_and_keeps_everything(mine):
    mine.post("/claims/outcomes/COO-1/say/", {"relevance": "A start.", "version": "0"})

    page = mine.post("/claims/outcomes/COO-1/ready/")

    assert "There is a problem" in words(page)
    assert "It is not ready yet." in words(page)
    assert "Say something about: sufficiency" in words(page)
    assert "A start." in words(page)


def test_two_windows_keep_both_texts_on_the_page(mine):
    mine.post("/claims/outcomes/COO-1/say/", fill_in(level="The first."))

    page = mine.post("/claims/outcomes/COO-1/say/", fill_in(level="The second."))

    assert "in another window" in words(page)
    assert "The first." in words(page)
    assert "The second." in words(page)
    mine.post("/claims/outcomes/COO-1/say/", fill_in(level="Both.", version="1"))
    assert Claim.objects.get().says["level"] == "Both."


def test_a_gap_is_planned_from_the_claim(mine):
    mine.post(
        "/claims/outcomes/COO-1/gaps/2/", {"words": "Lead a review.", "by-day": "1", "by-month": "3", "by-year": "27"}
    )
    mine.post(
        "/claims/outcomes/COO-1/gaps/2/", {"words": "Lead a review.", "by-day": "1", "by-month": "3", "by-year": "2027"}
    )
    assert "Your plan, by 1 March 2027: Lead a review." in words(mine.get("/claims/outcomes/COO-1/")).replace(
        "\xa0", " "
    )
    assert mine.get("/claims/outcomes/COO-1/gaps/99/").status_code == 404


def test_a_claim_is_taken_off_after_asking(mine):
    mine.post("/claims/outcomes/COO-1/say/", fill_in())
    assert "Take this claim off?" in words(mine.get("/claims/outcomes/COO-1/drop/"))

    assert mine.post("/claims/outcomes/COO-1/drop/")["Location"] == "/claims/?done=dropped"
    assert not Claim.objects.exists()


def test_a_certificate_is_added_once_and_taken_off_after_asking(mine):
    said = {"name": "Coaching", "issuer": "A college", "number": "7", "level": "7"}
    day = {"awarded_on-day": "3", "awarded_on-month": "Mar", "awarded_on-year": "2024"}
    assert mine.post("/claims/certificates/add/", said | day)["Location"] == "/claims/certificates/?done=added"
    again = mine.post("/claims/certificates/add/", said | day)
    assert "You told of this certificate already" in words(again)
    assert "Coaching, A college, level 7" in words(mine.get("/claims/certificates/"))

    key = Certificate.objects.get().key
    assert mine.post(f"/claims/certificates/{key}/remove/")["Location"] == "/claims/certificates/?done=removed"
    assert mine.get(f"/claims/certificates/{key}/remove/").status_code == 404


@pytest.mark.parametrize("path", ["", "say/", "gaps/1/", "drop/"])
def test_an_outcome_that_there_is_not_is_not_found(mine, path):
    assert mine.get(f"/claims/outcomes/XYZ-1/{path}").status_code == 404


def test_the_claim_of_somebody_else_is_not_shown(mine, client, a_person, sign_in):
    mine.post("/claims/outcomes/COO-1/say/", fill_in())
    sign_in(client, a_person("Ola Example"))

    assert "My relevance." not in words(client.get("/claims/outcomes/COO-1/"))


# ---- The pack for a route to QTS


@pytest.fixture
def shown(a_piece):
    """Give the claimant two pieces for the Standards, one with a file, and a draft that shows nothing."""
    a_piece("TS-1.1", title="Notes of an observation")
    with_file = a_piece("TS-1.1", "TS-4.1", title="A lesson plan")
    a_piece("TS-2.1", state="draft", title="Not finished")
    path = files.part("t-pack")
    path.write_bytes(b"%PDF-like bytes")
    kept = files.keep(path, folder="t")
    path.unlink()
    File.objects.create(
        key="f_1",
        piece=with_file,
        label="../Lesson plan é.pdf",
        type="pdf",
        size=kept.size,
        sha256=kept.sha256,
        stored=kept.name,
        added_at=NOW,
    )


def test_the_pack_names_gaps_and_says_that_it_is_not_qts(mine, shown):
    page = words(mine.get("/claims/qts-pack/"))

    points = sum(len(row.criteria) for row in standards().values())
    assert f"2 of {points} points of the Teachers’ Standards have evidence" in page
    assert NOT_QTS in page
    assert page.count("Nothing shows this yet.") == points - 2
    assert "Not finished" not in page
    assert "Piece 1: A lesson plan" in words(mine.get("/claims/qts-pack/print/"))


def test_the_zip_carries_every_file_with_a_manifest_that_can_be_checked(mine, shown):
    job = mine.post("/claims/qts-pack/make/", {"kind": "zip"})["Location"]
    work_is_done()

    assert "The pack is made, with 1 file" in words(mine.get(job))
    with zipfile.ZipFile(BytesIO(mine.get(f"{job}file/").getvalue())) as pack:
        names = pack.namelist()
        manifest = json.loads(pack.read("manifest.json"))
        sums = dict(line.split("  ")[::-1] for line in pack.read("SHA256SUMS").decode().splitlines())
        assert sums == {name: sha256(pack.read(name)).hexdigest() for name in names if name != "SHA256SUMS"}
        assert "A lesson plan" in pack.read("index.html").decode()
    assert "pieces/001/01-Lesson-plan.pdf" in names
    assert manifest["says"] == NOT_QTS
    assert "TS-2.1" in manifest["not_shown"]
    first = manifest["pieces"][0]
    assert [one["point"] for one in first["shows"]] == ["TS-1.1", "TS-4.1"]
    assert first["files"][0]["file"] == "pieces/001/01-Lesson-plan.pdf"


def test_the_pdf_is_tagged_and_says_what_it_is_not(mine, shown):
    job = mine.post("/claims/qts-pack/make/", {"kind": "pdf"})["Location"]
    work_is_done()

    made = PdfReader(BytesIO(mine.get(f"{job}file/").getvalue()))
    text = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "Evidence against the Teachers’ Standards" in text
    assert "does not give qualified teacher status" in text


def test_without_pango_the_page_says_why_and_leads_to_printing(mine, shown, monkeypatch):
    monkeypatch.setattr(pdf, "find_library", lambda _: None)
    pdf.why_not.cache_clear()
    try:
        page = mine.get("/claims/qts-pack/")
        assert "lacks Pango" in words(page)
        assert "Make one PDF" not in words(page)
        assert mine.post("/claims/qts-pack/make/", {"kind": "pdf"})["Location"] == "/claims/qts-pack/print/"
    finally:
        pdf.why_not.cache_clear()


def test_no_other_kind_of_pack_can_be_asked_for(mine):
    assert mine.post("/claims/qts-pack/make/", {"kind": "exe"}).status_code == 404
