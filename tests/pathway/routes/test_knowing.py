"""From answers to facts."""

from __future__ import annotations

import pytest
from tests.pathway.routes.people import ASSISTANT, GRADUATE, UNSURE, a_finder

from trigpoint.pathway.routes.knowing import Known, is_asked, known_from, open_questions

QUESTIONS = a_finder().questions


def test_every_answer_gives_its_facts_and_leaves_nothing_open():
    assert known_from(QUESTIONS, ASSISTANT) == Known(
        frozenset(
            {
                "holds:level-3",
                "holds:gcse-english",
                "holds:gcse-maths",
                "holds:gcse-science",
                "is:primary-phase",
                "working:school-staff",
                "is:resident-three-years",
            }
        ),
        frozenset(),
    )


def test_no_certain_answer_leaves_every_fact_open():
    every_fact = frozenset().union(*(asked.facts for asked in QUESTIONS))

    assert known_from(QUESTIONS, UNSURE) == Known(frozenset(), every_fact)
    assert known_from(QUESTIONS, {}) == Known(frozenset(), every_fact)


def test_a_question_that_was_not_asked_gives_nothing_and_leaves_nothing_open():
    known = known_from(QUESTIONS, GRADUATE | {"phase": "secondary"})

    assert "holds:gcse-science" not in known.held | known.unknown


def test_a_question_that_would_be_asked_of_some_is_open_while_it_is_not_known_of_whom():
    known = known_from(QUESTIONS, GRADUATE | {"phase": "not-sure", "science": "no"})

    assert known.unknown == {"is:primary-phase", "holds:gcse-science"}


def test_a_fact_that_another_answer_gives_is_not_open():
    known = known_from(QUESTIONS, {"whole-classes": "one-school"})

    assert "is:taught-whole-classes" in known.held
    assert "is:taught-whole-classes" not in known.unknown


def test_a_tampered_answer_counts_as_no_answer():
    assert known_from(QUESTIONS, GRADUATE | {"residence": "the moon"}) == known_from(
        QUESTIONS, GRADUATE | {"residence": "not-sure"}
    )


@pytest.mark.parametrize(
    ("code", "held", "asked"),
    [
        ("science", {"is:primary-phase"}, True),
        ("science", {"holds:degree"}, False),
        ("key-stages", {"is:taught-whole-classes"}, True),
        ("key-stages", set(), False),
        ("residence", set(), True),
    ],
)
def test_a_question_is_asked_of_those_whom_it_concerns(code, held, asked):
    question = next(each for each in QUESTIONS if each.code == code)

    assert is_asked(question, frozenset(held)) is asked


def test_the_questions_to_settle_are_those_that_give_an_open_fact():
    known = known_from(QUESTIONS, GRADUATE | {"residence": "not-sure", "key-stages": "not-sure"})

    assert [asked.code for asked in open_questions(QUESTIONS, known)] == ["key-stages", "residence"]


def test_every_question_offers_a_way_to_find_out():
    assert [asked.code for asked in QUESTIONS if not asked.not_sure] == []
