"""The sentences that answer."""

from __future__ import annotations

import pytest
from tests.pathway.routes.people import ASSISTANT, GRADUATE, NOTHING, TODAY, UNSURE, a_finder

from trigpoint.pathway.routes.fitting import Verdict
from trigpoint.pathway.routes.wording import GROUPS, verdict_words

FINDER = a_finder()
GRADUATE_LEDE = (
    "The shortest is Assessment only: about 12 weeks to QTS. "
    "With induction: best case 2 terms. Plan for up to 2 years and 1 term."
)


@pytest.mark.parametrize(
    ("answers", "status", "heading", "lede"),
    [
        (GRADUATE, "Met", "5 routes to QTS fit you", (GRADUATE_LEDE,)),
        (
            GRADUATE | {"key-stages": "not-sure"},
            "Met",
            "4 routes to QTS fit you",
            (
                (
                    "The shortest is Salaried teacher training: 9 to 12 months to QTS. "
                    "With induction: best case 1 year and 1 term. Plan for up to 3 years."
                ),
                "Assessment only could be shorter: about 12 weeks. First find out one thing.",
            ),
        ),
        (
            GRADUATE | {"residence": "not-sure"},
            "Met",
            "4 routes to QTS fit you",
            (GRADUATE_LEDE, "1 route to QTS could fit as well, once you find out one thing."),
        ),
        (
            ASSISTANT | {"residence": "part"},
            "Met",
            "1 route to QTS fits you",
            (
                (
                    "The shortest is Degree with QTS: 3 to 4 years to QTS. "
                    "With induction: best case 3 years and 1 term. Plan for up to 6 years."
                ),
            ),
        ),
        (
            ASSISTANT | {"english-and-maths": "not-sure"},
            "Find out",
            "2 routes to QTS could fit you",
            (
                (
                    "First find out one thing. The shortest is Degree with QTS: 3 to 4 years to QTS. "
                    "With induction: best case 3 years and 1 term. Plan for up to 6 years."
                ),
            ),
        ),
        (
            ASSISTANT | {"english-and-maths": "english"},
            "Not yet met",
            "None fits yet. The nearest is Degree with QTS; you lack one thing.",
            (
                (
                    "You need GCSE maths at grade 4 (grade C) or the same standard. "
                    "The provider may let you show it by a test or in another way."
                ),
            ),
        ),
        (
            GRADUATE | {"other-status": "wales"},
            "Met",
            "You already count as a qualified teacher",
            (
                "In law. Welsh QTS counts in England and you need not apply.",
                "Show the head teacher your QTS. Then check whether you can be the SENCO.",
            ),
        ),
        (
            UNSURE,
            "Find out",
            "We cannot tell yet which routes fit you",
            ("You were not sure of any answer. There are 7 things to find out, and each one helps.",),
        ),
    ],
)
def test_the_first_sentence_answers(answers, status, heading, lede):
    page = FINDER.result(answers, TODAY)

    assert (page.status.words, page.heading, page.lede) == (status, heading, lede)


@pytest.mark.parametrize(
    ("answers", "route", "words"),
    [
        (GRADUATE, "salaried", "Fits your answers"),
        (GRADUATE | {"residence": "not-sure"}, "pg-apprenticeship", "Could fit: one thing to find out"),
        (ASSISTANT, "salaried", "You lack one thing"),
        (ASSISTANT | {"whole-classes": "not-sure"}, "assessment-only", "You lack one thing, and 3 things to find out"),
        (NOTHING, "assessment-only", "You lack 6 things"),
        (GRADUATE | {"residence": "outside"}, "iqts", "Matches your answers"),
    ],
)
def test_a_route_says_in_a_few_words_how_it_stands(answers, route, words):
    assert verdict_words(FINDER.fit(route, answers, TODAY)) == words


def test_every_verdict_has_its_group():
    assert list(GROUPS) == list(Verdict)
