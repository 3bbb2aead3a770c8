"""Setting a pass mark: seats, rounds, who counts, who signs; and that no examination opens without it."""

from __future__ import annotations

import pytest
from tests.learning.examination.support import NOW, a_panel, candidate, examiner, opened
from tests.somebody import a_person_like

from trigpoint.learning.examination import actions
from trigpoint.learning.examination.actions import panels
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.models import Capacity, Panel, Rating, Seat, Stage
from trigpoint.learning.examination.pool import law_examination, opening
from trigpoint.learning.examination.weighing import weights
from trigpoint.people.roles import Role

pytestmark = pytest.mark.django_db


def items(panel: str) -> list[str]:
    return [item for item, _ in Panel.objects.get(key=panel).items]


def judge(panel: str, name: str, percent: int | None, capacity: Capacity = Capacity.SENCO) -> str:
    key = a_person_like(name, Role.JUDGE).key
    panels.take_seat(judge=key, panel=panel, capacity=capacity, now=NOW)
    if percent is not None:
        panels.rate(judge=key, panel=panel, ratings=dict.fromkeys(items(panel), percent), now=NOW)
    return key


def to_second_round(panel: str, actor: str) -> None:
    for stage in (Stage.FIRST, Stage.TALK):
        panels.move(actor=actor, panel=panel, since=stage, now=NOW)


def test_the_mean_of_the_judges_is_signed_with_its_spread(an_examiner: str):
    row = Panel.objects.get(key=a_panel(an_examiner, percent=60))

    # Five judges at 58 to 62: a standard deviation of the root of 2.5, over the root of 5.
    assert (row.pass_mark, row.mean, row.spread, row.error, row.judges) == (60, 6000, 158, 71, 5)
    assert row.demonstration is False


