"""Who may mentor whom, what ends, and meetings that both sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.pathway.mentoring.conftest import NOW, SAID, TODAY, by_key, met, newest_of, sign

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.errors import ChangedError, GoneError, MentoringError
from trigpoint.pathway.mentoring.held import mentors, waits
from trigpoint.pathway.mentoring.models import MeetingSignature, MeetingText, Mentoring
from trigpoint.pathway.mentoring.words import Reason, State, Tie
from trigpoint.pathway.plan.actions import write_reflection
from trigpoint.pathway.plan.queries import reflections_shown
from trigpoint.people import actions as people
from trigpoint.people.data.queries import consents_of
from trigpoint.people.queries import relations_between
from trigpoint.people.roles import OrganisationKind, RelationKind, Role
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.models import Event
from trigpoint.record.actions import enter

pytestmark = pytest.mark.django_db
HILL = "urn:100123"


def offer(candidate, mentor, actor):
    return actions.offer(candidate=candidate.key, mentor=mentor.key, actor=actor.key, now=NOW)


def works_at(person, setting=HILL):
    spell = Fact("served:senco", Period(date(2025, 9, 1)), 80, at=setting)
    enter(actor=person.key, subject=person.key, facts=[spell], now=NOW)


def test_a_candidate_asks_is_offered_somebody_and_accepts(asha, maya, ada):
    actions.ask(candidate=asha.key, hopes="Leading training.", now=NOW)
    with pytest.raises(MentoringError, match="asked for one already"):
        actions.ask(candidate=asha.key, hopes="", now=NOW)
    offer(asha, maya, ada)

    assert actions.accept(candidate=asha.key, ties=(), now=NOW)
    row = newest_of(asha.key)
    assert (row.mentor_name, row.since, row.state) == ("Maya Stone", TODAY, State.ON)
    assert relations_between(asha.key, maya.key, TODAY) == {RelationKind.MENTOR}


def test_nothing_is_shown_when_it_begins(mentoring):
    assert queries.shown_items(by_key(mentoring), TODAY) == ()


def test_a_mentor_takes_five_unless_she_says_another_number(maya, ada, a_person):
    for number in range(5):
        offer(a_person(f"Candidate {number}", email=f"c{number}@school.example"), maya, ada)
    last = a_person("One More")
    with pytest.raises(MentoringError, match="Maya Stone has no room: 5 of 5"):
        offer(last, maya, ada)
    actions.set_most(mentor=maya.key, most=6, now=NOW)
    offer(last, maya, ada)
    actions.set_most(mentor=maya.key, most=0, now=NOW)
    assert queries.most_of(maya.key) == 0


@pytest.mark.parametrize("kind", [RelationKind.LINE_MANAGER, RelationKind.FAMILY])
@pytest.mark.parametrize("around", [False, True])
def test_a_line_manager_or_family_is_not_offered_and_who_allocates_is_not_told_which(asha, maya, ada, kind, around):
    one, other = (maya, asha) if around else (asha, maya)
    people.relate(person=one.key, other=other.key, kind=kind, since=TODAY, actor=one.key, now=NOW)

    with pytest.raises(MentoringError, match="There is a conflict of interest between the two"):
        offer(asha, maya, ada)


def test_the_head_of_her_school_is_not_offered(asha, ada, a_person):
    where = people.enter_organisation(kind=OrganisationKind.SCHOOL, name="Hill Top", setting=HILL, actor=None, now=NOW)
    head = a_person("Hugo Vale", Role.MENTOR)
    people.appoint(person=head.key, role=Role.HEAD, organisation=where, since=TODAY, actor=None, now=NOW)
    works_at(asha)

    with pytest.raises(MentoringError, match="head or governor"):
        offer(asha, head, ada)


def test_nobody_mentors_herself_and_only_mentors_mentor(maya, asha, ada):
    with pytest.raises(MentoringError, match="mentors herself"):
        offer(maya, maya, ada)
    with pytest.raises(MentoringError, match="holds the role of a mentor"):
        offer(maya, asha, ada)


def test_somebody_of_her_school_mentors_only_where_she_says_so(asha, maya, offered):
    works_at(asha)
    works_at(maya)
    with pytest.raises(MentoringError, match="both at one school"):
        actions.accept(candidate=asha.key, ties=(), now=NOW)

    assert actions.accept(candidate=asha.key, ties={Tie.SAME_SCHOOL}, now=NOW)
    assert newest_of(asha.key).same_school


def test_a_conflict_that_she_tells_ends_the_offer_and_is_kept(asha, maya, ada, offered):
    assert not actions.accept(candidate=asha.key, ties={Tie.FAMILY}, now=NOW)

    assert queries.open_of(asha.key) is None
    assert Mentoring.objects.get().reason == Reason.CONFLICT
    with pytest.raises(MentoringError, match="conflict"):
        offer(asha, maya, ada)


def test_a_candidate_has_one_mentor_at_a_time(asha, maya, ada, a_person, mentoring):
    other = a_person("Omar Field", Role.MENTOR)
    with pytest.raises(MentoringError, match="has a mentor"):
        offer(asha, other, ada)


@pytest.mark.parametrize("who", ["asha", "maya"])
def test_either_ends_it_and_from_then_on_nothing_is_shown(asha, maya, mentoring, who):
    actions.choose_items(candidate=asha.key, items=("plan", "assessment"), now=NOW)
    note = write_reflection(person=asha.key, words="Mine", now=NOW)
    actions.show_reflection_to_mentor(candidate=asha.key, key=note, now=NOW)
    assert queries.shown_items(by_key(mentoring), TODAY) == ("plan", "assessment")
    actions.end(key=mentoring, by={"asha": asha, "maya": maya}[who].key, reason=Reason.UNSAID, now=NOW)

    assert queries.shown_items(by_key(mentoring), TODAY) == ()
    assert all(row.withdrawn_at for row in consents_of(asha.key))
    assert reflections_shown(asha.key, maya.key) == ()
    assert relations_between(asha.key, maya.key, TODAY) == set()
    with pytest.raises(GoneError):
        actions.end(key=mentoring, by=asha.key, reason=Reason.UNSAID, now=NOW)


def test_nobody_else_ends_it(mentoring, ada):
    with pytest.raises(GoneError):
        actions.end(key=mentoring, by=ada.key, reason=Reason.UNSAID, now=NOW)


def test_a_meeting_is_signed_when_both_have_signed_by_their_own_act(meeting, asha, maya):
    sign(meeting, maya)
    assert met(meeting).waits_for == (asha.key,)
    sign(meeting, asha)
    sign(meeting, asha)

    assert met(meeting).is_signed
    assert MeetingSignature.objects.count() == 2


def test_a_change_needs_new_signatures_and_the_earlier_text_stays(meeting, asha, maya):
    sign(meeting, maya)
    sign(meeting, asha)
    seen = met(meeting).text.digest
    actions.change_meeting(meeting=meeting, by=asha.key, seen=seen, said=replace(SAID, notes="Leading two."), now=NOW)
    row = met(meeting)

    assert (row.text.notes, row.is_signed, row.text.version) == ("Leading two.", False, 2)
    assert (row.earlier[0].notes, len(row.earlier[0].signed)) == ("Leading a session.", 2)
    assert queries.unsigned_by(maya.key)[0].key == meeting


def test_what_changed_meanwhile_is_neither_signed_nor_overwritten(meeting, asha, maya):
    seen = met(meeting).text.digest
    changed = replace(SAID, minutes=60)
    actions.change_meeting(meeting=meeting, by=maya.key, seen=seen, said=changed, now=NOW)

    with pytest.raises(ChangedError):
        actions.sign(meeting=meeting, by=asha.key, digest=seen, now=NOW)
    with pytest.raises(ChangedError):
        actions.change_meeting(meeting=meeting, by=asha.key, seen=seen, said=SAID, now=NOW)
    now = met(meeting).text.digest
    actions.change_meeting(meeting=meeting, by=asha.key, seen=now, said=changed, now=NOW)
    assert met(meeting).text.version == 2


def test_nobody_else_writes_or_signs(meeting, mentoring, ada):
    with pytest.raises(GoneError):
        actions.write_meeting(mentoring=mentoring, by=ada.key, said=SAID, now=NOW)
    with pytest.raises(GoneError):
        sign(meeting, ada)


def test_texts_and_signatures_only_grow_even_for_sql(meeting, asha):
    sign(meeting, asha)
    with pytest.raises(AppendOnlyError):
        MeetingText.objects.all().delete()
    for statement in (
        "UPDATE pathway_meeting_text SET minutes = 1",
        "UPDATE pathway_meeting_text SET notes = 'Other'",
        "DELETE FROM pathway_meeting_text",
        "DELETE FROM pathway_meeting_signature",
        "UPDATE pathway_meeting_signature SET signed_by = 'p_other'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_events_hold_no_words(meeting, asha):
    sign(meeting, asha)

    assert not Event.objects.filter(data__icontains="session").exists()
    assert Event.objects.exclude(words="").filter(name__startswith="pathway").count() == 0


def test_a_candidate_who_is_erased_leaves_days_and_digests_alone(meeting, asha, maya):
    sign(meeting, asha)
    assert "'your mentor': 'Maya Stone'" in str(mentors(asha.key))
    assert len(waits(asha.key, TODAY)) == 1
    for _ in range(2):
        actions.forget_person(subject=asha.key, actor=asha.key, now=NOW)

    assert mentors(asha.key) == {}
    text = MeetingText.objects.get()
    assert (text.notes, text.steps, len(text.digest)) == ("", "", 64)
    assert not Mentoring.objects.exists()


def test_a_mentor_who_is_erased_ends_what_she_mentors_and_the_texts_stay_the_candidates(meeting, asha, maya):
    actions.forget_person(subject=maya.key, actor=maya.key, now=NOW)

    assert queries.open_of(asha.key) is None
    assert queries.all_meetings_of(asha.key)[0].text.notes == "Leading a session."
