"""What the public pages were told is taken over once, and never asked again."""

from __future__ import annotations

import pytest
from tests.carrying import carried, carry
from tests.pathway.timeline.support import (
    PART,
    UPLANDS_PICKED,
    check_address,
    errors,
    plain,
    save_told,
    words,
)

from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db


CHECK = {
    "school": {"school": "maintained"},
    "post": {"post": "yes"},
    "since": {"since-day": "1", "since-month": "9", "since-year": "2025"},
    "head": {"head": "no"},
    "qualified": {"qualified": "qts"},
    "teacher": {"teacher": "yes"},
    "induction": {"induction": "passed"},
    "award": {"award": "none"},
    "before": {"before": "no"},
}


def test_what_the_check_was_told_is_offered_taken_over_once_and_forgotten(her, asha):
    carry(her, eligibility=CHECK)
    assert "Start with what you already told us" in words(her.get("/timeline/"))
    page = her.get("/timeline/told/")
    text = plain(words(page))
    assert "You are the SENCO of a school and a teacher there, since 1 September 2025" in text
    assert "Qualified teacher status (QTS)" in text

    kept = {"form": page.context["form_key"], "keep": ["post", "holds:qts", "holds:induction-passed"]}
    response = her.post("/timeline/told/", kept, follow=True)
    assert "Which school was it?" in words(response)
    response = her.post(check_address(response), UPLANDS_PICKED, follow=True)
    assert "How much did you work?" in words(response)
    response = her.post(check_address(response), PART, follow=True)
    while not check_address(response).endswith("/check/"):
        pytest.fail(f"asked again: {check_address(response)}")
    response = save_told(her, response)
    assert "You will not be asked for these again." in words(response)
    assert "Start with what you already told us" not in words(response)
    assert "eligibility" not in carried(her)
    assert {fact.code for fact in facts_of(asha.key)} == {
        "served:senco", "working:school-staff", "working:teacher", "holds:qts", "holds:induction-passed",
    }  # fmt: skip


def test_what_is_not_right_is_left_out(her, asha):
    carry(her, eligibility=CHECK)
    page = her.get("/timeline/told/")
    her.post("/timeline/told/", {"form": page.context["form_key"], "keep": ["holds:qts"]})
    assert [fact.code for fact in facts_of(asha.key)] == ["holds:qts"]
    assert carried(her) == {}


def test_the_answers_can_be_forgotten_and_nothing_is_entered(her, asha):
    carry(her, eligibility=CHECK)
    her.post("/timeline/told/", {"forget": "yes"})
    assert (carried(her), facts_of(asha.key)) == ({}, ())
    assert her.get("/timeline/told/").status_code == 302


def test_nothing_kept_says_what_to_do(her):
    carry(her, eligibility=CHECK)
    response = her.post("/timeline/told/", {"form": "x:0"})
    assert errors(response) == ["Select what to keep, or choose “Forget these answers”"]


def test_an_unfinished_check_is_not_offered(her):
    carry(her, eligibility={"school": {"school": "maintained"}})
    assert "already told us" not in words(her.get("/timeline/"))
