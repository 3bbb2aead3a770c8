"""Marking: the key is right, nothing else is, and what is no answer is refused in words."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from tests.learning.samples import QUESTIONS

from trigpoint.content.questions import Kind
from trigpoint.learning.marking import AnswerError, given, mark

if TYPE_CHECKING:
    from trigpoint.content.questions import Question

NAMES = st.sampled_from(sorted(QUESTIONS))


def key_of(question: Question):
    key = question.key
    return key if isinstance(key, str) else list(key) if isinstance(key, tuple) else dict(key)


def an_answer(question: Question):
    """Answers that can be given to a question."""
    if question.kind is Kind.SINGLE:
        return st.sampled_from([one.id for one in question.options])
    if question.kind in {Kind.MULTIPLE, Kind.CLAUSE}:
        return st.lists(st.sampled_from([one.id for one in question.choices]), min_size=1, unique=True)
    if question.kind is Kind.ORDER:
        return st.permutations([one.id for one in question.steps]).map(list)
    if question.kind is Kind.MATCH:
        return st.fixed_dictionaries({one.id: st.sampled_from(list(question.rights)) for one in question.pairs})
    return st.dates().map(str)


SOME = NAMES.flatmap(lambda name: st.tuples(st.just(QUESTIONS[name]), an_answer(QUESTIONS[name])))
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_the_key_of_each_kind_is_right_in_every_part(name):
    question = QUESTIONS[name]
    marked = mark(question, given(question, key_of(question)))
    assert marked.right
    assert marked.points == marked.most
    assert all(part.right for part in marked.parts)


@examples(SOME)
def test_an_answer_is_right_only_where_it_is_the_key(both):
    question, answer = both
    read = given(question, answer)
    same = set(read) == set(question.key) if question.kind in {Kind.MULTIPLE, Kind.CLAUSE} else read == key_of(question)
    assert mark(question, read).right == same


@examples(SOME)
def test_points_lie_between_none_and_most_and_most_is_for_the_right_answer_alone(both):
    question, answer = both
    marked = mark(question, given(question, answer))
    assert 0 <= marked.points <= marked.most
    assert marked.right == (marked.points == marked.most)


@examples(SOME)
def test_every_part_is_marked_once_and_a_right_answer_has_only_right_parts(both):
    question, answer = both
    marked = mark(question, given(question, answer))
    assert len({part.id for part in marked.parts}) == len(marked.parts)
    assert marked.right == all(part.right for part in marked.parts)


@examples(SOME)
def test_an_answer_survives_being_written_as_json(both):
    question, answer = both
    read = given(question, answer)
    assert given(question, json.loads(json.dumps(read))) == read


@examples(NAMES, JUNK)
def test_whatever_is_sent_is_read_or_refused_in_words(name, said):
    question = QUESTIONS[name]
    words = ""
    try:
        read = given(question, said)
    except AnswerError as error:
        words = str(error)
    assert words or mark(question, read).most


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_not_being_sure_is_not_right_and_every_reason_is_still_there(name):
    question = QUESTIONS[name]
    marked = mark(question, None)
    assert not marked.right
    assert len(marked.parts) >= 1


def test_choosing_everything_earns_nothing():
    question = QUESTIONS["two-of-four"]
    assert mark(question, ["a", "b", "c", "d"]).points == 0
    assert mark(question, ["a", "c", "d"]).points == 1


def test_an_order_that_is_right_but_for_its_start_keeps_what_follows():
    question = QUESTIONS["three-steps"]
    assert mark(question, ["s2", "s3", "s4", "s1"]).points == 2
    assert sum(mark(question, list(order)).right for order in permutations(question.key)) == 1


def test_two_lines_may_share_a_right_hand_side():
    question = QUESTIONS["three-pairs"]
    assert list(question.rights.values()) == ["must", "should", "may not"]
    marked = mark(question, {"p1": "p1", "p2": "x1", "p3": "p1"})
    assert (marked.points, marked.most) == (2, 3)
    assert [part.given for part in marked.parts] == ["must", "may not", "must"]


def test_a_wrong_day_that_people_give_has_its_own_reason():
    question = QUESTIONS["by-when"]
    assert question.key == "2026-11-23"
    assert mark(question, "2026-11-22").parts[0].why == "A day short."
    assert mark(question, "2026-11-21").parts[0].why == ""


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("one-of-three", "z", "Select one answer"),
        ("two-of-four", [], "Select every answer that is right"),
        ("which-part", ["nothing"], "Select the parts that govern"),
        ("three-steps", ["s1", "s1", "s2", "s3"], "Number every step once, from 1 to 4"),
        ("three-pairs", {"p1": "p1", "p2": ""}, "Choose what fits “The school”"),
        ("by-when", "2026-02-30", "Enter a real date, like 23 11 2026"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_do(name, said, words):
    with pytest.raises(AnswerError, match=words):
        given(QUESTIONS[name], said)
