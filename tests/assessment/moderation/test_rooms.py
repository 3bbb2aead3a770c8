"""Verifiers' rooms: only what was sampled, without names, for a time, each view kept; findings are answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from tests.assessment.conftest import A_SIGNATURE, NOW, TODAY, days, judge

from trigpoint.assessment import queries
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation import drawing, looking, rooms
from trigpoint.assessment.moderation.models import Room, RoomView
from trigpoint.assessment.words import Result
from trigpoint.evidence.queries import may_see, pieces
from trigpoint.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def vic(a_person):
    return a_person("Vic Dean", Role.VERIFIER)


@pytest.fixture
def looked(doubled, alex, bea, mo):
    judge(doubled, alex)
    judge(doubled, bea)
    drawing.draw(actor=mo.key, now=NOW, seed="a seed")
    looking.look_again(key=doubled, moderator=mo.key, result=Result.AGREED, now=NOW, signature=A_SIGNATURE)
    return doubled


@pytest.fixture
def room(looked, vic, mo):
    return opened(looked, vic, mo)


def opened(key, vic, mo, *, since=TODAY, until=TODAY + timedelta(days=7)):
    return rooms.open_room(
        verifier=vic.key, purpose="Autumn", since=since, until=until, submissions=[key], actor=mo.key, now=NOW
    )


def sign_in(client, person):
    client.force_login(person)
    return client


def test_only_what_was_sampled_and_looked_at_can_be_put_in(sent, vic, mo):
    with pytest.raises(AssessmentError, match="sampled and looked at"):
        opened(sent, vic, mo)


@pytest.mark.parametrize(
    ("days_of_it", "words"),
    [((0, -1), "before the first"), ((-9, -2), "in the past"), ((0, 43), "42 days at most")],
)
def test_days_that_make_no_sense_are_refused(looked, vic, mo, days_of_it, words):
    since, until = days_of_it
    with pytest.raises(AssessmentError, match=words):
        opened(looked, vic, mo, since=TODAY + timedelta(days=since), until=TODAY + timedelta(days=until))
    assert not Room.objects.exists()


def test_a_room_is_for_somebody_who_is_a_verifier(looked, mo):
    with pytest.raises(AssessmentError, match="role of a verifier"):
        opened(looked, mo, mo)


def test_the_verifier_reads_an_item_without_names_and_the_view_is_kept(client, room, looked, vic, asha):
    page = sign_in(client, vic).get(f"/verifier/{room}/1/").content.decode()
    assert "A session that I led" in page
    assert "Asha" not in page
    assert "Rahman" not in page
    assert "Alex" not in page
    view = RoomView.objects.get()
    assert (view.submission, view.viewer, view.piece) == (looked, vic.key, "")


def test_a_name_in_the_text_of_a_piece_is_taken_out(room, looked, asha):
    (held,) = queries.held(looked)
    piece = replace(pieces([held.piece])[held.piece], words="Asha Rahman led it; RAHMAN spoke. Ashanti came.")
    assert rooms.redacted(piece, ["Asha Rahman"]).words == "[name] [name] led it; [name] spoke. Ashanti came."


def test_a_verifier_opens_no_piece_but_through_the_room(room, looked, vic, piece):
    assert not may_see(vic.key, piece)


def test_a_verifier_who_sees_a_child_in_a_piece_has_it_hidden_at_once(client, room, vic, piece, a_person):
    page = sign_in(client, vic).get(f"/verifier/{room}/1/").text
    assert f'href="/verifier/{room}/1/{piece}/"' in page
    assert "Does it identify a child?" in client.get(f"/verifier/{room}/1/{piece}/").text

    assert client.post(f"/verifier/{room}/1/{piece}/")["Location"] == f"/verifier/{room}/1/?done=hidden"

    assert not pieces([piece])[piece].is_seen
    assert "1 piece was hidden or taken back since" in client.get(f"/verifier/{room}/1/").text
    assert client.get(f"/verifier/{room}/1/v_of-no-item/").status_code == 404
    sign_in(client, a_person("Ola Example", Role.VERIFIER))
    assert client.post(f"/verifier/{room}/1/{piece}/").status_code == 404


def test_an_expired_room_says_so_and_shows_its_findings_alone(client, room, looked, vic):
    rooms.find(room_key=room, verifier=vic.key, number=1, level="must", words="Reasons are thin.", now=NOW)
    with time_machine.travel(days(8), tick=False):
        sign_in(client, vic)
        page = client.get(f"/verifier/{room}/").content.decode()
        item = client.get(f"/verifier/{room}/1/").content.decode()
        file = client.get(f"/verifier/{room}/1/v_x/f_x/")
    assert "This room closed on 30\u00a0November\u00a02026." in page
    assert "Reasons are thin." in page
    assert "Item 1:" not in page
    assert "This room closed on" in item
    assert "A session that I led" not in item
    assert file.status_code == 404
    assert RoomView.objects.count() == 0


def test_a_room_that_is_not_open_yet_says_when_it_opens(client, looked, vic, mo):
    key = opened(looked, vic, mo, since=TODAY + timedelta(days=2))
    assert (
        "This room opens on 25\u00a0November\u00a02026."
        in sign_in(client, vic).get(f"/verifier/{key}/").content.decode()
    )


def test_a_room_can_be_closed_before_its_last_day(client, room, vic, mo):
    rooms.close_room(key=room, actor=mo.key, now=NOW)
    assert "This room closed on" in sign_in(client, vic).get(f"/verifier/{room}/1/").content.decode()
    with pytest.raises(GoneError):
        rooms.find(room_key=room, verifier=vic.key, number=1, level="must", words="Late.", now=NOW)
    with pytest.raises(GoneError):
        rooms.close_room(key=room, actor=mo.key, now=NOW)


def test_a_room_of_another_verifier_is_not_there(client, room, a_person):
    other = a_person("Wim Other", Role.VERIFIER)
    assert sign_in(client, other).get(f"/verifier/{room}/").status_code == 404
    assert client.get(f"/verifier/{room}/1/").status_code == 404


def test_a_finding_is_answered_and_settled_and_every_word_of_it_stays(room, vic, mo):
    key = rooms.find(room_key=room, verifier=vic.key, number=1, level="must", words="Reasons are thin.", now=NOW)
    (open_one,) = rooms.open_findings()
    assert (open_one.due, open_one.waits_for_answer, open_one.is_late(TODAY)) == (TODAY + timedelta(28), True, False)
    with pytest.raises(GoneError):
        rooms.settle(key=key, verifier=vic.key, accepted=True, words="", now=NOW)
    rooms.answer(key=key, person=mo.key, words="We train on it in January.", now=days(1))
    rooms.settle(key=key, verifier=vic.key, accepted=False, words="By when in January?", now=days(2))
    assert rooms.open_findings()[0].due == TODAY + timedelta(30)
    rooms.answer(key=key, person=mo.key, words="On the 12th.", now=days(3))
    rooms.settle(key=key, verifier=vic.key, accepted=True, words="", now=days(4))
    assert rooms.open_findings() == ()
    (row,) = rooms.findings_in(room)
    assert [entry.title for entry in row.entries] == ["Finding", "Answer", "Not settled yet", "Answer", "Settled"]


def test_good_practice_needs_no_answer(room, vic):
    rooms.find(room_key=room, verifier=vic.key, number=None, level="good", words="Clear comments.", now=NOW)
    assert rooms.open_findings() == ()