def test_a_judge_who_changes_her_mind_in_the_second_round_moves_the_mean(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    keys = [judge(panel, f"Judge {n}", 60, Capacity.PARENT_CARER if n == 0 else Capacity.SENCO) for n in range(5)]
    to_second_round(panel, an_examiner)
    panels.rate(judge=keys[0], panel=panel, ratings=dict.fromkeys(items(panel), 70), now=NOW)

    assert panels.sign(actor=an_examiner, panel=panel, note="", now=NOW) == 62
    row = Panel.objects.get(key=panel)
    assert panels.standard_of(row, through=1).mean == pytest.approx(60)
    assert panels.standard_of(row, through=2).mean == pytest.approx(62)
    assert Rating.objects.filter(panel=panel, judge=keys[0]).count() == 2 * len(items(panel))


def test_a_judge_who_left_a_question_out_does_not_count(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    for number in range(5):
        judge(panel, f"Judge {number}", 60, Capacity.PARENT_CARER if number == 0 else Capacity.SENCO)
    late = judge(panel, "Judge Late", None)
    panels.rate(judge=late, panel=panel, ratings={items(panel)[0]: 5}, now=NOW)
    to_second_round(panel, an_examiner)

    assert panels.sign(actor=an_examiner, panel=panel, note="", now=NOW) == 60


def test_fewer_than_five_judges_or_no_parent_carer_is_not_signed(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    for number in range(4):
        judge(panel, f"Judge {number}", 60)
    to_second_round(panel, an_examiner)

    with pytest.raises(ExaminationError) as raised:
        panels.sign(actor=an_examiner, panel=panel, note="", now=NOW)
    assert str(raised.value) == (
        "5 judges must have rated every question; 4 have. 1 of them must be a parent carer; 0 are."
    )


def test_nobody_rates_without_a_seat_outside_a_round_or_beyond_100(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    stranger = a_person_like("Somebody Else", Role.JUDGE).key
    first = {items(panel)[0]: 50}
    with pytest.raises(ExaminationError, match="take your seat first"):
        panels.rate(judge=stranger, panel=panel, ratings=first, now=NOW)
    sitting = judge(panel, "Judge One", 60)
    with pytest.raises(ExaminationError, match="from 0 to 100"):
        panels.rate(judge=sitting, panel=panel, ratings={items(panel)[0]: 101}, now=NOW)

    panels.move(actor=an_examiner, panel=panel, since=Stage.FIRST, now=NOW)
    with pytest.raises(ExaminationError, match="No round is open"):
        panels.rate(judge=sitting, panel=panel, ratings=first, now=NOW)
    with pytest.raises(ExaminationError, match="no more seats"):
        panels.take_seat(judge=stranger, panel=panel, capacity=Capacity.SENCO, now=NOW)


def test_only_a_judge_takes_a_seat_and_who_judged_neither_signs_nor_sits(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    with pytest.raises(ExaminationError, match="Only judges"):
        panels.take_seat(judge=candidate().key, panel=panel, capacity=Capacity.SENCO, now=NOW)
    both = a_person_like("Bo Both", Role.JUDGE, Role.EXAMINER).key
    panels.take_seat(judge=both, panel=panel, capacity=Capacity.PARENT_CARER, now=NOW)
    panels.rate(judge=both, panel=panel, ratings=dict.fromkeys(items(panel), 60), now=NOW)
    for number in range(4):
        judge(panel, f"Judge {number}", 60)
    to_second_round(panel, an_examiner)

    with pytest.raises(ExaminationError, match="Another examiner signs"):
        panels.sign(actor=both, panel=panel, note="", now=NOW)
    panels.sign(actor=an_examiner, panel=panel, note="", now=NOW)
    with pytest.raises(ExaminationError, match="you have seen their answers"):
        opened(both)


def test_two_clicks_move_a_panel_once_and_a_second_panel_waits(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    judge(panel, "Judge One", 60)
    panels.move(actor=an_examiner, panel=panel, since=Stage.FIRST, now=NOW)
    panels.move(actor=an_examiner, panel=panel, since=Stage.FIRST, now=NOW)

    assert Panel.objects.get(key=panel).stage == Stage.TALK
    with pytest.raises(ExaminationError, match="open already"):
        panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)


def test_questions_weigh_as_often_as_they_are_drawn(an_examiner: str):
    row = Panel.objects.get(key=a_panel(an_examiner))

    assert sum(weights(row).values()) == pytest.approx(40)


def test_no_examination_opens_without_a_panel(an_examiner: str):
    assert opening(law_examination()).hindrances == (
        "No panel of judges has set the pass mark for these questions yet.",
    )
    with pytest.raises(ExaminationError, match="No panel of judges"):
        opened(candidate().key)


def test_no_examination_opens_on_a_panel_of_a_demonstration_outside_one(an_examiner: str, settings):
    settings.DEMO = True
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    judge(panel, "Judge One", 60)
    judge(panel, "Judge Two", 70, Capacity.PARENT_CARER)
    to_second_round(panel, an_examiner)
    assert panels.sign(actor=an_examiner, panel=panel, note="", now=NOW) == 65
    assert opening(law_examination()).is_open

    settings.DEMO = False
    assert not opening(law_examination()).is_open


def test_no_examination_opens_on_questions_that_no_expert_reviewed(an_examiner: str, monkeypatch):
    a_panel(an_examiner)
    monkeypatch.setattr("trigpoint.learning.examination.pool.reviewed_items", frozenset)

    found = opening(law_examination())
    assert not found.is_open
    assert len(found.hindrances) == 10
    with pytest.raises(ExaminationError, match="no expert has reviewed any"):
        panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)


def test_a_flagged_question_is_never_drawn_again(an_open_examination: str):
    pool = opening(law_examination()).pool
    item = next(iter(pool))
    actions.flag(actor=an_open_examination, question=item, reason="Two answers are right.", now=NOW)

    assert set(pool) - set(opening(law_examination()).pool) == {item}


def test_a_seat_is_taken_once(an_examiner: str):
    panel = panels.open_panel(actor=an_examiner, blueprint=law_examination(), now=NOW)
    key = judge(panel, "Judge One", None)
    panels.take_seat(judge=key, panel=panel, capacity=Capacity.OTHER, now=NOW)

    assert Seat.objects.get(judge=key).capacity == Capacity.SENCO
    assert examiner("Ed Other")
