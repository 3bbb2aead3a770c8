"""Inviting everybody in a file: every row says what came of it, in any encoding, and a stopped worker goes on."""

from __future__ import annotations

import codecs
import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.people.invitations.conftest import an_organisation, as_inviter, words
from tests.platform.working import Clock, run_all, take_one

from trigpoint.people import actions as people
from trigpoint.people import queries
from trigpoint.people.invitations import actions, bulk
from trigpoint.people.invitations.columns import LAYOUT
from trigpoint.people.invitations.models import Batch, BatchRow, Invitation
from trigpoint.people.invitations.tasks import remove_files_left
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.jobs import job_of
from trigpoint.platform.models import Message
from trigpoint.platform.spreadsheets import sheet_of, text_of
from trigpoint.platform.work import run

PLAIN = "e-mail,name,role\nmaya@school.example,Maya Stone,\ntom@school.example,Tôm Bright,governor\n"


class Now(Clock):
    """The present moment: invitations are read by the real clock."""

    def __init__(self) -> None:
        self.at = clock.now()


def send(client: Client, data: bytes, **more: str) -> Any:
    file = SimpleUploadedFile("people.csv", data, "text/csv")
    return client.post("/invitations/many/", {"role": "mentor", "file": file, **more})


def staged(text: str, who, school, role=Role.MENTOR) -> int:
    sheet = sheet_of(*text_of(text.encode(), LAYOUT), LAYOUT)
    return bulk.stage(sheet, role=role, organisation=school, inviter=as_inviter(who), now=clock.now())


def outcomes(batch: int) -> list[tuple[int, str, str]]:
    return list(BatchRow.objects.filter(batch=batch).values_list("number", "outcome", "words"))


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        codecs.BOM_UTF8 + PLAIN.encode(),
        PLAIN.encode("cp1252"),
        codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"),
        PLAIN.replace(",", ";").replace("\n", "\r\n").encode(),
    ],
    ids=["UTF-8", "UTF-8 with its mark", "Windows", "UTF-16", "semicolons"],
)
def test_a_file_of_any_spreadsheet_is_read_and_nobody_is_invited_yet(at_the_head: Client, data):
    page = at_the_head.get(send(at_the_head, data)["Location"])

    assert "2 of 2 can be invited" in words(page)
    assert "Tôm Bright" in words(page)
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04", "This is a workbook or a zip file, not a CSV file. In Excel choose Save as"),
        (b"e-mail\n\x81\x8d\n", "cannot be read as Windows text"),
        (b"name,role\nMaya,mentor\n", "Missing: “e-mail”"),
        (b"", "The file is empty"),
        (b"e-mail\n" + b"a@b.example\n" * 200_000, "larger than 2 MB"),
    ],
    ids=["workbook", "letters", "headings", "nothing", "too large"],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(at_the_head: Client, data, said):
    page = send(at_the_head, data)

    assert said in words(page)
    assert "Error:" in page.content.decode()
    assert '<option value="mentor" selected' in page.content.decode()
    assert Batch.objects.count() == 0


def test_every_row_says_what_is_wrong_with_it(hugo, school, a_person):
    a_person("Maya Stone", Role.MENTOR, email="maya@school.example", organisation=school.id)
    text = (
        "e-mail,name,role,URN\nmaya@school.example,Maya,,\nnot an address,X,,\n,Nobody,,\n"
        "eve@school.example,Eve,wizard,\nann@school.example,Ann,registrar,\nbob@school.example,Bob,,999999\n"
        "tom@school.example,Tom,,\nTOM@school.example,Thomas,,\n"
    )
    batch = staged(text, hugo, school)

    said = [words for _, _, words in outcomes(batch)]
    assert said == [
        "Holds this role already.",
        "The e-mail address must look like name@school.example.",
        "Enter an e-mail address.",
        "There is no role “wizard”. Use the words of the list of roles.",
        "Registrar is given by an administrator of the awarding body alone. Ask one.",
        "No school with the number 999999 is entered here. Enter it first.",
        "",
        "Row 8 has this address too. Each person needs an address of their own.",
    ]


