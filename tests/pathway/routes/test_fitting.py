"""Which routes fit, by tables and by laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pathway.routes.people import ASSISTANT, GRADUATE, NOTHING, TODAY, UNSURE, a_finder

from trigpoint.pathway.routes.fitting import Outcome, Verdict, fits_of, peculiar_to
from trigpoint.pathway.routes.knowing import NOT_SURE

FINDER = a_finder()
FITS, COULD, NOT_YET = Verdict.FITS, Verdict.COULD_FIT, Verdict.NOT_YET


def fits(answers):
    return fits_of(FINDER.scheme, FINDER.words, FINDER.known(answers), TODAY)


def routes(answers, verdict):
    return [fit.route for fit in fits(answers) if fit.verdict is verdict]


def outcomes(answers, route):
    found = next(fit for fit in fits(answers) if fit.route == route)
    return {requirement.rule: requirement.outcome.value for requirement in found.requirements}


@pytest.mark.parametrize(
    ("answers", "verdict", "expected"),
    [
        (GRADUATE, FITS, ["assessment-only", "salaried", "pg-apprenticeship", "fee-paying", "high-potential"]),
        (GRADUATE, Verdict.LONGER, ["undergraduate", "degree-apprenticeship"]),
        (GRADUATE, Verdict.ELSEWHERE, ["qtls", "wales", "overseas"]),
        (GRADUATE, Verdict.CLOSED, ["iqts"]),
        (GRADUATE, NOT_YET, []),
        (GRADUATE | {"school-post": "no"}, FITS, ["assessment-only", "fee-paying", "high-potential"]),
        (GRADUATE | {"school-post": "agreed"}, NOT_YET, []),
        (GRADUATE | {"residence": "not-sure"}, COULD, ["pg-apprenticeship"]),
        (GRADUATE | {"key-stages": "not-sure"}, COULD, ["assessment-only"]),
        (GRADUATE | {"phase": "secondary"}, NOT_YET, []),
        (ASSISTANT, FITS, ["undergraduate", "degree-apprenticeship"]),
        (ASSISTANT | {"residence": "part"}, FITS, ["undergraduate"]),
        (NOTHING, FITS, []),
        (GRADUATE | {"other-status": "wales"}, FITS, ["wales", "assessment-only", *routes(GRADUATE, FITS)[1:]]),
        (ASSISTANT | {"other-status": "qtls"}, FITS, ["qtls", "undergraduate", "degree-apprenticeship"]),
        (GRADUATE | {"other-status": "overseas"}, FITS, [*routes(GRADUATE, FITS), "overseas"]),
    ],
)
def test_answers_lead_to_routes_in_order_of_time(answers, verdict, expected):
    assert routes(answers, verdict) == expected


def test_routes_that_do_not_fit_stand_nearest_first():
    found = fits(ASSISTANT | {"english-and-maths": "english"})

    assert [(fit.route, fit.lacks) for fit in found if fit.verdict is NOT_YET] == [
        ("undergraduate", 1),
        ("degree-apprenticeship", 1),
        ("salaried", 2),
        ("pg-apprenticeship", 2),
        ("fee-paying", 2),
        ("high-potential", 2),
        ("assessment-only", 5),
    ]


def test_lapsed_membership_makes_qtls_the_nearest_because_half_of_it_is_held():
    found = fits(NOTHING | {"other-status": "qtls-lapsed"})

    assert (found[0].route, found[0].verdict, found[0].lacks) == ("qtls", NOT_YET, 1)


def test_a_status_from_elsewhere_is_never_near_for_somebody_who_holds_nothing_of_it():
    assert routes(NOTHING, NOT_YET)[:2] == ["undergraduate", "fee-paying"]
    assert routes(NOTHING, Verdict.ELSEWHERE) == ["qtls", "wales", "overseas"]


def test_what_only_one_route_asks_for_is_told_from_what_all_ask():
    assert peculiar_to(FINDER.scheme, FINDER.words, "overseas") == {"overseas-training", "overseas-recognition"}
    assert peculiar_to(FINDER.scheme, FINDER.words, "salaried") == frozenset()


def test_what_is_not_known_is_neither_met_nor_missing():
    assert outcomes(GRADUATE | {"english-and-maths": "not-sure", "phase": "not-sure"}, "fee-paying") == {
        "degree": "met",
        "english": "find out",
        "maths": "find out",
        "science": "find out",
    }


def test_science_does_not_apply_to_somebody_who_will_teach_older_pupils():
    assert outcomes(GRADUATE | {"phase": "secondary"}, "fee-paying")["science"] == "does not apply"


def test_a_school_post_settles_the_promise_of_one():
    assert outcomes(GRADUATE | {"school-post": "not-sure"}, "salaried")["school-post"] == "find out"
    assert outcomes(GRADUATE | {"school-post": "agreed"}, "salaried")["school-post"] == "met"


def test_a_closed_route_is_kept_even_for_those_who_meet_its_conditions():
    found = next(fit for fit in fits(GRADUATE | {"residence": "outside"}) if fit.route == "iqts")

    assert (found.verdict, found.lacks) == (Verdict.CLOSED, 0)


def test_without_any_certain_answer_nothing_is_missing_anywhere():
    assert {r.outcome for fit in fits(UNSURE) for r in fit.requirements} == {Outcome.FIND_OUT}


QUESTIONS = FINDER.questions
SURE = st.fixed_dictionaries(
    {asked.code: st.sampled_from([choice.value for choice in asked.choices]) for asked in QUESTIONS}
)
CODES = st.sets(st.sampled_from([asked.code for asked in QUESTIONS]))
CERTAIN = {Outcome.MET: True, Outcome.DOES_NOT_APPLY: True, Outcome.MISSING: False}


@given(SURE, CODES)
def test_law_what_we_say_for_certain_holds_however_the_unsure_answers_turn_out(answers, unsure):
    certain = {fit.route: fit for fit in fits(answers)}

    for fit in fits(answers | dict.fromkeys(unsure, NOT_SURE)):
        for less, more in zip(fit.requirements, certain[fit.route].requirements, strict=True):
            if less.outcome in CERTAIN:
                assert (less.rule, CERTAIN[less.outcome]) == (more.rule, CERTAIN[more.outcome])


@given(SURE)
def test_law_a_finished_form_leaves_nothing_to_find_out_and_counts_what_is_lacking(answers):
    for fit in fits(answers):
        assert fit.those(Outcome.FIND_OUT) == ()
        assert fit.lacks == len(fit.those(Outcome.MISSING))


@given(SURE)
def test_law_every_route_is_told_once_whatever_is_answered(answers):
    assert sorted(fit.route for fit in fits(answers)) == sorted(FINDER.scheme.routes)


@given(SURE)
def test_law_nobody_with_a_degree_is_sent_to_a_route_for_people_without_one(answers):
    sent = {*routes(answers, FITS), *routes(answers, COULD)}

    assert answers["highest-qualification"] != "degree" or sent.isdisjoint({"undergraduate", "degree-apprenticeship"})
