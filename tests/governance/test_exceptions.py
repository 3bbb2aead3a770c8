"""The head changes and closes an exception for the governing body; nobody else does, and she reads it too."""

from __future__ import annotations

from datetime import date

import pytest
from tests.governance.support import HILL, MILL, NOON, TODAY, facts_for, post, school
from tests.governance.test_school import end_post, words

from trigpoint.people.roles import Role
from trigpoint.platform.events import of_subject
from trigpoint.record.actions import close_exception, flag_exception
from trigpoint.record.models import Outcome
from trigpoint.record.queries import exceptions_of, facts_of

pytestmark = pytest.mark.django_db
SAID = {"decided_by": "The trust", "until-day": "31", "until-month": "8", "until-year": "2027", "doing": "QTS by May."}


@pytest.fixture
def ida(a_person, hill):
    person = a_person("Ida Else")
    facts_for(person.key, post())
    flag_exception(
        actor=person.key, subject=person.key, setting=HILL, entry=facts_of(person.key)[0].source, limbs=["qualified"],
        decided_by="The chair of governors", until=date(2027, 3, 1), doing="Applies for QTS.", now=NOON,
    )  # fmt: skip
    return person


def address(person, way: str) -> str:
    return f"/school/exceptions/{exceptions_of(person.key)[0].key}/{way}/"


def test_the_head_changes_what_is_told_and_the_event_says_who_did(head, hugo, ida):
    assert "The chair of governors" in head.get(address(ida, "change")).content.decode()

    response = head.post(address(ida, "change"), SAID)
    assert response["Location"] == "/school/?done=changed"
    said = words(head.get(response["Location"]))
    assert "Who decided: The trust" in said
    assert "It stands until 31 August 2027." in said
    assert (of_subject(ida.key)[-1].name, of_subject(ida.key)[-1].actor) == ("record.exception.changed", hugo.key)


def test_the_head_closes_it_and_it_is_gone_from_the_page(head, ida):
    where = address(ida, "close")
    assert "Select how the exception ended" in words(head.post(where, {}))
    head.post(where, {"outcome": "put-right"})

    assert exceptions_of(ida.key)[0].outcome is Outcome.PUT_RIGHT
    assert "An exception" not in words(head.get("/school/"))
    assert head.get(where).status_code == 404


def test_a_day_that_is_over_is_refused_and_nothing_typed_is_lost(head, ida):
    response = head.post(address(ida, "change"), SAID | {"until-year": "2020"})

    assert "must be today or later" in words(response)
    assert "QTS by May." in response.content.decode()


def test_what_she_closed_meanwhile_is_not_there(head, ida):
    where = address(ida, "change")
    close_exception(
        actor=ida.key, subject=ida.key, exception=exceptions_of(ida.key)[0].key, outcome=Outcome.MISTAKE, now=NOON
    )

    assert head.post(where, SAID).status_code == 404


def test_when_she_has_left_the_head_changes_nothing(head, ida):
    end_post(ida, TODAY)

    for way in ("change", "close"):
        assert head.post(address(ida, way), SAID | {"outcome": "mistake"}).status_code == 404


def test_a_governor_reads_and_changes_nothing(client, sign_in, a_person, ida, hill):
    sign_in(client, a_person("Gwen Over", Role.GOVERNOR, organisation=hill))

    said = words(client.get("/school/"))
    assert "Who decided: The chair of governors" in said
    assert "Close the exception" not in said
    assert {client.post(address(ida, way), SAID).status_code for way in ("change", "close")} == {403}


def test_the_head_of_another_school_finds_nothing(client, sign_in, a_person, ida):
    sign_in(client, a_person("Olga Hale", Role.HEAD, organisation=school("Mill Lane School", MILL)))

    assert {client.post(address(ida, way), SAID).status_code for way in ("change", "close")} == {404}
