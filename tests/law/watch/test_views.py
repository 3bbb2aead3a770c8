"""The pages of the watch: who may open them, what they show, how many queries they take."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.law.watch.support import DUE, NOTE, NOW, TODAY, a_change, keeper, matters
from tests.somebody import a_person_like

from trigpoint.law.watch.models import Judgement, Notice
from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

    from trigpoint.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(client: Client, role: Role | None = Role.REVIEWER, name: str = "Rob Reader") -> Person:
    person = a_person_like(name, *([role] if role else []))
    client.force_login(person)
    return person


def page(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def sent(verdict: str, note: str = NOTE) -> dict[str, str]:
    day = {"due-day": str(DUE.day), "due-month": str(DUE.month), "due-year": str(DUE.year)}
    return {"verdict": verdict, "note": note, **day}


@pytest.mark.parametrize("path", ["/law/watch/", "/law/watch/enter/", "/law/watch/n_0/"])
def test_only_content_authors_and_reviewers_come_in(client: Client, path: str):
    assert client.get(path).status_code == 302
    signed_in(client, Role.ASSESSOR)
    assert client.get(path).status_code == 403


def test_a_change_that_there_is_not_is_not_found(client: Client):
    signed_in(client)

    assert client.get("/law/watch/n_0/").status_code == 404


def test_what_changed_says_so_when_nothing_has_and_is_open_to_all(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(2):
        said = page(client.get("/law/changes/"))

    assert "Nothing that matters for what people learn here has changed" in said


def test_what_changed_shows_the_note_and_the_days_and_no_names(
    client: Client, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
):
    change = a_change(tmp_path)
    for name in ("Ann Able", "Ben Bold"):
        matters(keeper(name), change)

    with django_assert_num_queries(6):
        said = page(client.get("/law/changes/"))
    assert NOTE in said
    assert "Catch up by 1 March 2027." in said
    assert "The new text is as at 1 September 2026. Judged on 23 November 2026." in said
    assert "Ann Able" not in said


def test_a_judgement_is_saved_and_the_next_person_can_agree_in_one_step(client: Client, tmp_path: Path):
    change = a_change(tmp_path)
    signed_in(client, Role.CONTENT_AUTHOR, "Ann Able")
    assert client.post(f"/law/watch/{change}/", sent("matters")).status_code == 302
    first = Judgement.objects.get()

    signed_in(client, name="Ben Bold")
    offered = page(client.get(f"/law/watch/{change}/"))
    assert "I agree with Ann Able: it matters, and everyone catches up by 1 March 2027" in offered
    client.post(f"/law/watch/{change}/", {"verdict": f"agree-{first.pk}"})
    said = page(client.get(f"/law/watch/{change}/"))

    assert "Ann Able and Ben Bold decided on 23 November 2026" in said
    assert "It stays as it is until two people agree on something else." in said


def test_nobody_is_offered_to_agree_with_herself(client: Client, tmp_path: Path):
    change = a_change(tmp_path)
    signed_in(client, name="Ann Able")
    client.post(f"/law/watch/{change}/", sent("matters"))

    assert "I agree with" not in page(client.get(f"/law/watch/{change}/"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Select whether this change matters"),
        (sent("matters", ""), "Enter what changed and what to do, in plain words"),
        (sent("does-not", ""), "Enter why it does not matter here"),
        ({"verdict": "matters", "note": NOTE}, "Enter the day by which everyone is to catch up"),
        (sent("agree-999"), "Select whether this change matters"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    client: Client, tmp_path: Path, data: dict[str, str], words: str
):
    change = a_change(tmp_path)
    signed_in(client)

    said = page(client.post(f"/law/watch/{change}/", data))
    assert "<title>Error: " in said
    assert words in said
    assert data.get("note", "") in said
    assert Judgement.objects.count() == 0


def test_a_list_and_a_notice_take_few_queries_however_much_was_said(
    client: Client, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
):
    change = a_change(tmp_path)
    for number, name in enumerate(("Ann Able", "Ben Bold", "Cat Calm")):
        matters(keeper(name), change, due=DUE + timedelta(days=number))
    signed_in(client)

    with django_assert_num_queries(6):  # three for whoever is signed in
        assert "Two people do not agree: waiting for a third" in page(client.get("/law/watch/"))
    with django_assert_num_queries(6):
        client.get(f"/law/watch/{change}/")


def test_a_change_is_entered_and_what_cannot_be_used_is_said(client: Client):
    signed_in(client)
    entered = {
        "citation": "reg 20 SEND Regulations 2014",
        **{f"as_at-{part}": str(value) for part, value in (("day", 1), ("month", 9), ("year", TODAY.year))},
        "before": "Within 2 weeks.",
        "after": "Within 3 weeks.",
        "source": "SI 2026/900 reg 2",
        "address": "https://www.legislation.gov.uk/uksi/2014/1530/regulation/20",
    }
    wrong = entered | {"citation": "reg 999 of nothing", "address": "https://example.org/law"}

    said = page(client.post("/law/watch/enter/", wrong))
    assert "Enter a citation that our register has" in said
    assert "must begin with https:// and be on legislation.gov.uk or gov.uk" in said
    assert "same as before" in page(client.post("/law/watch/enter/", entered | {"before": "Within 3 weeks."}))
    assert client.post("/law/watch/enter/", entered).status_code == 302
    assert Notice.objects.get().provision == "send-regs-20"
