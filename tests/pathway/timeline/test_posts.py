"""A post becomes facts, and the facts become the post again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pathway.timeline.support import UPLANDS, VIGO, post, senco

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period, problems_of
from trigpoint.pathway.timeline.posts import Made, Post, Said, corrections, facts_of, post_key, posts_in
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.record.queries import EntryRow


def entries(*facts: Fact, start: int = 1) -> list[EntryRow]:
    return [
        EntryRow(f"e_{seq}", seq, replace(fact, source=f"e_{seq}"), "", fact.source, "p_1", None, None, None, "")
        for seq, fact in enumerate(facts, start)
    ]


texts = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=20)
saids = st.builds(
    Said,
    role=st.sampled_from(Role),
    setting=st.sampled_from((UPLANDS, VIGO, "named:Hill Top School, Leeds")),
    first=st.dates(date(1990, 1, 1), date(2020, 1, 1)),
    last=st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    hundredths=st.integers(1, 100),
    hours=st.sampled_from(("", "27.5/37")),
    title=texts,
    standing=st.sampled_from(Standing),
    covered=st.booleans(),
)


@given(saids)
def test_what_is_said_comes_back_from_the_record_as_it_was_said(said):
    (found,) = posts_in(entries(*facts_of(said, "abc")))
    assert found.key == "abc"
    by_role = {Role.HEAD: Standing.HEAD, Role.TEACHER: Standing.TEACHER}
    expected = by_role.get(said.role, said.standing)
    if said.role is Role.TEACHER and said.standing is Standing.HEAD:
        expected = Standing.HEAD
    covered = said.covered or said.role is not Role.SENCO
    assert found.said == replace(said, standing=expected, covered=covered)


@given(saids)
def test_the_facts_of_a_post_are_facts_that_a_record_takes_and_hours_are_on_the_spell_alone(said):
    spell, *states = facts_of(said, "abc")
    vocabulary = installed_library().vocabulary
    assert [problems_of(fact, vocabulary) for fact in (spell, *states)] == [[]] * (1 + len(states))
    assert spell.amount == said.hundredths
    assert {fact.amount for fact in states} == {None}
    assert {fact.code for fact in states} >= {"working:school-staff"}


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        (senco(), ["served:senco", "working:school-staff", "working:teacher"]),
        (senco(standing=Standing.HEAD), ["served:senco", "working:school-staff", "working:head"]),
        (senco(standing=Standing.NEITHER), ["served:senco", "working:school-staff"]),
        (senco(covered=False), ["served:senco-elsewhere", "working:school-staff", "working:teacher"]),
        (post(Role.HEAD), ["served:head", "working:school-staff", "working:head"]),
        (post(Role.TEACHER), ["served:teacher", "working:school-staff", "working:teacher"]),
        (post(Role.SUPPORT), ["served:teaching-assistant", "working:school-staff"]),
        (post(Role.OTHER), ["served:school-staff", "working:school-staff"]),
    ],
)
def test_a_post_makes_these_facts(said, codes):
    assert [fact.code for fact in facts_of(said, "abc")] == codes


def test_the_same_form_names_the_same_post_and_another_form_another():
    assert post_key("p_1", "post:3") == post_key("p_1", "post:3")
    assert len({post_key("p_1", "post:3"), post_key("p_2", "post:3"), post_key("p_1", "post:4"),
                post_key("p_1", "post:3", 1)}) == 4  # fmt: skip


@pytest.mark.parametrize("text", ["", "form:post", "e_1", "attempt:3"])
def test_what_was_made_otherwise_names_no_post(text):
    assert Made.read(text) is None


def test_a_spell_from_elsewhere_is_a_post_by_itself():
    fact = Fact("served:senco", Period(date(2020, 9, 1)), 60, Basis.VERIFIED, UPLANDS)
    (found,) = posts_in(entries(fact))
    assert (found.key, found.basis, found.said.hundredths) == ("e_1", Basis.VERIFIED, 60)


def test_what_was_corrected_or_has_no_place_is_no_post():
    rows = entries(*facts_of(post(), "abc"))
    assert posts_in([replace(row, corrected_by="e_9") for row in rows]) == ()
    assert posts_in(entries(Fact("served:senco", Period(date(2020, 9, 1))))) == ()


def test_posts_that_go_on_come_first_and_then_the_newest():
    said = [
        post(first=date(2010, 1, 1), last=date(2012, 1, 1)),
        post(first=date(2012, 1, 2)),
        post(first=date(2012, 1, 2), last=date(2020, 1, 1)),
    ]
    rows: list[EntryRow] = []
    for number, one in enumerate(said):
        rows += entries(*facts_of(one, f"k{number}"), start=len(rows) + 1)
    assert [one.key for one in posts_in(rows)] == ["k1", "k2", "k0"]


def one_post(said: Said) -> Post:
    (found,) = posts_in(entries(*facts_of(said, "abc")))
    return found


def test_a_corrected_post_corrects_its_spell_even_where_the_code_changes():
    old = one_post(post(Role.SUPPORT))
    changed, new = corrections(old, facts_of(senco(), "abc"))
    assert {entry: fact and fact.code for entry, fact in changed.items()} == {
        "e_1": "served:senco",
        "e_2": "working:school-staff",
    }
    assert [fact.code for fact in new] == ["working:teacher"]


def test_a_state_that_no_longer_holds_is_withdrawn():
    old = one_post(senco())
    changed, new = corrections(old, facts_of(senco(standing=Standing.NEITHER), "abc"))
    assert changed["e_3"] is None
    assert new == ()
