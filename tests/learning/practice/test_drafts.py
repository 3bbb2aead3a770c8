"""Questions of one's own: brought in with a report, seen by nobody else, taken along, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.learning.practice.test_moodle import BOMB, EXPORTED
from tests.somebody import a_person_like

from trigpoint.learning.practice.files import read_file
from trigpoint.learning.practice.models import Draft

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db
DRAFTS = "/learn/practice/drafts/"
GIFT = b"::One:: What is one? {=1 #Yes ~2 #No}\n\n::Broken:: What {#a}\n\n::Two:: Two is even. {T}\n"


@pytest.fixture
def me(client: Client):
    person = a_person_like("Asha Made Up")
    client.force_login(person)
    return person


def page(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def sent(client: Client, data: bytes, name: str = "mine.gift") -> str:
    return page(client.post(DRAFTS, {"file": SimpleUploadedFile(name, data)}))


def test_a_file_is_brought_in_with_a_report_of_what_was_not_understood(client: Client, me):
    said = sent(client, GIFT)
    assert "2 new questions</strong> of 2 in a GIFT file" in said
    assert "Line 3: &#x27;a&#x27; is no number. It was left out" in said
    assert [one.content["title"] for one in Draft.objects.all()] == ["One", "Two"]
    assert Draft.objects.filter(person=me.key, source="mine.gift").count() == 2


def test_moodle_xml_is_brought_in_too(client: Client, me):
    said = sent(client, EXPORTED, "quiz.xml")
    assert "4 new questions</strong> of 4 in a Moodle XML file" in said
    assert "calculatedmulti" in said


def test_the_same_file_twice_brings_nothing_twice(client: Client, me):
    sent(client, GIFT)
    said = sent(client, GIFT)
    assert "0 new questions</strong> of 2" in said
    assert "The others were here already" in said
    assert Draft.objects.count() == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB, "defines entities or a document type"),
        (b"", "empty"),
        (b"words", "no question in GIFT"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
    ids=["hostile", "empty", "words", "large"],
)
def test_a_file_that_cannot_be_used_is_refused_in_words(client: Client, me, data: bytes, words: str):
    said = sent(client, data)
    assert "There is a problem" in said
    assert words in said
    assert not Draft.objects.exists()


def test_no_file_is_said_so(client: Client, me):
    assert "Choose a file in GIFT or Moodle XML" in page(client.post(DRAFTS, {}))


def test_what_is_taken_along_reads_back_as_it_came(client: Client, me):
    sent(client, GIFT)
    gift = read_file(client.get(f"{DRAFTS}my-questions.gift").content)
    xml = read_file(client.get(f"{DRAFTS}my-questions.xml").content)
    assert [one.title for one in gift.items] == [one.title for one in xml.items] == ["One", "Two"]
    assert [one.mark for one in gift.items] == [one.mark for one in read_file(GIFT).items]


def test_drafts_are_seen_and_removed_by_their_owner_alone(client: Client, me):
    sent(client, GIFT)
    keys = list(Draft.objects.values_list("key", flat=True))
    client.force_login(a_person_like("Other Made Up"))
    assert "None yet." in page(client.get(DRAFTS))
    client.post(f"{DRAFTS}remove/", {"draft": keys})
    assert Draft.objects.count() == 2
    assert b"One" not in client.get(f"{DRAFTS}my-questions.gift").content
    client.force_login(me)
    client.post(f"{DRAFTS}remove/", {"draft": keys[:1]})
    assert Draft.objects.count() == 1
