"""The pages of administration: what waits, the register's files, the content in force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.people.invitations.conftest import words
from tests.platform.working import Clock, run_all

from trigpoint.people.administration.files import upload_folder
from trigpoint.people.roles import Role
from trigpoint.people.tasks import remove_old_files
from trigpoint.platform import clock
from trigpoint.platform.models import Job, Task
from trigpoint.platform.uploads import LargeFile
from trigpoint.schools.models import Import
from trigpoint.schools.sample import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

init = LargeFile.__init__


@pytest.fixture
def ada(client: Client, a_person, sign_in, settings, tmp_path):
    settings.DATA = tmp_path
    return sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))


def an_import(number: int) -> None:
    Import.objects.create(
        state=Import.State.DONE,
        layout="table",
        file_name=f"schools{number}.csv",
        digest=f"{number:064}",
        as_at="2026-09-01",
        total=12,
        applied=12,
        started=clock.now(),
        finished=clock.now(),
    )


def test_the_first_page_of_an_administrator_shows_what_waits(client: Client, ada):
    Task.objects.create(
        name="x", key="x", payload={}, state=Task.State.FAILED, due=clock.now(), queued=clock.now(), error="Error at x"
    )

    assert client.get("/first-page/")["Location"] == "/administration/"
    page = words(client.get("/administration/"))
    assert "1 task given up: look at it first." in page
    assert "Empty: bring in the first file" in page
    Task.objects.all().delete()
    assert "Nothing has to be mended." in words(client.get("/administration/"))


def test_a_file_of_the_register_is_left_to_a_worker_and_watched(client: Client, ada, tmp_path: Path):
    source = FOLDER / "full_export.csv"
    file = SimpleUploadedFile("edubasealldata20250422.csv", source.read_bytes())
    answer = client.post("/administration/register/", {"file": file})
    (kept,) = (tmp_path / "register-files").glob("*/*")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.read_bytes() == source.read_bytes()

    moment = Clock()
    moment.at = clock.now()
    run_all(moment)
    assert "It is done." in words(client.get(answer["Location"]))
    page = words(client.get("/administration/register/"))
    assert "22 April 2025" in page
    assert "Bring in edubasealldata20250422.csv" in page
    assert "As at 22 April 2025" in words(client.get("/administration/"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("schools.csv", {}, "the file’s name carries none that has been"),
        ("edubasealldata20990101.csv", {}, "the file’s name carries none that has been"),
        (
            "schools.csv",
            {"as_at-day": "31", "as_at-month": "2", "as_at-year": "2026"},
            "must be a real date",
        ),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_file_without_its_day_is_not_kept(client: Client, tmp_path: Path, name, data, said):
    page = client.post("/administration/register/", {"file": SimpleUploadedFile(name, b"a,b\n"), **data})

    assert said in words(page)
    assert list((tmp_path / "register-files").iterdir()) == []
    assert Job.objects.count() == 0


def test_no_file_and_one_that_is_too_large_are_refused_in_words(client: Client, ada, tmp_path: Path, monkeypatch):
    assert "Choose a file" in words(client.post("/administration/register/", {}))
    monkeypatch.setattr(LargeFile, "__init__", lambda self, _, folder: init(self, 1_000, folder))
    page = client.post("/administration/register/", {"file": SimpleUploadedFile("x.csv", b"x" * 1_500)})

    assert "The file is larger than 120 MB" in words(page)
    assert not (tmp_path / "register-files").exists() or list((tmp_path / "register-files").iterdir()) == []


def test_files_that_were_brought_in_go_after_a_week(tmp_path: Path, settings):
    settings.DATA = tmp_path
    kept = upload_folder() / "x" / "schools.csv"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"a,b\n")
    assert remove_old_files(clock.now()) == "0 files removed"

    assert remove_old_files(clock.now() + timedelta(days=8)) == "1 files removed"
    assert list(upload_folder().iterdir()) == []


def test_nobody_else_can_fill_the_disk(client: Client, a_person, sign_in, settings, tmp_path: Path):
    settings.DATA = tmp_path
    sign_in(client, a_person("Maya Stone", Role.MENTOR))
    file = SimpleUploadedFile("edubasealldata20250422.csv", b"a,b\n" * 1000)

    assert client.post("/administration/register/", {"file": file}).status_code == 403
    assert not (tmp_path / "register-files").exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_however_many_files_there_are(client: Client, ada, count, django_assert_num_queries):
    for number in range(count):
        an_import(number)

    with django_assert_num_queries(4):  # session, person with roles, files, jobs
        page = words(client.get("/administration/register/"))
    assert page.count("12 rows changed") == count


def test_the_content_in_force_says_who_signed_it_with_its_hashes(client: Client, ada, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, person with roles, versions
        page = words(client.get("/administration/content/"))

    assert "Nobody has signed it. Nobody can enrol on it outside a demonstration." in page
    assert "Applies as it is: no signature is asked for." in page
    assert page.count("Rules:") == page.count("Text:") >= 2
