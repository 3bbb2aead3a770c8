"""A submission by prior learning: the claim goes with it, is read by who judges, and stays as it was sent."""

from __future__ import annotations

import pytest
from tests.assessment.conftest import NOW, OUTCOME, TODAY, a_claim, send

from trigpoint.assessment import actions, queries
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.words import Via
from trigpoint.evidence.claims import actions as claims
from trigpoint.evidence.claims.errors import ClaimError
from trigpoint.evidence.claims.queries import claim_of

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
    a_claim(asha.key)
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
