"""What regulation 49 says to a post as SENCO, before it is saved."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.timeline.support import TODAY, senco

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.eligibility.queries import law
from trigpoint.pathway.timeline.lawful import day_that_counts, judge, limbs_of
from trigpoint.pathway.timeline.posts import facts_of
from trigpoint.pathway.timeline.roles import Standing

HERE = "urn:115890"
QTS = Fact("holds:qts", Period(date(2005, 7, 31)))
INDUCTION = Fact("holds:induction-passed", Period(date(2006, 7, 22)))
NASENCO = Fact("holds:nasenco", Period(date(2016, 7, 8)), began=date(2014, 10, 6))
NPQ = Fact("holds:required-award", Period(date(2026, 3, 1)), began=date(2024, 10, 6))


def judged(said, *own: Fact, covered: bool = True, today: date = TODAY):
    school = [Fact("is:relevant-school", Period(date(2009, 9, 1)), at=HERE)] if covered else []
    facts = (*own, *facts_of(said, "new"), *school)
    return judge(facts, scheme=law().scheme, at=HERE, valid=said.valid, today=today)


# One line a case: the post, what is held, what fails, whether the law is unclear.
CASES = {
    "a qualified teacher within three years": (senco(), (QTS, INDUCTION), (), False),
    "nothing is held": (senco(), (), ("qualified", "induction"), False),
    "no QTS": (senco(), (INDUCTION,), ("qualified",), False),
    "induction not passed": (senco(), (QTS,), ("induction",), False),
    "no teacher there": (senco(standing=Standing.NEITHER), (QTS, INDUCTION), ("working-as-teacher",), False),
    "a head needs nothing of a teacher": (senco(standing=Standing.HEAD), (), (), False),
    "three years over and no award": (senco(first=date(2021, 9, 1)), (QTS, INDUCTION), ("award",), False),
    "the earlier award": (senco(first=date(2019, 9, 1)), (QTS, INDUCTION, NASENCO), (), False),
    "the award of 2024": (senco(first=date(2021, 9, 1)), (QTS, INDUCTION, NPQ), (), False),
    "in post since before 2009": (senco(first=date(2008, 9, 1)), (QTS, INDUCTION), (), False),
    "both limbs": (senco(first=date(2021, 9, 1)), (), ("qualified", "induction", "award"), False),
}


@pytest.mark.parametrize("name", CASES)
def test_what_fails(name):
    said, own, fails, unclear = CASES[name]
    found = judged(said, *own)
    assert (found.fails, found.unclear) == (fails, unclear)


def test_earlier_service_of_more_than_a_year_is_unclear_in_law_and_no_failure():
    before = facts_of(senco(setting="urn:115970", first=date(2014, 9, 1), last=date(2019, 8, 31)), "old")
    found = judged(senco(first=date(2020, 9, 1)), QTS, INDUCTION, *before)
    assert (found.fails, found.unclear) == ((), True)


def test_a_school_that_the_rules_do_not_cover_asks_nothing():
    assert judged(senco(), covered=False).fails == ()


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        (date(2025, 9, 1), None, TODAY),
        (date(2027, 1, 1), None, date(2027, 1, 1)),
        (date(2015, 9, 1), date(2018, 8, 31), date(2018, 8, 31)),
        (date(2025, 9, 1), TODAY, TODAY),
    ],
)
def test_a_post_is_judged_today_or_on_its_first_or_last_day(first, last, day):
    assert day_that_counts(senco(first=first, last=last).valid, TODAY) == day


def test_a_limb_is_said_in_the_words_of_the_scheme_with_its_provision():
    (qualified, award) = limbs_of(("qualified", "award"), law().clauses, TODAY)
    assert qualified.words.startswith("Not yet. The rule asks for a qualified teacher")
    assert qualified.citations[0].words == "reg 49(2)(a) SEND Regulations 2014"
    assert award.citations[0].words == "reg 49(4) SEND Regulations 2014"
