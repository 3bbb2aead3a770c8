"""Who is proposed, who cannot, and giving something to somebody else."""

from __future__ import annotations

from datetime import date

import pytest
from tests.assessment.conftest import (
    A_SIGNATURE,
    CRITERIA,
    NOW,
    OUTCOME,
    TODAY,
    a_piece,
    days,
    judge,
    row_of,
    send,
)

from trigpoint.assessment import actions, conflicts, queries
from trigpoint.assessment.actions.allocating import drawn, propose
from trigpoint.assessment.actions.telling import queue_reminders, send_reminder
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.gates import gate
from trigpoint.assessment.models import Allocation, DeclaredConflict
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.words import Slot, State, Via
from trigpoint.kernel import Fact, Period
from trigpoint.people.actions import relate
from trigpoint.people.roles import RelationKind
from trigpoint.platform.models import Message
from trigpoint.record.actions import enter

pytestmark = pytest.mark.django_db
SCHOOL = "urn:112717"


def proposed(key):
    return propose(row_of(key), queries.progress_of(key), TODAY)


def refusals(key):
    return {one.name: one.refusal for one in proposed(key) if one.refusal}


def a_post(person, since, until=None):
    fact = Fact("served:teacher", Period(since, until), 100, at=SCHOOL)
    enter(actor=person.key, subject=person.key, facts=[fact], now=NOW)


def test_the_strand_comes_first_then_who_has_least(sent, alex, bea, cal):
    actions.choose(assessor=bea.key, strands=["CPD"], most=8, away_until=None, now=NOW)

    assert proposed(sent)[0].name == "Bea Quill"
    assert proposed(sent)[0].reasons == ("Judges CPD.", "Has 0 of 8.")


@pytest.mark.parametrize("kind", RelationKind)
def test_mentor_manager_and_family_cannot_judge(sent, asha, alex, bea, kind):
    relate(person=asha.key, other=alex.key, kind=kind, since=TODAY, actor=asha.key, now=NOW)

    assert refusals(sent) == {"Alex Reed": conflicts.CLASH}


def test_who_worked_at_the_same_school_within_three_years_cannot_judge(sent, asha, alex, bea, cal):
    a_post(asha, date(2022, 9, 1))
    a_post(alex, date(2018, 9, 1), date(2024, 9, 1))
    a_post(bea, date(2010, 9, 1), date(2020, 9, 1))

    assert refusals(sent) == {"Alex Reed": conflicts.CLASH}


def test_what_a_candidate_said_is_kept_and_never_told(sent, asha, alex, bea):
    actions.declare(assessor=alex.key, other=asha.key, setting="", code="know", by=asha.key, now=NOW)
    actions.declare(assessor=alex.key, other=asha.key, setting="", code="know", by=asha.key, now=NOW)

    assert refusals(sent) == {"Alex Reed": conflicts.DECLARED}
    assert DeclaredConflict.objects.count() == 1
    actions.end_conflict(number=DeclaredConflict.objects.get().pk, by=asha.key, now=NOW)
    assert refusals(sent) == {}


def test_nobody_takes_back_what_somebody_else_declared(asha, alex, bea):
    actions.declare(assessor=alex.key, other=asha.key, setting="", code="know", by=asha.key, now=NOW)

    with pytest.raises(GoneError):
        actions.end_conflict(number=DeclaredConflict.objects.get().pk, by=alex.key, now=NOW)


def test_who_is_full_away_of_another_strand_or_not_standardised_cannot(sent, alex, bea, cal, monkeypatch):
    monkeypatch.setattr("trigpoint.assessment.gates._gates", {})
    gate("tests.gate", lambda assessor, strand, _: f"Not passed for {strand}." if assessor == cal.key else "")
    actions.choose(assessor=alex.key, strands=[], most=0, away_until=None, now=NOW)
    actions.choose(assessor=bea.key, strands=["LAW"], most=3, away_until=None, now=NOW)

    assert refusals(sent) == {
        "Alex Reed": "Has no room: 0 of 0.",
        "Bea Quill": "Does not judge CPD.",
        "Cal Wynn": "Not passed for CPD.",
    }
    actions.choose(assessor=bea.key, strands=[], most=3, away_until=days(1).date(), now=NOW)
    assert refusals(sent)["Bea Quill"] == "Is away."


