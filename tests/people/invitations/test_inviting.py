"""Inviting one person: the link works once, is kept nowhere, and everything that can go wrong says what to do."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from tests.people.invitations.conftest import an_organisation, as_inviter, path_of, words

from trigpoint.people import actions as people
from trigpoint.people import queries
from trigpoint.people.invitations import actions
from trigpoint.people.invitations.errors import InvitationError
from trigpoint.people.invitations.models import Invitation
from trigpoint.people.models import Appointment
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform import clock
from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Event, Message
from trigpoint.platform.tokens import digest
from trigpoint.schools.models import Authority, Import, Link, School

FORM = {"name": "Maya Stone", "email": "Maya@School.example", "role": "mentor"}


@pytest.fixture
def made(hugo, school):
    """Invite Maya as a mentor, and return the invitation with its link."""
    return actions.invite(
        email="maya@school.example",
        name="Maya Stone",
        role=Role.MENTOR,
        organisation=school,
        inviter=as_inviter(hugo),
        now=clock.now(),
    )


def test_without_mail_the_link_is_shown_once_and_nothing_of_it_is_kept(client: Client, hugo, sign_in, settings):
    settings.DEMO = False
    sign_in(client, hugo)
    page = client.post("/invitations/new/", FORM)
    link = re.search(r"http://testserver(/invitation/[^/]+/)", page.content.decode())
    assert link
    assert "Hand this link to the person, and to nobody else" in words(page)

    row = Invitation.objects.get()
    secret = link[1].split("/")[2].split(":")[0]
    assert row.digest == digest(secret)
    assert secret not in str(list(Event.objects.values()))
    assert link[1] not in client.get(f"/invitations/{row.pk}/").content.decode()
    assert Message.objects.count() == 0
    assert words(page).count("It works once, for 14 days.") == 1


def test_with_mail_the_link_goes_to_the_address_alone(client: Client, hugo, sign_in, with_mail, newest_letter):
    sign_in(client, hugo)
    page = client.post("/invitations/new/", FORM)

    letter = newest_letter("maya@school.example")
    assert letter.startswith("You are invited to Trigpoint\nHugo Vale (Head teacher, Hill Top Primary) invites you")
    assert "/invitation/" in letter
    assert "/invitation/" not in page.content.decode()


def test_opening_the_link_changes_nothing_and_pressing_the_button_gives_the_role(
    client: Client, made, hugo, a_person, sign_in
):
    maya = a_person("Maya Stone", email="maya@school.example")
    visitor = Client()
    page = visitor.get(path_of(made.link))
    assert "Hugo Vale invites Maya Stone to Trigpoint" in words(page)
    assert "Sign in to take it" in words(page)
    assert page["Cache-Control"] == "private, no-store"

    sign_in(client, maya)
    for _ in range(2):
        client.get(path_of(made.link))
    assert queries.roles_of(maya.key, clock.today()) == ()
    done = client.post(path_of(made.link))

    assert "From today you are: Mentor, Hill Top Primary." in words(done)
    (held,) = queries.roles_of(maya.key, clock.today())
    assert (held.words, held.since) == ("Mentor, Hill Top Primary", clock.today())
    told = [(event.name, event.actor) for event in of_subject(f"invitation-{made.id}")]
    assert told == [("people.invitation.made", hugo.key), ("people.invitation.taken", maya.key)]
    assert of_subject(maya.key)[-1].actor == hugo.key


def test_a_link_that_was_used_gives_nothing_to_anybody_a_second_time(client: Client, made, a_person, sign_in):
    maya, eve = a_person("Maya Stone", email="maya@school.example"), a_person("Eve Other")
    sign_in(client, maya)
    client.post(path_of(made.link))

    again = client.post(path_of(made.link))
    assert again.status_code == 410
    assert "It was you who took it" in words(again)
    other = Client()
    sign_in(other, eve)
    stolen = other.post(path_of(made.link), {"another": "yes"})
    assert stolen.status_code == 410
    assert "has been taken. Its link works once." in words(stolen)
    assert queries.roles_of(eve.key, clock.today()) == ()
    assert Appointment.objects.filter(role=Role.MENTOR).count() == 1


def test_a_link_that_was_passed_on_says_for_whom_it_was_and_asks_first(client: Client, made, hugo, a_person, sign_in):
    eve = a_person("Eve Other", email="eve@home.example")
    sign_in(client, eve)
    page = client.get(path_of(made.link))
    assert "meant for Maya Stone (maya@school.example)" in words(page)
    assert "Is it meant for you?" in words(page)

    refused = client.post(path_of(made.link))
    assert "Select that you take it with this account" in words(refused)
    assert queries.roles_of(eve.key, clock.today()) == ()

    client.post(path_of(made.link), {"another": "yes"})
    assert [row.role for row in queries.roles_of(eve.key, clock.today())] == [Role.MENTOR]
    head = Client()
    sign_in(head, hugo)
    assert "Eve Other took it on" in words(head.get(f"/invitations/{made.id}/"))
    assert of_subject(f"invitation-{made.id}")[-1].data["another_address"] is True


def test_a_link_that_ran_out_says_since_when_and_whom_to_ask(client: Client, made, a_person, sign_in):
    sign_in(client, a_person("Maya Stone", email="maya@school.example"))
    Invitation.objects.update(until=clock.now() - timedelta(days=1))

    page = client.post(path_of(made.link))
    assert page.status_code == 410
    assert "Ask Hugo Vale for a new one" in words(page)


def test_a_link_cut_short_or_made_up_is_told_apart_from_one_that_is_gone(client: Client, made):
    path = path_of(made.link)

    assert "This link is not whole" in words(client.get(path[:-4] + "/"))
    actions.withdraw(invitation=made.id, actor=None, now=clock.now())
    gone = client.get(path)
    assert gone.status_code == 410
    assert "A newer one was sent, or the invitation was taken back" in words(gone)


def test_what_somebody_asked_ends_with_the_role_in_which_she_asked(client: Client, made, hugo, a_person, sign_in):
    sign_in(client, a_person("Maya Stone", email="maya@school.example"))
    (held,) = queries.roles_of(hugo.key, clock.today())
    people.end_appointment(appointment=held.id, until=clock.today(), actor=None, now=clock.now())

    assert "no longer holds the role to do so" in words(client.post(path_of(made.link)))


def test_somebody_who_holds_the_role_already_keeps_it_once(client: Client, made, school, a_person, sign_in):
    maya = a_person("Maya Stone", Role.MENTOR, email="maya2@school.example", organisation=school.id)
    sign_in(client, maya)
    client.post(path_of(made.link), {"another": "yes"})

    assert len(queries.roles_of(maya.key, clock.today())) == 1


def test_an_invitation_is_made_once_and_anew_when_it_has_run_out(made, hugo, school):
    again = {
        "email": "MAYA@school.example",
        "name": "Maya",
        "role": Role.MENTOR,
        "organisation": school,
        "inviter": as_inviter(hugo),
    }
    with pytest.raises(InvitationError, match="has an invitation to this role already, until"):
        actions.invite(**again, now=clock.now())

    later = clock.now() + timedelta(days=15)
    newer = actions.invite(**again, now=later)
    assert newer.id != made.id
    assert Invitation.objects.get(pk=made.id).withdrawn == later


def test_who_holds_the_role_is_not_invited_to_it(hugo, school, a_person):
    a_person("Maya Stone", Role.MENTOR, email="maya@school.example", organisation=school.id)
    with pytest.raises(InvitationError, match="holds this role already"):
        actions.invite(
            email="maya@school.example",
            name="Maya",
            role=Role.MENTOR,
            organisation=school,
            inviter=as_inviter(hugo),
            now=clock.now(),
        )


def test_a_candidate_invited_without_an_organisation_gets_no_role(client: Client, ada, a_person, sign_in):
    made = actions.invite(
        email="nia@school.example",
        name="Nia",
        role=Role.CANDIDATE,
        organisation=None,
        inviter=as_inviter(ada),
        now=clock.now(),
    )
    nia = a_person("Nia Fresh", email="nia@school.example")
    sign_in(client, nia)
    client.post(path_of(made.link))

    assert queries.history_of(nia.key) == ()
    assert Invitation.objects.get().taken_by == nia.key


def a_register(closed: date | None):
    """Write two schools into the register: one that closed, and the one after it."""
    done = Import.objects.create(
        state=Import.State.DONE,
        layout="test",
        file_name="x.csv",
        digest="0" * 64,
        as_at=date(2026, 9, 1),
        total=0,
        started=clock.now(),
        finished=clock.now(),
    )
    council = Authority.objects.create(name="Derbyshire", nation="england", region="East Midlands")
    common = {"since": done, "as_at": done.as_at, "kind": "maintained", "authority": council, "words": ""}
    status = School.Status.CLOSED if closed else School.Status.OPEN
    School.objects.create(urn=100001, name="Hill Top Primary", status=status, closed=closed, **common)
    School.objects.create(urn=100002, name="Hill Top Academy", status=School.Status.OPEN, **common)
    Link.objects.create(since=done, urn=100001, other=100002, relation="Successor", on=closed)


@pytest.fixture
def closed_school(db):
    a_register(date(2026, 8, 31))
    number = people.enter_organisation(
        kind=OrganisationKind.SCHOOL, name="Hill Top Primary", setting="urn:100001", actor=None, now=clock.now()
    )
    return next(row for row in queries.organisations() if row.id == number)


def test_a_closed_school_is_refused_and_the_one_after_it_named(client: Client, ada, sign_in, closed_school):
    sign_in(client, ada)
    page = client.post("/invitations/new/", {**FORM, "organisation": str(closed_school.id)})
    assert "Hill Top Primary closed on 31 August 2026" in words(page)
    assert "Hill Top Academy (100002) came after it. Ask the administrator of this site to enter it" in words(page)
    assert 'value="Maya Stone"' in page.content.decode()
    assert Invitation.objects.count() == 0

    people.enter_organisation(
        kind=OrganisationKind.SCHOOL, name="Hill Top Academy", setting="urn:100002", actor=None, now=clock.now()
    )
    page = client.post("/invitations/new/", {**FORM, "organisation": str(closed_school.id)})
    assert "came after it. Invite people there." in words(page)


def test_an_invitation_to_a_school_that_closes_meanwhile_gives_no_role(client: Client, ada, a_person, sign_in):
    a_register(None)
    number = people.enter_organisation(
        kind=OrganisationKind.SCHOOL, name="Hill Top Primary", setting="urn:100001", actor=None, now=clock.now()
    )
    where = next(row for row in queries.organisations() if row.id == number)
    made = actions.invite(
        email="maya@school.example",
        name="Maya",
        role=Role.MENTOR,
        organisation=where,
        inviter=as_inviter(ada),
        now=clock.now(),
    )
    School.objects.filter(urn=100001).update(status=School.Status.CLOSED, closed=date(2026, 8, 31))
    sign_in(client, a_person("Maya Stone", email="maya@school.example"))

    page = client.post(path_of(made.link))
    assert page.status_code == 410
    assert "Hill Top Academy" in words(page)
    assert Appointment.objects.filter(role=Role.MENTOR).count() == 0


def test_a_head_sees_and_takes_back_the_invitations_of_her_own_school_alone(client: Client, made, a_person, sign_in):
    elsewhere = an_organisation("Valley Primary")
    sign_in(client, a_person("Other Head", Role.HEAD, organisation=elsewhere.id))

    assert "Maya" not in words(client.get("/invitations/"))
    for method, path in (
        ("GET", f"/invitations/{made.id}/"),
        ("GET", f"/invitations/{made.id}/withdraw/"),
        ("POST", f"/invitations/{made.id}/withdraw/"),
        ("POST", f"/invitations/{made.id}/link/"),
    ):
        assert client.generic(method, path).status_code == 404
    assert Invitation.objects.get().withdrawn is None


def test_a_head_cannot_invite_to_another_school_or_above_herself(client: Client, hugo, sign_in):
    elsewhere = an_organisation("Valley Primary")
    sign_in(client, hugo)
    client.post("/invitations/new/", {**FORM, "organisation": str(elsewhere.id)})
    assert Invitation.objects.get().organisation_id != elsewhere.id

    page = client.post("/invitations/new/", {**FORM, "role": "administrator"})
    assert "Select the role" in words(page)
    assert Invitation.objects.count() == 1


def test_a_new_link_replaces_the_old_one(client: Client, made, hugo, sign_in):
    sign_in(client, hugo)
    page = client.post(f"/invitations/{made.id}/link/")
    link = re.search(r"http://testserver(/invitation/[^/]+/)", page.content.decode())
    assert link

    assert Client().get(path_of(made.link)).status_code == 410
    assert Client().get(link[1]).status_code == 200


def test_an_invitation_taken_back_says_so_and_can_be_made_again(client: Client, made, hugo, sign_in):
    sign_in(client, hugo)
    assert "You can invite again at any time" in words(client.get(f"/invitations/{made.id}/withdraw/"))
    done = client.post(f"/invitations/{made.id}/withdraw/", follow=True)

    assert "The invitation is taken back" in words(done)
    assert "people.invitation.withdrawn" in [event.name for event in of_subject(f"invitation-{made.id}")]
    assert client.post(f"/invitations/{made.id}/link/").status_code == 302
    client.post("/invitations/new/", FORM)
    assert Invitation.objects.filter(withdrawn=None).count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_invitations_asks_the_same_however_long_it_is(
    at_the_head: Client, hugo, school, count, django_assert_num_queries
):
    client = at_the_head
    for number in range(count):
        actions.invite(
            email=f"maya{number}@school.example",
            name="Maya",
            role=Role.MENTOR,
            organisation=school,
            inviter=as_inviter(hugo),
            now=clock.now(),
        )
    with django_assert_num_queries(5):  # session, person with roles, invitations, names, files
        page = words(client.get("/invitations/"))

    assert page.count("Waiting for an answer, until") == count
    assert "Waiting for an answer, until" in words(client.get("/invitations/?show=open"))
    assert "Maya" not in words(client.get("/invitations/?before=1"))


@pytest.mark.parametrize("path", ["/invitations/?before=x", "/invitations/?before=99999999999999999999"])
def test_an_address_that_somebody_changed_shows_the_newest(client: Client, hugo, sign_in, path):
    sign_in(client, hugo)

    assert client.get(path).status_code == 200


def test_of_two_who_take_one_link_at_once_one_gets_the_role(made, a_person):
    one, two = a_person("One Person"), a_person("Two Person")
    token = made.link.split("/")[-2]
    actions.take(token=token, person=one.key, with_another_address=True, now=clock.now())

    with pytest.raises(InvitationError):
        actions.take(token=token, person=two.key, with_another_address=True, now=clock.now())