def test_a_file_is_worked_through_and_reported_row_by_row(at_the_head: Client, hugo, school, a_person):
    where = send(at_the_head, (PLAIN + "=cmd(),x,\n").encode())["Location"]
    job = at_the_head.post(where)["Location"]
    assert at_the_head.post(where)["Location"] == job
    run_all(Now())

    assert "2 of 3 invited." in words(at_the_head.get(job))
    assert "2 of 3 invited" in words(at_the_head.get(where))
    answer = at_the_head.get(f"{where}report.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[5] for row in rows[1:]] == ["Invited", "Invited", "Not invited"]
    assert rows[3][1] == "'=cmd()"
    assert [row.role for row in Invitation.objects.order_by("id")] == ["mentor", "governor"]


def test_the_same_file_a_second_time_invites_nobody_twice(hugo, school):
    first = staged(PLAIN, hugo, school)
    bulk.begin(batch=first, inviter=as_inviter(hugo), now=clock.now())
    run_all(Now())
    second = staged(PLAIN, hugo, school)

    assert {words for _, _, words in outcomes(second)} == {"Has an invitation to this role already."}
    assert Invitation.objects.count() == 2


def test_a_worker_that_is_stopped_is_followed_by_one_that_goes_on(hugo, school, monkeypatch):
    text = "e-mail\n" + "".join(f"p{number}@school.example\n" for number in range(35))
    batch = staged(text, hugo, school)
    job = bulk.begin(batch=batch, inviter=as_inviter(hugo), now=clock.now())
    moment, real, calls = Now(), actions.make, []

    def fails_once(**given):
        calls.append(given)
        if len(calls) == 15:
            raise RuntimeError
        return real(**given)

    monkeypatch.setattr(bulk, "make", fails_once)
    run_all(moment)
    assert Invitation.objects.count() == 10  # the part in which it stopped is given up whole
    assert (job_of(job).done, job_of(job).total) == (10, 35)

    moment.move(minutes=2)
    run_all(moment)
    assert Invitation.objects.count() == 35
    assert job_of(job).words == "35 of 35 invited."


def test_who_loses_the_role_meanwhile_invites_nobody_more(hugo, school):
    batch = staged(PLAIN, hugo, school)
    bulk.begin(batch=batch, inviter=as_inviter(hugo), now=clock.now())
    (held,) = queries.roles_of(hugo.key, clock.today())
    people.end_appointment(appointment=held.id, until=clock.today(), actor=None, now=clock.now())
    run_all(Now())

    assert Invitation.objects.count() == 0
    assert {words for _, _, words in outcomes(batch)} == {bulk.NO_MORE}


def test_with_mail_every_person_gets_a_message_of_her_own(hugo, school, with_mail):
    batch = staged(PLAIN, hugo, school)
    bulk.begin(batch=batch, inviter=as_inviter(hugo), now=clock.now())
    run(take_one(Now()))

    assert sorted(Message.objects.values_list("to", flat=True)) == ["maya@school.example", "tom@school.example"]


def test_without_mail_the_links_are_downloaded_when_it_is_done(at_the_head: Client, hugo, school, settings):
    settings.DEMO = False
    where = send(at_the_head, PLAIN.encode())["Location"]
    at_the_head.post(where)
    run_all(Now())
    answer = at_the_head.post(f"{where}links.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert [row[0] for row in rows[1:]] == ["maya@school.example", "tom@school.example"]
    link = rows[1][2].replace("http://testserver", "")
    assert "Maya Stone" in words(Client().get(link))
    assert at_the_head.get(f"{where}links.csv").status_code == 405


def test_a_file_of_another_school_is_not_there(at_the_head: Client, a_person, ada):
    elsewhere = an_organisation("Valley Primary")
    other = a_person("Other Head", Role.HEAD, organisation=elsewhere.id)
    batch = staged(PLAIN, other, elsewhere)

    for method, path in (("GET", ""), ("POST", ""), ("GET", "report.csv"), ("POST", "links.csv")):
        assert at_the_head.generic(method, f"/invitations/many/{batch}/{path}").status_code == 404


def test_a_file_that_nobody_began_goes_after_a_week(hugo, school):
    staged(PLAIN, hugo, school)
    remove_files_left(clock.now() + timedelta(days=6))
    assert Batch.objects.count() == 1
    remove_files_left(clock.now() + timedelta(days=8))

    assert Batch.objects.count() == 0


def test_the_template_can_be_filled_in_and_its_examples_invite_nobody(at_the_head: Client):
    template = at_the_head.get("/invitations/many/template.csv").content
    page = send(at_the_head, template + b"maya@school.example,Maya,,\n")

    assert "1 of 1 can be invited" in words(at_the_head.get(page["Location"]))