def test_whom_the_proposal_refuses_is_not_given_it_either(sent, asha, alex, rae):
    relate(person=asha.key, other=alex.key, kind=RelationKind.FAMILY, since=TODAY, actor=asha.key, now=NOW)

    with pytest.raises(AssessmentError, match="Alex Reed cannot have it"):
        actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)
    assert Allocation.objects.count() == 0


def test_nobody_judges_twice_as_first_and_second(sent, alex, rae):
    actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)

    assert refusals(sent) == {"Alex Reed": "Has judged it, or was given it, before."}


def test_who_gives_it_back_is_out_and_it_waits_again(allocated, alex, bea):
    actions.declare_on(key=allocated, assessor=alex.key, code="know", now=NOW)

    assert row_of(allocated).state is State.SUBMITTED
    assert queries.queue_of(alex.key, TODAY) == ()
    assert [row.submission for row in queries.waiting_for_assessors()] == [allocated]


def test_a_conflict_that_an_allocator_finds_sets_the_judgement_aside(allocated, alex, bea, rae):
    judge(allocated, alex)
    actions.set_aside_for_conflict(key=allocated, slot=Slot.FIRST, code="family", actor=rae.key, now=NOW)

    assert row_of(allocated).state is State.SUBMITTED
    assert refusals(allocated)["Alex Reed"].startswith("Has judged it")
    with pytest.raises(AssessmentError, match="counts no more"):
        actions.set_aside_for_conflict(key=allocated, slot=Slot.FIRST, code="family", actor=rae.key, now=NOW)


def test_the_lot_is_the_same_each_time_and_falls_on_about_as_many_as_it_says():
    keys = [f"s_{number:032x}" for number in range(2_000)]

    assert [drawn(key, 20) for key in keys] == [drawn(key, 20) for key in keys]
    assert 340 < sum(drawn(key, 20) for key in keys) < 460
    assert not any(drawn(key, 0) for key in keys)


def test_the_queue_is_the_oldest_first_a_page_at_a_time(asha, alex, rae, experienced):
    keys = []
    for number, outcome_id in enumerate(("CPD-3", "CPD-4", "CPD-5")):
        criteria = [f"{outcome_id}.{place}" for place in range(1, 5)]
        key = actions.draft(candidate=asha.key, outcome_id=outcome_id, via=Via.TAUGHT, now=NOW)
        actions.choose_pieces(key=key, candidate=asha.key, pieces=[a_piece(asha.key, criteria)], now=NOW)
        send(key, days(2 - number))
        keys.append(key)
    for key in keys:
        actions.allocate(key=key, assessor=alex.key, actor=rae.key, now=NOW)

    first = queries.queue_of(alex.key, TODAY, most=2)
    assert [row.submission for row in first] == keys[::-1]  # one more than the page
    after = (first[1].sent_at, first[1].allocation)
    assert [row.submission for row in queries.queue_of(alex.key, TODAY, after=after, most=2)] == keys[:1]


def test_an_assessor_is_reminded_on_a_school_day_and_once_a_week(allocated, alex):
    assert queue_reminders(days(7)) == 0  # not yet long
    assert queue_reminders(days(19)) == 0  # a Saturday
    assert queue_reminders(days(21)) == 1
    assert queue_reminders(days(22)) == 0
    assert send_reminder(assessor=alex.key, day=days(21).date().isoformat(), now=days(21))
    message = Message.objects.get(to=alex.key)
    assert message.subject == "Trigpoint: what waits in your queue"
    assert "1 submission waits for you. The oldest was sent 21 days ago." in message.text
    late = days(21).replace(hour=20)
    assert not send_reminder(assessor=alex.key, day=late.date().isoformat(), now=late)


def test_an_unknown_reason_is_refused(allocated, alex, bea, rae):
    with pytest.raises(AssessmentError, match="Select why somebody else judges it"):
        actions.reallocate(
            key=allocated, slot=Slot.FIRST, assessor=bea.key, code="boredom", actor=rae.key, now=NOW
        )  # fmt: skip


@pytest.mark.parametrize("criteria", [CRITERIA])
def test_asking_needs_a_known_reason(allocated, alex, criteria):
    with pytest.raises(AssessmentError, match="Select why you ask"):
        actions.ask_for_more(
            key=allocated, assessor=alex.key, codes=["mood"], criteria=criteria, words="More.", now=NOW,
            signature=Signature(A_SIGNATURE.digest, NOW),
        )  # fmt: skip
    assert row_of(allocated).outcome == OUTCOME
