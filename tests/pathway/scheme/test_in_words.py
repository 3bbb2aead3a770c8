"""A rule in plain words, made from the rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pathway.scheme.schemes import VOCABULARY, make_scheme

from trigpoint.content.library import installed_library
from trigpoint.content.marked import read_yaml
from trigpoint.kernel import Basis, Via
from trigpoint.kernel.rules import Bounds, Have, Match, Served, Total
from trigpoint.pathway.scheme.in_words import Words, in_words, name_of
from trigpoint.platform.pages import NO_BREAK

TABLE = read_yaml(Path(__file__).with_name("in_words.yaml")).data
SMALL = make_scheme({"id": "A", "have": "holds:badge"})
DAYS = st.sampled_from([None, date(2009, 9, 1), date(2024, 9, 1)])
MONTHS = st.sampled_from([None, 1, 12, 24])
BOUNDS = st.builds(Bounds, DAYS, DAYS)
MATCHES = st.builds(
    Match,
    code=st.sampled_from(["holds:badge", "passed:test", "did:practice"]),
    basis=st.sampled_from(Basis),
    via=st.sampled_from([None, *Via]),
    here=st.booleans(),
    at_least=st.sampled_from([None, 10, 20]),
    gained=BOUNDS,
    began=BOUNDS,
)
SERVICE = st.builds(Match, code=st.just("served:helper"), basis=st.sampled_from(Basis), here=st.booleans())
LEAVE = st.sampled_from([None, "on:leave"])
LEAVES = st.one_of(
    st.builds(Have, id=st.just("A"), named=st.just(value=True), match=MATCHES, lasts=MONTHS, pauses=LEAVE),
    st.builds(
        Total,
        id=st.just("A"),
        named=st.just(value=True),
        match=st.builds(Match, code=st.sampled_from(["passed:test", "did:practice"]), basis=st.sampled_from(Basis)),
        at_least=st.sampled_from([1, 2, 60]),
        within=MONTHS,
        pauses=LEAVE,
    ),
    st.builds(
        Served,
        id=st.just("A"),
        named=st.just(value=True),
        match=SERVICE,
        months=st.sampled_from([1, 12]),
        more_than=st.booleans(),
        measure=st.sampled_from(["calendar", "fte"]),
        before=st.sampled_from([None, "this post", date(2009, 9, 1)]),
        within=MONTHS,
    ),
)


@pytest.mark.parametrize(
    ("rule", "words"), [(row["rule"], row["words"]) for row in TABLE], ids=[r["name"] for r in TABLE]
)
def test_a_rule_is_said_in_words(rule, words):
    made = make_scheme({"id": "A", "title": "It", **rule})

    assert in_words(made.rules["A"], made).flat() == words.replace("_", NO_BREAK)


@given(LEAVES, LEAVES)
def test_rules_that_ask_for_different_things_are_said_in_different_words(one, other):
    """Else a page would hide a change from whoever compares two versions by their words."""
    assert (in_words(one, SMALL) == in_words(other, SMALL)) == (one == other)


def test_an_inner_clause_with_an_id_is_named_and_not_spelt_out():
    inner = {"id": "B-1", "title": "The badge", "have": "holds:badge"}
    made = make_scheme(
        {"id": "A", "title": "Both", "all_of": [inner, {"rule": "open"}]},
        {"id": "open", "title": "Open", "have": "is:open"},
    )

    assert in_words(made.rules["A"], made) == Words(
        "All of these:", (Words("B-1 The badge", clause="B-1"), Words("Open", clause="open"))
    )
    assert in_words(made.rules["A"], made).flat() == "All of these: (B-1 The badge; Open [open])"


@pytest.mark.parametrize(
    ("rule_id", "title", "name"),
    [
        ("LAW", "Law", "LAW Law"),
        ("LAW-3", "Plans", "LAW-3 Plans"),
        ("TS-P2.5", "Beliefs", "TS-P2.5 Beliefs"),
        ("LAW-exam", "The examination", "The examination"),
        ("role", "The role", "The role"),
        ("bare", "", "bare"),
    ],
)
def test_a_clause_is_called_by_its_title_after_an_id_that_people_quote(rule_id, title, name):
    assert name_of(make_scheme({"id": rule_id, "title": title, "have": "holds:badge"}).rules[rule_id]) == name


@pytest.mark.parametrize("scheme_id", sorted(installed_library().schemes))
def test_every_clause_there_is_can_be_said_in_words(scheme_id):
    installed = installed_library().schemes[scheme_id]

    assert [rule.id for rule in installed.rules.values() if not in_words(rule, installed).flat().strip()] == []


def test_the_words_of_a_code_are_those_of_the_vocabulary():
    assert VOCABULARY["holds:badge"].title in in_words(SMALL.rules["A"], SMALL).text
