"""Dated facts from thin registers: who is covered, from when, until when, and what is never assumed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.content.library import installed_library
from trigpoint.kernel import Fact, Period
from trigpoint.kernel.facts import Of, problems_of
from trigpoint.schools.facts import Life, facts_of_life
from trigpoint.schools.kinds import KIND_OF_TYPE, Kind, kind_from_types

AS_AT = date(2024, 6, 17)
BEGAN, ACADEMIES, UNSURE = date(2009, 9, 1), date(2014, 9, 1), date(2026, 9, 1)


def life(kind: Kind = Kind.MAINTAINED, **known) -> Life:
    plain = {"proposed": False, "is_closed": False, "opened": None, "closed": None, "as_at": AS_AT}
    return Life(kind=kind, **(plain | known))


def periods(life: Life, code: str = "is:relevant-school") -> list[Period]:
    return [fact.valid for fact in facts_of_life("urn:100000", life) if fact.code == code]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"opened": date(2012, 9, 1)}, Period(date(2012, 9, 1))),
        ({"opened": date(1553, 1, 1)}, Period(BEGAN)),
        ({}, Period(BEGAN)),
        ({"kind": Kind.NURSERY}, Period(BEGAN)),
        ({"kind": Kind.ACADEMY, "opened": date(2011, 4, 1)}, Period(ACADEMIES)),
        ({"kind": Kind.ACADEMY, "opened": date(2018, 4, 1)}, Period(date(2018, 4, 1))),
        ({"kind": Kind.ACADEMY, "begins": date(2016, 4, 1)}, Period(date(2016, 4, 1))),
        ({"kind": Kind.ACADEMY}, Period(ACADEMIES)),
        ({"is_closed": True, "closed": date(2016, 3, 31)}, Period(BEGAN, date(2016, 4, 1))),
        ({"is_closed": True, "ends": date(2016, 4, 1)}, Period(BEGAN, date(2016, 4, 1))),
        ({"is_closed": True}, Period(BEGAN, AS_AT)),
    ],
)
def test_a_covered_school_is_covered_in_one_period(known: dict[str, Any], expected: Period):
    assert periods(life(**known)) == [expected]


@pytest.mark.parametrize(
    "known",
    [
        {"kind": Kind.ACADEMY, "is_closed": True, "closed": date(2013, 8, 31)},
        {"is_closed": True, "closed": date(2005, 8, 31)},
        {"proposed": True, "opened": date(2030, 9, 1)},
        *({"kind": kind} for kind in Kind if kind not in {Kind.MAINTAINED, Kind.NURSERY, Kind.ACADEMY}),
    ],
)
def test_a_school_outside_the_rules_or_not_surely_within_gives_no_fact(known: dict[str, Any]):
    assert list(facts_of_life("urn:100000", life(**known))) == []


def test_an_academy_need_not_require_induction_only_as_long_as_that_is_sure():
    assert periods(life(Kind.ACADEMY), "is:induction-optional") == [Period(ACADEMIES, UNSURE)]
    assert periods(life(Kind.ACADEMY, opened=date(2026, 10, 1)), "is:induction-optional") == []
    assert periods(life(Kind.MAINTAINED), "is:induction-optional") == []


def test_each_type_of_the_register_has_the_kind_that_the_law_makes_of_it():
    covered = {name for name, kind in KIND_OF_TYPE.items() if kind in {Kind.MAINTAINED, Kind.ACADEMY, Kind.NURSERY}}

    assert covered == {
        "Community school", "Foundation school", "Voluntary aided school", "Voluntary controlled school",
        "Academy converter", "Academy sponsor led", "Free schools", "Studio schools", "University technical college",
        "Local authority nursery school",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"exact": "Academy converter", "census": "Independent school"}, Kind.ACADEMY),
        ({"exact": "Floating school", "broad": "Academy"}, Kind.UNKNOWN),
        ({"broad": "Special School", "census": "Independent school"}, Kind.SPECIAL),
        ({"census": "State-funded nursery"}, Kind.NURSERY),
        ({"census": "Pupil referral unit"}, Kind.ALTERNATIVE),
        ({"broad": "Maintained School", "phase": "Primary"}, Kind.MAINTAINED),
        ({"broad": "Maintained School"}, Kind.UNKNOWN),
        ({"broad": "Academy", "phase": "All-through"}, Kind.ACADEMY),
        ({"broad": "Academy", "phase": "16 plus"}, Kind.SIXTEEN),
        ({"broad": "College"}, Kind.COLLEGE),
        ({"phase": "Primary"}, Kind.UNKNOWN),
        ({}, Kind.UNKNOWN),
    ],
)
def test_a_kind_comes_from_the_surest_source_and_is_never_guessed(told: dict[str, str], kind: Kind):
    blank = {"exact": "", "broad": "", "census": "", "phase": ""}

    assert kind_from_types(**(blank | told)) is kind


days = st.dates(date(1500, 1, 1), date(2035, 12, 31))
maybe = st.none() | days
lives = st.builds(Life, st.sampled_from(Kind), st.booleans(), st.booleans(), maybe, maybe, days, maybe, maybe)


@given(lives)
def test_every_fact_is_one_that_the_vocabulary_has_of_settings(given_life: Life):
    vocabulary = installed_library().vocabulary

    facts = list(facts_of_life("urn:100000", given_life))

    assert [problems_of(fact, vocabulary) for fact in facts] == [[] for _ in facts]
    assert {vocabulary[fact.code].of for fact in facts} <= {Of.SETTING}
    assert {fact.at for fact in facts} <= {"urn:100000"}


@given(lives)
def test_no_academy_is_covered_before_the_rules_reached_academies(given_life: Life):
    facts: list[Fact] = list(facts_of_life("urn:100000", given_life))

    if given_life.kind is Kind.ACADEMY:
        assert [fact for fact in facts if fact.valid.start < ACADEMIES] == []


@given(lives)
def test_no_school_is_covered_after_its_last_day(given_life: Life):
    if given_life.is_closed and given_life.closed:
        after = given_life.closed + timedelta(days=1)
        assert [fact for fact in facts_of_life("urn:100000", given_life) if after in fact.valid] == []
