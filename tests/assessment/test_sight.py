"""Who sees a piece since it was sent, and who of them hides one; and while what it stays as it is."""

from __future__ import annotations

import pytest
from tests.assessment.conftest import CRITERIA, NOW, TODAY, a_piece, answer, ask, judge

from trigpoint.assessment import actions
from trigpoint.assessment.models import Held
from trigpoint.assessment.moderation import drawing
from trigpoint.assessment.moderation.sight import by_moderator
from trigpoint.assessment.sight import assessors_may_see, why_still
from trigpoint.assessment.words import Slot
from trigpoint.evidence import actions as evidence
from trigpoint.evidence.queries import may_see, pieces
from trigpoint.evidence.tokens import token_of
from trigpoint.evidence.words import Kind
from trigpoint.people.actions import end_appointment
from trigpoint.people.queries import roles_of

pytestmark = pytest.mark.django_db
STAYS = "It was sent and is being judged, so it stays as it is."


@pytest.mark.usefixtures("experienced")
def test_it_is_seen_by_whoever_has_it_and_by_no_other_assessor(sent, piece, alex, bea, rae):
    assert not assessors_may_see(alex.key, piece)
    actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)

    assert assessors_may_see(alex.key, piece)
    assert not assessors_may_see(bea.key, piece)


def test_a_piece_that_was_not_sent_is_not_seen(allocated, asha, alex):
    other = a_piece(asha.key, CRITERIA, "Something else")

    assert not assessors_may_see(alex.key, other)
    assert not may_see(alex.key, other)


def test_whoever_judged_it_goes_on_seeing_it(allocated, piece, alex):
    judge(allocated, alex)

    assert assessors_may_see(alex.key, piece)


def test_it_is_seen_while_the_clock_stands_still(allocated, piece, alex):
    ask(allocated, alex)

    assert assessors_may_see(alex.key, piece)


def test_once_it_is_with_somebody_else_it_is_not_seen(allocated, piece, alex, bea, rae):
    actions.reallocate(key=allocated, slot=Slot.FIRST, assessor=bea.key, code="load", actor=rae.key, now=NOW)

    assert not assessors_may_see(alex.key, piece)
    assert assessors_may_see(bea.key, piece)


def test_after_a_conflict_it_is_not_seen(allocated, piece, alex):
    actions.declare_on(key=allocated, assessor=alex.key, code="know", now=NOW)

    assert not assessors_may_see(alex.key, piece)


def test_what_was_withdrawn_is_not_seen(allocated, piece, asha, alex):
    actions.withdraw(key=allocated, candidate=asha.key, now=NOW)

    assert not assessors_may_see(alex.key, piece)


def test_seeing_costs_two_queries(allocated, piece, alex, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert assessors_may_see(alex.key, piece)
    with django_assert_num_queries(2):
        assert why_still(piece)


def test_a_draft_holds_nothing_still(drafted, piece):
    assert why_still(piece) == ""


def test_what_was_sent_stays_as_it_is_until_it_is_withdrawn(sent, piece, asha):
    assert why_still(piece).startswith(STAYS)
    actions.withdraw(key=sent, candidate=asha.key, now=NOW)

    assert why_still(piece) == ""


def test_it_stays_while_more_is_asked_for_and_once_it_is_agreed(allocated, piece, asha, alex):
    ask(allocated, alex)
    assert why_still(piece).startswith(STAYS)
    answer(allocated, asha)
    assert why_still(piece).startswith(STAYS)
    judge(allocated, alex)

    assert why_still(piece).startswith(STAYS)


def test_what_was_declined_can_be_worked_on_again(doubled, piece, asha, alex, bea):
    ask(doubled, alex)
    answer(doubled, asha)
    for assessor in (alex, bea):
        judge(doubled, assessor, CRITERIA[0])

    assert why_still(piece) == ""


def seen_by(client, person, address):
    client.force_login(person)
    return client.get(address)


def test_an_assessor_who_opens_the_piece_itself_learns_no_name(client, allocated, piece, alex):
    page = seen_by(client, alex, f"/portfolio/{piece}/")

    assert page.status_code == 200
    assert "A session that I led" in page.content.decode()
    assert "Asha" not in page.content.decode()


def test_an_assessor_who_opens_a_statement_learns_no_name_of_the_witness(client, allocated, piece, asha, alex):
    key = evidence.ask(
        owner=asha.key, kind=Kind.WITNESS, name="Wen Li", email="wen@hilltop.example", about="", easy_read=False,
        site="https://t.example", now=NOW,
    )  # fmt: skip
    said = evidence.answer(
        token=token_of(key), visitor="", name="Wen Li", post="Teacher at Hill Top",
        answers={"saw": "She listened first."}, now=NOW,
    )  # fmt: skip
    Held.objects.create(submission=allocated, round=1, piece=said, sha256=pieces([said])[said].sha256)
    page = seen_by(client, alex, f"/portfolio/{said}/").content.decode()
    assert "She listened first." in page
    assert "Given by a witness" in page
    assert "Wen Li" not in page
    assert "Hill Top" not in page

    assert "Wen Li, Teacher at Hill Top" in seen_by(client, asha, f"/portfolio/{said}/").content.decode()


@pytest.mark.parametrize("role", ["assessor", "moderator"])
def test_whoever_sees_it_hides_it_if_a_child_can_be_known(client, allocated, piece, role, request):
    asha, alex, mo = (request.getfixturevalue(name) for name in ("asha", "alex", "mo"))
    person, address = (alex, f"/queue/{allocated}/") if role == "assessor" else (mo, f"/moderation/look/{allocated}/")
    if role == "moderator":
        judge(allocated, alex)
        drawing.draw(actor=mo.key, now=NOW, seed="a seed")
    page = seen_by(client, person, address).content.decode()
    link = f"/portfolio/{piece}/identifies-a-child/"
    assert f'href="{link}"' in page
    asks = client.get(link).content.decode()
    assert "Hide it at once" in asks
    assert "Asha" not in asks
    done = client.post(link, follow=True).content.decode()

    assert "Its author is told kindly" in done
    assert "Asha" not in done
    assert not may_see(person.key, piece)
    assert not may_see(asha.key, piece)
    assert "A session that I led" not in client.get(address).content.decode()


def test_a_moderator_sees_what_was_drawn_and_nothing_before(allocated, piece, alex, bea, mo):
    judge(allocated, alex)
    assert not may_see(mo.key, piece)
    drawing.draw(actor=mo.key, now=NOW, seed="a seed")

    assert by_moderator(mo.key, piece)
    assert may_see(mo.key, piece)
    assert not by_moderator(bea.key, piece)


def test_a_moderator_whose_role_has_ended_sees_nothing(allocated, piece, alex, mo):
    judge(allocated, alex)
    drawing.draw(actor=mo.key, now=NOW, seed="a seed")
    (held,) = roles_of(mo.key, TODAY)
    end_appointment(appointment=held.id, until=TODAY, actor=None, now=NOW)

    assert not by_moderator(mo.key, piece)


@pytest.mark.usefixtures("allocated")
def test_nobody_else_hides_it(client, piece, asha, bea, rae):
    for person in (bea, rae):
        client.force_login(person)
        assert client.post(f"/portfolio/{piece}/identifies-a-child/").status_code == 404

    assert may_see(asha.key, piece)
