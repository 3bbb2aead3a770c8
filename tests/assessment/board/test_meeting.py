"""The award board: only who is complete, with a quorum, without conflicts, by two signatures over one list."""

from __future__ import annotations

import pytest
from tests.assessment.board.conftest import complete
from tests.assessment.conftest import NOW, TODAY, days, row_of
from tests.platform.working import Clock, run_all

from trigpoint.assessment import actions, queries
from trigpoint.assessment.board import meeting as board
from trigpoint.assessment.board.models import BoardSignature, Item, Minutes
from trigpoint.assessment.board.tasks import enter_award
from trigpoint.assessment.board.words import ItemState
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.signing import digest_of
from trigpoint.assessment.words import Actor, Slot, State
from trigpoint.kernel import Basis
from trigpoint.people.models import Person
from trigpoint.people.roles import Role
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db
AWARD = "holds:senco-award"


@pytest.fixture
def meeting(ready, sam, lena, omar, ruth):
    key = board.call(on=TODAY, actor=sam.key, now=NOW)
    board.list_agenda(key=key, actor=sam.key, now=NOW)
    board.attend(key=key, members={lena.key: False, omar.key: False, ruth.key: True}, actor=sam.key, now=NOW)
    return key


def read(key):
    found = board.meeting(key)
    assert found is not None
    return found


def sign(key, member, now=NOW):
    found = read(key)
    digest = digest_of(board.to_sign(found, board.list_for(found, member.key)))
    return board.sign(key=key, member=member.key, signature=Signature(digest, now), now=now)


def holds(person):
    return [fact for fact in facts_of(person.key) if fact.code == AWARD]


def test_who_is_complete_is_on_the_agenda_without_anybody_asking(meeting, asha):
    (item,) = read(meeting).listed
    assert (item.candidate, item.name, item.route, item.number) == (asha.key, "Asha Rahman", "T", 1)


def test_who_lacks_one_outcome_is_not_ready(moderated, asha, rae, sam):
    complete(asha.key, rae.key, without=("CPD-2", "LAW-4"))
    assert board.ready(TODAY) == ()
    assert board.standing_of_each([asha.key], TODAY)[asha.key].missing == ("SEND and equality law",)


def test_the_law_strand_counts_like_any_other(moderated, asha, rae):
    complete(asha.key, rae.key, without=("CPD-2", "law-examination"))
    assert board.ready(TODAY) == ()


def test_two_signatures_over_the_same_list_give_the_award(meeting, asha, lena, ruth, moderated):
    assert sign(meeting, lena) == ()
    assert holds(asha) == []
    (item,) = sign(meeting, ruth)
    assert item.candidate == asha.key
    first, second = BoardSignature.objects.order_by("position")
    assert first.digest == second.digest
    assert {first.member, second.member} == {lena.key, ruth.key}
    run_all(Clock())
    (fact,) = holds(asha)
    assert (fact.basis, fact.valid.start, fact.valid.end) == (Basis.ASSESSED, TODAY, None)
    assert row_of(moderated).state is State.RATIFIED
    assert board.awards_given() == (("Asha Rahman", "T", TODAY, True),)


def test_the_award_is_entered_once_however_often_the_worker_comes(meeting, asha, lena, ruth):
    sign(meeting, lena)
    sign(meeting, ruth)
    run_all(Clock())
    item = Item.objects.get()
    enter_award(item, ruth.key, NOW)
    assert len(holds(asha)) == 1
    assert board.ready(TODAY) == ()


def test_one_member_cannot_sign_twice(meeting, asha, lena):
    sign(meeting, lena)
    with pytest.raises(AssessmentError, match="second signature is another member"):
        sign(meeting, lena)
    assert holds(asha) == []


def test_without_a_quorum_nothing_is_signed(meeting, sam, lena, omar, ruth):
    board.attend(key=meeting, members={lena.key: False, ruth.key: True}, actor=sam.key, now=NOW)
    with pytest.raises(AssessmentError, match=r"no quorum\. 3 members are needed to decide, and 2 are here"):
        sign(meeting, lena)
    board.attend(key=meeting, members={lena.key: False, omar.key: False, ruth.key: False}, actor=sam.key, now=NOW)
    with pytest.raises(AssessmentError, match="such as a parent carer"):
        sign(meeting, lena)
    assert not BoardSignature.objects.exists()


def test_who_is_not_there_does_not_sign(meeting, a_person):
    other = a_person("Wim Late", Role.BOARD_MEMBER)
    with pytest.raises(AssessmentError, match="not noted as present"):
        sign(meeting, other)


def test_a_list_that_changed_since_it_was_shown_is_not_signed(meeting, lena):
    with pytest.raises(ChangedError, match="nothing was signed"):
        board.sign(key=meeting, member=lena.key, signature=Signature("0" * 64, NOW), now=NOW)


