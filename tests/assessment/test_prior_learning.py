"""A submission by prior learning: the claim goes with it, is read by who judges, and stays as it was sent."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.assessment.conftest import (
    A_SIGNATURE,
    CRITERIA,
    NOW,
    OUTCOME,
    TODAY,
    a_claim,
    asked_and_answered,
    days,
    judge,
    send,
)

from trigpoint.assessment import actions, queries
from trigpoint.assessment.board import appealing
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.moderation import drawing, looking, rooms
from trigpoint.assessment.words import Result, Via
from trigpoint.evidence.claims import actions as claims
from trigpoint.evidence.claims.errors import ClaimError
from trigpoint.evidence.claims.queries import claim_of
from trigpoint.people.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("experienced")]


@pytest.fixture
def drafted_claim(asha, piece):
    """Begin a submission by prior learning."""
    key = actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.PRIOR_LEARNING, now=NOW)
    actions.choose_pieces(key=key, candidate=asha.key, pieces=[piece], now=NOW)
    return key


@pytest.fixture
def with_alex(drafted_claim, asha, alex, rae):
    """Send it with its claim, and give it to an assessor."""
    a_claim(asha.key, level="Asha led it.")
    send(drafted_claim)
    actions.allocate(key=drafted_claim, assessor=alex.key, actor=rae.key, now=NOW)
    return drafted_claim


def test_it_is_not_sent_before_the_claim_says_everything(drafted_claim, asha, client, sign_in):
    with pytest.raises(AssessmentError, match="Say in your claim how you learned this before"):
        send(drafted_claim)
    sign_in(client, asha)
    assert f'href="/claims/outcomes/{OUTCOME}/"' in client.get(f"/submissions/{drafted_claim}/").text

    a_claim(asha.key)
    send(drafted_claim)


def test_the_claim_leads_to_the_page_that_sends_it(asha, piece, client, sign_in):
    a_claim(asha.key)
    claims.make_ready(owner=asha.key, outcome=OUTCOME, version=1, now=NOW)
    sign_in(client, asha)

    page = client.get(f"/claims/outcomes/{OUTCOME}/").text

    assert f'href="/submissions/new/?outcome={OUTCOME}&amp;via=prior-learning"' in page


def test_a_claim_stays_as_it_was_sent_until_there_is_a_decision(with_alex, asha, alex, client, sign_in):
    with pytest.raises(ClaimError, match="Withdraw it there"):
        claims.drop(owner=asha.key, outcome=OUTCOME, now=NOW)
    found = claim_of(asha.key, OUTCOME, TODAY)
    assert found.where is not None
    assert found.where.words == "With an assessor"
    assert queries.stages(with_alex)[0].said["claim"] == found.sha256

    sign_in(client, alex)
    page = client.get(f"/queue/{with_alex}/").text
    assert "What the candidate says of this prior learning" in page
    assert "My words on Currency." in page

    actions.withdraw(key=with_alex, candidate=asha.key, now=NOW)
    claims.drop(owner=asha.key, outcome=OUTCOME, now=NOW)


@pytest.fixture
def with_two(with_alex, bea, rae):
    """Give it to a second assessor, as prior learning always is."""
    actions.allocate(key=with_alex, assessor=bea.key, actor=rae.key, now=NOW)
    return with_alex


@pytest.fixture
def refused(with_two, asha, alex, bea):
    """Let both find nothing of it shown, after asking for more."""
    asked_and_answered(with_two, alex, asha)
    for one in (alex, bea):
        judge(with_two, one, *CRITERIA)
    return with_two


@pytest.fixture
def in_a_room(with_two, alex, bea, mo, a_person):
    """Let both agree, a moderator confirm, and a verifier have it in her room; give her, and its address."""
    for one in (alex, bea):
        judge(with_two, one)
    drawing.draw(actor=mo.key, now=NOW)
    looking.look_again(key=with_two, moderator=mo.key, result=Result.AGREED, now=NOW, signature=A_SIGNATURE)
    vic = a_person("Vic Dean", Role.VERIFIER)
    room = rooms.open_room(
        verifier=vic.key, purpose="Autumn", since=TODAY, until=TODAY, submissions=[with_two], actor=mo.key, now=NOW
    )
    return vic, f"/verifier/{room}/1/"


def test_a_moderator_reads_the_claim_and_what_was_answered(refused, mo, client, sign_in):
    drawing.draw(actor=mo.key, now=NOW)
    sign_in(client, mo)

    page = client.get(f"/moderation/look/{refused}/").text

    for said in ("My words on Currency.", "I did the same in March."):
        assert said in page
    assert "after this was sent" not in page


def test_a_claim_that_was_changed_since_is_shown_to_be_so(refused, asha, mo, client, sign_in):
    version = claim_of(asha.key, OUTCOME, TODAY).version
    claims.save(
        owner=asha.key, outcome=OUTCOME, says={"level": "New."}, posts=(), certificates=(), version=version, now=days(2)
    )
    drawing.draw(actor=mo.key, now=days(3))
    sign_in(client, mo)

    page = client.get(f"/moderation/look/{refused}/").text

    assert "Changed on 25 November 2026, after this was sent." in " ".join(page.split())


def test_whoever_hears_an_appeal_reads_the_claim(refused, asha, a_person, client, sign_in):
    lena = a_person("Lena Frost", Role.BOARD_MEMBER)
    appeal = appealing.make(
        key=refused, candidate=asha.key, grounds=["evidence-missed"], words="It is all there.", now=NOW
    )
    appealing.give(appeal=appeal, reviewer=lena.key, actor="p_secretary", now=NOW)
    sign_in(client, lena)

    assert "My words on Currency." in client.get(reverse("assessment:appeal-decide", args=[appeal])).text


def test_a_verifier_reads_the_claim_without_names(in_a_room, client, sign_in):
    vic, address = in_a_room
    sign_in(client, vic)

    page = client.get(address).text

    assert "My words on Authenticity." in page
    assert "[name] led it." in page
    assert "Asha" not in page
