"""Protected time: asking, answering, and that only the head of that school answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from trigpoint.people import actions as people
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.people.time import actions
from trigpoint.people.time.errors import TimeRefusedError
from trigpoint.people.time.models import State, TimeRequest
from trigpoint.people.time.queries import request_at, requests_at, requests_of
from trigpoint.people.time.rights import forget, old_requests, open_requests, requests
from trigpoint.platform.events import of_subject

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HILL, MILL = "urn:100001", "urn:100002"
FROM, REVIEW = date(2027, 1, 4), date(2027, 7, 1)
ASHA = "p_asha_asha_asha"


@pytest.fixture
def head(a_person):
    where = people.enter_organisation(
        kind=OrganisationKind.SCHOOL, name="Hill Primary School", setting=HILL, actor=None, now=NOW
    )
    return a_person("Hugo Vale", Role.HEAD, organisation=where).key


@pytest.fixture
def request_key(db):
    return ask()


def ask(setting: str = HILL, **more) -> str:
    given = {"minutes": 120, "since": FROM, "now": NOW, **more}
    return actions.ask(subject=ASHA, setting=setting, **given)


def only():
    (found,) = requests_of(ASHA)
    return found


def test_a_request_waits_at_the_school_and_leaves_an_event_with_her_words_apart(db):
    key = ask(words="For the law strand.", minutes_left=3_000, finish=date(2027, 7, 31))

    (row,) = requests_at(HILL)
    (event,) = of_subject(ASHA)
    assert (row.key, row.state, row.minutes, row.minutes_left, row.words) == (
        key, State.WAITING, 120, 3_000, "For the law strand.",
    )  # fmt: skip
    assert (event.name, event.actor, event.data["request"]) == ("people.time.asked", ASHA, key)
    assert "law strand" not in str(event.data)
    assert requests_at(MILL) == ()


def test_one_request_at_a_time_waits_at_a_school_and_another_school_has_its_own(request_key):
    with pytest.raises(TimeRefusedError, match="waits at this school already"):
        ask()

    ask(MILL)
    assert len(requests_of(ASHA)) == 2


@pytest.mark.parametrize("minutes", [0, 14, 2_401])
def test_time_that_no_week_has_is_refused(db, minutes):
    with pytest.raises(TimeRefusedError, match="between 15 minutes and 40 hours"):
        ask(minutes=minutes)


def test_words_that_are_too_long_are_refused_with_their_length(db):
    with pytest.raises(TimeRefusedError, match="Yours has 1,001"):
        ask(words="x" * 1_001)


def test_the_head_agrees_what_was_asked(head, request_key):
    actions.agree(actor=head, request=request_key, since=FROM, review=REVIEW, now=NOW)

    row = only()
    assert (row.state, row.agreed_minutes, row.agreed_since, row.review, row.answered_by) == (
        State.AGREED, 120, FROM, REVIEW, head,
    )  # fmt: skip
    assert [event.name for event in of_subject(ASHA)] == ["people.time.asked", "people.time.agreed"]


def test_what_the_head_proposes_holds_once_she_accepts_it(head, request_key):
    actions.propose(actor=head, request=request_key, minutes=60, since=FROM, review=REVIEW, reply="Half.", now=NOW)
    assert (only().state, only().reply) == (State.PROPOSED, "Half.")

    actions.accept(subject=ASHA, request=request_key, now=NOW)
    assert (only().state, only().agreed_minutes) == (State.AGREED, 60)


def test_she_turns_a_proposal_down_by_taking_the_request_back(head, request_key):
    actions.propose(actor=head, request=request_key, minutes=60, since=FROM, review=REVIEW, now=NOW)
    actions.withdraw(subject=ASHA, request=request_key, now=NOW)

    assert only().state is State.WITHDRAWN
    assert requests_at(HILL) == ()


def test_a_request_is_declined_only_with_a_reason(head, request_key):
    with pytest.raises(TimeRefusedError, match="Say why"):
        actions.decline(actor=head, request=request_key, reply="  ", now=NOW)
    actions.decline(actor=head, request=request_key, reply="No cover before June.", now=NOW)

    assert (only().state, only().reply) == (State.DECLINED, "No cover before June.")
    assert of_subject(ASHA)[-1].actor == head


def test_a_new_agreement_takes_the_place_of_the_one_before(head, request_key):
    actions.agree(actor=head, request=request_key, since=FROM, review=REVIEW, now=NOW)
    second = ask(minutes=180)
    actions.agree(actor=head, request=second, since=FROM, review=REVIEW, now=NOW)

    assert [(row.minutes, row.state) for row in requests_of(ASHA)] == [(180, State.AGREED), (120, State.REPLACED)]


def test_nobody_answers_but_the_head_of_that_school_on_that_day(head, a_person, request_key):
    elsewhere = people.enter_organisation(
        kind=OrganisationKind.SCHOOL, name="Mill School", setting=MILL, actor=None, now=NOW
    )
    other = a_person("Olga Hale", Role.HEAD, organisation=elsewhere).key
    answers = (
        lambda who, now: actions.agree(actor=who, request=request_key, since=FROM, review=REVIEW, now=now),
        lambda who, now: actions.propose(
            actor=who, request=request_key, minutes=60, since=FROM, review=REVIEW, now=now
        ),
        lambda who, now: actions.decline(actor=who, request=request_key, reply="No.", now=now),
    )

    for answer in answers:
        for who, now in ((other, NOW), (ASHA, NOW), (head, NOW - timedelta(days=1000))):
            with pytest.raises(TimeRefusedError, match="Only the head of the school"):
                answer(who, now)
    assert only().state is State.WAITING


def test_a_request_is_answered_once(head, request_key):
    actions.withdraw(subject=ASHA, request=request_key, now=NOW)

    with pytest.raises(TimeRefusedError, match="meanwhile"):
        actions.agree(actor=head, request=request_key, since=FROM, review=REVIEW, now=NOW)


def test_nobody_takes_back_the_request_of_somebody_else(request_key):
    with pytest.raises(TimeRefusedError, match="meanwhile"):
        actions.withdraw(subject="p_somebody_else", request=request_key, now=NOW)


def test_a_review_comes_after_the_beginning(head, request_key):
    with pytest.raises(TimeRefusedError, match="must be after"):
        actions.agree(actor=head, request=request_key, since=FROM, review=FROM, now=NOW)


def test_she_notes_what_a_head_said_who_does_not_use_this_site(request_key):
    actions.note_agreed(subject=ASHA, request=request_key, minutes=90, since=FROM, review=REVIEW, now=NOW)

    assert (only().state, only().agreed_minutes, only().answered_by) == (State.AGREED, 90, ASHA)


def test_she_notes_that_a_head_declined(request_key):
    actions.note_declined(subject=ASHA, request=request_key, reply="Not this year.", now=NOW)

    assert (only().state, only().reply) == (State.DECLINED, "Not this year.")


def test_a_request_is_found_at_its_own_school_alone(request_key):
    found = request_at(HILL, request_key)

    assert found is not None
    assert found.is_open
    assert request_at(MILL, request_key) is None


def test_what_is_held_is_exported_waits_and_is_forgotten(head, request_key):
    assert requests(ASHA)[0]["minutes a week"] == 120  # type: ignore[index,call-overload]
    (waiting,) = open_requests(ASHA, NOW.date())
    assert waiting.withdraw is not None
    waiting.withdraw(NOW)
    assert open_requests(ASHA, NOW.date()) == ()

    forget(ASHA, actor=ASHA, now=NOW)
    assert requests(ASHA) == []


def test_a_head_who_is_erased_is_named_no_more_in_what_others_asked(head, request_key):
    actions.decline(actor=head, request=request_key, reply="No.", now=NOW)
    forget(head, actor=head, now=NOW)

    assert only().answered_by == ""


def test_only_what_has_ended_long_ago_is_swept(head, request_key):
    actions.decline(actor=head, request=request_key, reply="No.", now=NOW)
    gone = ask()
    actions.withdraw(subject=ASHA, request=gone, now=NOW)
    ask()

    later = NOW + timedelta(days=1)
    assert old_requests(NOW, dry=True) == 0
    assert old_requests(later, dry=True) == 2
    assert old_requests(later, dry=False) == 2
    assert TimeRequest.objects.count() == 1