@pytest.mark.usefixtures("rae")
def test_who_is_complete_no_more_comes_off_the_list_with_the_reason(meeting, asha, lena, ruth, moderated):
    sign(meeting, lena)
    rae = Person.objects.get(name="Rae Holt")
    stage = queries.progress_of(moderated).judged[Slot.FIRST]
    # A conflict that comes to light takes a judgement back, and the fact that rested on it.
    actions.set_aside(key=moderated, stage=stage, actor=Actor.ALLOCATOR, person=rae.key, code="conflict", now=NOW)
    (gone,) = board.bring_up(key=meeting, actor=ruth.key, now=NOW)
    assert gone.candidate == asha.key
    assert gone.why.startswith("No longer complete. Missing: ")
    with pytest.raises(AssessmentError, match="Nobody is on the list"):
        sign(meeting, ruth)
    assert holds(asha) == []
    assert read(meeting).off[0].state is ItemState.TAKEN_OFF


def test_who_is_not_complete_again_does_not_come_back_on_the_list(meeting, rae, sam, moderated, ruth):
    stage = queries.progress_of(moderated).judged[Slot.FIRST]
    actions.set_aside(key=moderated, stage=stage, actor=Actor.ALLOCATOR, person=rae.key, code="conflict", now=NOW)
    board.bring_up(key=meeting, actor=ruth.key, now=NOW)
    assert board.list_agenda(key=meeting, actor=sam.key, now=NOW) == 0


def test_a_member_with_a_conflict_leaves_and_the_others_sign(meeting, asha, lena, omar, ruth):
    (item,) = read(meeting).listed
    board.say_conflict(item=item.key, member=omar.key, code="know", now=NOW)
    assert read(meeting).for_member(omar.key) == ()
    with pytest.raises(AssessmentError, match="Nobody is on the list whom you may sign"):
        sign(meeting, omar)
    sign(meeting, lena)
    assert sign(meeting, ruth) != ()


def test_a_conflict_that_records_show_is_noted_by_itself(meeting, asha, sam, omar):
    actions.declare(assessor=omar.key, other=asha.key, setting="", code="family", by=omar.key, now=NOW)
    board.list_agenda(key=meeting, actor=sam.key, now=NOW)
    assert read(meeting).listed[0].away == (omar.key,)


def test_with_fewer_than_two_free_members_an_item_comes_off(meeting, lena, omar, ruth):
    (item,) = read(meeting).listed
    for member in (lena, omar):
        board.say_conflict(item=item.key, member=member.key, code="know", now=NOW)
    (gone,) = board.bring_up(key=meeting, actor=ruth.key, now=NOW)
    assert gone.why == "Too few of those present are free of conflicts of interest."


def test_a_conflict_is_one_of_the_list(meeting, lena):
    (item,) = read(meeting).listed
    with pytest.raises(AssessmentError, match="Select what the conflict is"):
        board.say_conflict(item=item.key, member=lena.key, code="made-up", now=NOW)


def test_minutes_are_never_written_over_and_end_the_meeting(meeting, sam, lena):
    with pytest.raises(AssessmentError, match="Write the minutes first"):
        board.end(key=meeting, actor=sam.key, now=NOW)
    board.write_minutes(key=meeting, words="We met.", actor=sam.key, now=NOW)
    board.write_minutes(key=meeting, words="We met at ten.", actor=sam.key, now=days(1))
    assert [(version, words) for version, words, _, _ in board.minutes_of(meeting)] == [
        (2, "We met at ten."),
        (1, "We met."),
    ]
    with pytest.raises(AppendOnlyError):
        Minutes.objects.update(words="Nothing.")
    board.end(key=meeting, actor=sam.key, now=NOW)
    with pytest.raises(AssessmentError, match="has ended"):
        sign(meeting, lena)


def test_a_meeting_is_not_called_for_yesterday_and_an_unknown_one_is_not_there(sam):
    with pytest.raises(AssessmentError, match="today or later"):
        board.call(on=days(-1).date(), actor=sam.key, now=NOW)
    with pytest.raises(GoneError):
        board.end(key="b_unheard", actor=sam.key, now=NOW)


def test_the_page_asks_to_prove_who_one_is_and_then_ratifies(client, meeting, lena, ruth, asha):
    for member, said in ((lena, "You signed, as the first of two"), (ruth, "Ratified.")):
        client.force_login(member)
        page = client.get(f"/board/meetings/{meeting}/")
        digest = page.context["digest"]
        refused = client.post(f"/board/meetings/{meeting}/sign/", {"digest": digest}).content.decode()
        assert "Show first that it is you" in refused
        client.post("/queue/prove/?next=/board/")
        session = client.session
        session["assessment.proved"] = NOW.timestamp()
        session.save()
        answer = client.post(f"/board/meetings/{meeting}/sign/", {"digest": digest}, follow=True).content.decode()
        assert said in answer
    run_all(Clock())
    assert len(holds(asha)) == 1
