"""The pages that bring a timeline in from a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from trigpoint.pathway.timeline.importing import MOST_BYTES
from trigpoint.record.queries import facts_of

HERE = "/timeline/import/"
FILE = "kind,what,school,first day,last day\npost,teacher,The Aldgate School,1/9/2020,\nqualification,QTS,,31/7/2018,\n"
BAD = "kind,what,first day,minutes\ntraining,=HYPERLINK(1),14/3/2024,\nqualification,QTS,31/7/2018,\n"


@pytest.fixture
def somebody(client, a_person, sign_in, schools):
    return sign_in(client, a_person("Nia Fresh"))


def words(response):
    return " ".join(response.content.decode().split())


def send(client, content: str | bytes, **data):
    data["file"] = SimpleUploadedFile("timeline.csv", content if isinstance(content, bytes) else content.encode())
    return client.post(HERE, data)


def enter(client, content: str, **data):
    return client.post(HERE, {"text": content, "letters": "UTF-8", "step": "enter", **data})


def codes(person):
    return [fact.code for fact in facts_of(person.key)]


def test_a_file_is_looked_at_before_anything_is_entered(client, somebody):
    page = words(send(client, FILE))
    for said in ("2 of 2 rows can be entered", "Nothing is entered yet.", "UTF-8 text with commas", "31 July 2018"):
        assert said in page
    assert codes(somebody) == []


def test_what_was_looked_at_is_entered_once_however_often_it_is_sent(client, somebody):
    assert enter(client, FILE)["Location"] == "/timeline/import/done/?entered=2"
    assert enter(client, FILE)["Location"] == "/timeline/import/done/?entered=0"
    assert "The same file twice enters nothing twice" in words(client.get("/timeline/import/done/?entered=0"))
    assert codes(somebody) == ["served:teacher", "working:school-staff", "working:teacher", "holds:qts"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "This is a workbook"),
        (b"kind,what,first day\npost,\x81,1/9/2020\n", "cannot be read as Windows text. In Excel choose Save as"),
        (b"x" * (MOST_BYTES + 1), "larger than 100 kB"),
        (b"name\nx\n", "Missing: “kind”"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(client, somebody, content, said):
    page = words(send(client, content))
    assert said in page
    assert "<title>Error: " in page
    assert codes(somebody) == []


def test_no_file_at_all_is_told(client, somebody):
    assert "Choose a CSV file" in words(client.post(HERE, {}))


def test_a_school_that_is_unsure_is_chosen_on_the_page_and_kept(client, somebody):
    text = "kind,what,school,first day\npost,teacher,Aldgate Schol,1/9/2020\n"
    assert "0 of 1 row can be entered" in words(send(client, text))
    chosen = {"school-2": "urn:100000"}
    page = words(client.post(HERE, {"text": text, "letters": "UTF-8", "step": "check", **chosen}))
    assert "1 of 1 row can be entered" in page
    enter(client, text, **chosen)
    assert {fact.at for fact in facts_of(somebody.key)} == {"urn:100000"}


def test_the_bad_rows_are_a_file_with_what_is_wrong_in_which_no_cell_runs(client, somebody):
    response = client.post(reverse("pathway:timeline-import-bad"), {"text": BAD, "letters": "UTF-8"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="timeline-rows-to-mend.csv"'
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][-1] == "what is wrong"
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        ("training", "'=HYPERLINK(1)", "minutes: Enter how long it was in minutes, like 90")
    ]


def test_mended_rows_can_be_brought_in_again_as_they_were_written(client, somebody):
    response = client.post(reverse("pathway:timeline-import-bad"), {"text": BAD, "letters": "UTF-8"})
    page = words(send(client, response.content))
    assert "Left out, because we have no use for them: “what is wrong”" in page


def test_the_template_brings_in_nothing_by_its_examples(client, somebody):
    template = client.get(reverse("pathway:timeline-import-template"))
    assert template.content.startswith(b"\xef\xbb\xbfkind,what,school,URN,first day")
    assert "headings and no rows" in words(send(client, template.content))


def test_what_stands_in_a_cell_is_shown_as_text(client, somebody):
    page = words(send(client, "kind,what,first day\n<script>x</script>,QTS,1/9/2018\n"))
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page


@pytest.mark.parametrize("name", ["timeline-import", "timeline-imported", "timeline-import-template"])
def test_only_somebody_signed_in_brings_a_timeline_in(client, db, name):
    assert client.get(reverse(f"pathway:{name}")).status_code == 302
