"""Claims for prior learning: what is said, what is missing, what counts once, and what stays as it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.evidence.claims.conftest import NOW, TODAY

from trigpoint.evidence.claims import actions, following
from trigpoint.evidence.claims.actions import compared
from trigpoint.evidence.claims.errors import ChangedError, ClaimError, NotReadyError
from trigpoint.evidence.claims.following import Where
from trigpoint.evidence.claims.models import Certificate, Claim
from trigpoint.evidence.claims.queries import certificates_of, claim_of, experience, overview
from trigpoint.evidence.claims.rows import Plan
from trigpoint.evidence.claims.words import TESTS, State
from trigpoint.evidence.models import Piece
from trigpoint.evidence.outcomes import UnknownOutcomeError, outcome
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.platform.models import Event
from trigpoint.record.actions import enter

pytestmark = pytest.mark.django_db
SAYS = {test.id: f"My words on {test.name.lower()}." for test in TESTS}


def say(person, posts=(), *, outcome="COO-1", version=0, certificates=(), says=SAYS, now=NOW):
    actions.save(
        owner=person, outcome=outcome, says=says, posts=posts, certificates=certificates, version=version, now=now
    )


def certificate(person, number="12/345", issuer="A made-up university"):
    return actions.add_certificate(
        owner=person,
        title="Certificate in coaching",
        issuer=issuer,
        number=number,
        level=7,
        awarded_on=TODAY,
        piece="",
        now=NOW,
    )


def test_posts_add_up_with_their_working(person, posts, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = experience(person, TODAY)

    assert [row.title for row in found.posts] == ["Work as a teaching assistant"] * 2
    assert found.posts[0].amount == "0.6 of full time"
    assert found.posts[0].confirmed == "Confirmed by nobody yet"
    assert (found.in_schools, found.full_time) == ("9.2", "7.1")


def test_a_beginning_is_kept_and_says_what_is_missing(person):
    say(person, says={"relevance": "A start."})

    found = claim_of(person, "COO-1", TODAY)
    assert found.state is State.DRAFT
    assert found.says == {"relevance": "A start."}
    assert found.lacks[:2] == (
        "Say something about: sufficiency, authenticity, currency, level.",
        "Choose the posts, or a certificate, that it comes from.",
    )
    assert len(found.lacks) == 2 + len(outcome("COO-1").criteria)


def test_it_is_ready_once_every_criterion_is_shown_and_everything_is_said(person, posts, a_piece):
    a_piece(*outcome("COO-1").references)
    say(person, posts)

    actions.make_ready(owner=person, outcome="COO-1", version=1, now=NOW)

    found = claim_of(person, "COO-1", TODAY)
    assert found.state is State.READY
    assert not found.lacks
    assert not found.gaps


@pytest.mark.parametrize("state", ["draft", "hidden"])
def test_no_route_waives_a_criterion_and_a_draft_shows_nothing(person, posts, a_piece, state):
    references = outcome("COO-1").references
    a_piece(*references[:-1])
    last = a_piece(references[-1])
    Piece.objects.filter(pk=last.pk).update(state=state, sealed="x" * 64)
    say(person, posts)

    with pytest.raises(NotReadyError) as refused:
        actions.make_ready(owner=person, outcome="COO-1", version=1, now=NOW)

    [lack] = refused.value.lacks
    assert lack.startswith(f"Criterion {len(references)}: no piece that is ready shows it.")
    assert ("A draft does" in lack) is (state == "draft")
    assert claim_of(person, "COO-1", TODAY).state is State.DRAFT


def test_a_gap_can_have_a_plan_with_a_date_or_without(person):
    by = TODAY + timedelta(days=30)
    actions.plan_gap(owner=person, outcome="COO-1", criterion="COO-1.2", words="Lead a review.", by=by, now=NOW)
    actions.plan_gap(owner=person, outcome="COO-1", criterion="COO-1.1", words="Ask a family.", by=None, now=NOW)

    first, second = claim_of(person, "COO-1", TODAY).gaps[:2]
    assert first.plan == Plan("Ask a family.", None)
    assert second.plan == Plan("Lead a review.", by)

    actions.plan_gap(owner=person, outcome="COO-1", criterion="COO-1.2", words="", by=None, now=NOW)
    assert claim_of(person, "COO-1", TODAY).gaps[1].plan is None
    with pytest.raises(ClaimError, match="no such criterion"):
        actions.plan_gap(owner=person, outcome="COO-1", criterion="LAW-1.1", words="x", by=None, now=NOW)


def test_what_two_windows_save_is_not_overwritten(person):
    say(person, says={"level": "First."})

    with pytest.raises(ChangedError, match="in another window"):
        say(person, says={"level": "Second."}, version=0)

    assert claim_of(person, "COO-1", TODAY).says == {"level": "First."}


def test_a_change_makes_a_ready_claim_a_draft_again_and_so_does_opening_it(person, posts, a_piece):
    a_piece(*outcome("COO-1").references)
    say(person, posts)
    actions.make_ready(owner=person, outcome="COO-1", version=1, now=NOW)

    actions.open_again(owner=person, outcome="COO-1", now=NOW)
    assert claim_of(person, "COO-1", TODAY).state is State.DRAFT

    actions.make_ready(owner=person, outcome="COO-1", version=3, now=NOW)
    say(person, posts, version=4)
    assert claim_of(person, "COO-1", TODAY).state is State.DRAFT


def test_credit_is_given_once(person):
    fact = Fact("achieved:COO-1", Period(TODAY, None), basis=Basis.ASSESSED)
    enter(actor="p_assessor", subject=person, facts=[fact], now=NOW)

    with pytest.raises(ClaimError, match="Credit is given once"):
        say(person)

    lines = {line.outcome.id: line for strand in overview(person, TODAY) for line in strand.lines}
    assert lines["COO-1"].agreed
    assert not lines["COO-2"].agreed


def test_what_somebody_judges_stays_as_it_is(person, monkeypatch):
    say(person)
    key = certificate(person)
    say(person, certificates=[key], version=1)
    sent = {"COO-1": Where("With an assessor since 3 November 2026", "/submissions/s_1/", is_open=True)}
    monkeypatch.setattr(following, "_followed", {"assessment": lambda owner: sent if owner == person else {}})

    for act in (
        lambda: say(person, version=2),
        lambda: actions.open_again(owner=person, outcome="COO-1", now=NOW),
        lambda: actions.drop(owner=person, outcome="COO-1", now=NOW),
        lambda: actions.remove_certificate(owner=person, certificate=key, now=NOW),
    ):
        with pytest.raises(ClaimError, match="Withdraw it there"):
            act()

    assert claim_of(person, "COO-1", TODAY).is_with_others
    monkeypatch.setattr(following, "_followed", {})
    actions.drop(owner=person, outcome="COO-1", now=NOW)
    assert not Claim.objects.exists()
    assert Certificate.objects.count() == 1


def test_only_posts_and_certificates_of_her_own_can_be_chosen(person, posts, a_person):
    other = a_person("Ola Example").key
    theirs = certificate(other, number="99")

    say(person, [*posts, "e_somebody-else"], certificates=[theirs])

    found = claim_of(person, "COO-1", TODAY)
    assert len(found.posts) == 2
    assert found.certificates == ()


def test_one_certificate_is_one_persons_and_counts_once(person, a_person):
    certificate(person, number="AB 12-3")

    with pytest.raises(ClaimError, match="You told of this certificate already"):
        certificate(person, number="ab123", issuer="A Made-Up University.")
    with pytest.raises(ClaimError, match="in another account"):
        certificate(a_person("Ola Example").key, number="AB12 3")
    certificate(person, number="")
    certificate(person, number="")

    assert len(certificates_of(person)) == 3
    assert compared("x", "") is None


def test_the_digest_changes_with_what_is_said_and_with_nothing_else(person, posts):
    say(person, posts)
    first = claim_of(person, "COO-1", TODAY).sha256
    actions.plan_gap(owner=person, outcome="COO-1", criterion="COO-1.1", words="Later.", by=None, now=NOW)
    assert claim_of(person, "COO-1", TODAY).sha256 == first

    say(person, posts, says=SAYS | {"level": "Another word."}, version=2)
    assert claim_of(person, "COO-1", TODAY).sha256 != first


def test_every_change_is_one_event_without_words(person):
    say(person)
    actions.drop(owner=person, outcome="COO-1", now=NOW)

    rows = Event.objects.filter(name__startswith="evidence.claim.").order_by("position")
    assert [row.name for row in rows] == ["evidence.claim.saved", "evidence.claim.dropped"]
    assert all("My words" not in str(row.data) + row.words for row in rows)


def test_an_outcome_that_there_is_not_cannot_be_claimed(person):
    with pytest.raises(UnknownOutcomeError):
        say(person, outcome="XYZ-1")


def test_the_overview_takes_the_same_queries_however_many_claims(person, posts, a_piece, django_assert_num_queries):
    a_piece("COO-1.1", "LAW-1.1")
    say(person, posts)
    with django_assert_num_queries(11):
        overview(person, TODAY)
    say(person, posts, outcome="LAW-1")
    with django_assert_num_queries(11):
        overview(person, TODAY)
