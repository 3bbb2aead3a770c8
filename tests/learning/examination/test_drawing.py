"""Drawing papers: the same seed gives the same paper, counts are those of the blueprint, and what is short is said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.content.blueprints import Blueprint, CaseSet, Draw, PartPlan, Ruling, blueprints
from trigpoint.content.questions import questions
from trigpoint.learning.examination.drawing import Eligible, TooFewError, draw

RULE = Ruling(1, "", "", "ours", "")
SMALL = Blueprint("small", "Small", "award", "passed:it", "", "v", (), (), RULE, RULE, RULE, RULE, RULE, RULE, RULE)
SEEDS = st.text("0123456789abcdef", min_size=1, max_size=32)


def small(*parts: PartPlan, sets: tuple[CaseSet, ...] = ()) -> Blueprint:
    return replace(SMALL, parts=parts, sets=sets)


def part(*draws: Draw, sets: int = 0, name: str = "Part") -> PartPlan:
    return PartPlan("p", name, 45, draws, sets)


def pool(**topics: int) -> dict[str, Eligible]:
    return {f"{topic}-{n}": Eligible(topic, ("LAW-1",)) for topic, count in topics.items() for n in range(count)}


def real_pool() -> dict[str, Eligible]:
    return {
        key: Eligible(one.topic, one.outcomes)
        for key, one in questions().items()
        if one.for_examination and not one.to_be_checked
    }


def of(paper) -> list[str]:
    return [one.question for one in paper]


@given(SEEDS)
def test_the_real_blueprint_draws_from_the_real_questions_as_it_says_and_each_once(seed):
    blueprint = blueprints()["law-examination"]
    papers = draw(blueprint, real_pool(), seed)

    drawn = [one for paper in papers for one in of(paper)]
    assert len(drawn) == len(set(drawn)) == 40
    for plan, paper in zip(blueprint.parts, papers, strict=True):
        counts = Counter(one.topic for one in paper)
        for row in plan.draws:
            assert sum(counts[topic] for topic in row.topics) == row.count
    assert draw(blueprint, real_pool(), seed) == papers
    assert {f"LAW-{n}" for n in range(1, 7)} <= {outcome for one in drawn for outcome in questions()[one].outcomes}


@given(SEEDS, st.randoms())
def test_a_paper_hangs_on_its_seed_and_not_on_the_order_of_the_pool(seed, chance):
    blueprint = small(part(Draw(("a",), (), 3), Draw(("b",), (), 2)))
    rows = list(pool(a=9, b=9).items())
    shuffled = rows[:]
    chance.shuffle(shuffled)

    assert draw(blueprint, dict(rows), seed) == draw(blueprint, dict(shuffled), seed)


def test_other_seeds_give_other_papers_and_every_question_comes_about_as_often():
    blueprint = small(part(Draw(("a",), (), 5)))
    times = Counter(one for seed in range(400) for one in of(draw(blueprint, pool(a=20), str(seed))[0]))

    assert len(times) == 20
    assert min(times.values()) > 60
    assert max(times.values()) < 140


def test_rows_that_overlap_are_filled_where_they_can_be():
    # Only b-0 fits the second row, so the first must not take it.
    blueprint = small(part(Draw(("a", "b"), (), 2), Draw(("b",), (), 1)))

    for seed in range(50):
        assert set(of(draw(blueprint, pool(a=2, b=1), str(seed))[0])) == {"a-0", "a-1", "b-0"}


def test_questions_met_before_come_only_where_no_others_are_left():
    blueprint = small(part(Draw(("a",), (), 3)))

    assert set(of(draw(blueprint, pool(a=6), "s", frozenset({"a-0", "a-1", "a-2"}))[0])) == {"a-3", "a-4", "a-5"}
    assert len(of(draw(blueprint, pool(a=3), "s", frozenset({"a-0", "a-1", "a-2"}))[0])) == 3


def test_a_set_is_drawn_whole_with_its_case_and_its_questions_never_alone():
    one = CaseSet("case-1", "A case", "Words.", ("a-0", "a-1"))
    blueprint = small(part(Draw(("a",), (), 2), sets=1), sets=(one,))
    (paper,) = draw(blueprint, pool(a=4), "s")

    assert [(placed.question, placed.case) for placed in paper[2:]] == [("a-0", "case-1"), ("a-1", "case-1")]
    assert set(of(paper[:2])) == {"a-2", "a-3"}


def test_a_set_that_lacks_a_question_is_left_out_and_what_is_short_is_said():
    one = CaseSet("case-1", "A case", "Words.", ("a-0", "gone"))
    with pytest.raises(TooFewError, match="asks for 1 sets on one case, and 0 can be drawn"):
        draw(small(part(Draw(("a",), (), 1), sets=1), sets=(one,)), pool(a=4), "s")


def test_a_pool_that_is_too_small_says_where_and_how_many_lack():
    with pytest.raises(TooFewError) as raised:
        draw(small(part(Draw(("a",), (), 3), Draw(("b",), (), 2), name="Part 1")), pool(a=3), "s")

    assert raised.value.words == ("“Part 1” asks for 2 questions on b, and 2 cannot be filled.",)


def test_an_outcome_that_a_row_names_is_asked_of_each_question():
    row = Draw(("a",), ("LAW-4",), 1)

    with pytest.raises(TooFewError):
        draw(small(part(row)), pool(a=3), "s")


@given(SEEDS)
def test_an_outcome_that_chance_would_leave_out_is_on_every_paper(seed):
    rare = {**pool(a=30, b=30), "a-rare": Eligible("a", ("LAW-2",)), "b-rare": Eligible("b", ("LAW-2", "LAW-3"))}
    blueprint = replace(small(part(Draw(("a",), (), 2), Draw(("b",), (), 2))), covers=("LAW-1", "LAW-2", "LAW-3"))
    (paper,) = draw(blueprint, rare, seed)

    assert "b-rare" in of(paper)
    assert sorted(one.topic for one in paper) == ["a", "a", "b", "b"]


def test_a_paper_that_chance_covers_already_is_as_it_would_have_been():
    free = small(part(Draw(("a",), (), 3)))

    assert draw(replace(free, covers=("LAW-1",)), pool(a=9), "s") == draw(free, pool(a=9), "s")


@pytest.mark.parametrize("outcomes", [("LAW-1",), ("LAW-1", "LAW-2")])
def test_an_outcome_that_no_paper_can_hold_is_named(outcomes):
    # One slot, and no question serves both: the second needs another slot.
    one = {"a-0": Eligible("a", ("LAW-1",)), "a-1": Eligible("a", outcomes[1:] or ("LAW-1",))}
    with pytest.raises(TooFewError, match=r"has to hold a question on each of .*LAW-2"):
        draw(replace(small(part(Draw(("a",), (), 1))), covers=("LAW-1", "LAW-2")), one, "s")
