"""A SENCO's post against the rule is saved as an exception, which can be read, changed and closed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.timeline.support import (
    ALL,
    LIMITS,
    SINCE_2025,
    UPLANDS,
    VIGO,
    an_exception,
    check_address,
    errors,
    plain,
    qualify,
    save,
    save_told,
    senco,
    words,
)

from trigpoint.pathway.timeline.queries import my_posts
from trigpoint.record.queries import exceptions_of

pytestmark = pytest.mark.django_db


def test_a_post_that_fails_the_rule_is_saved_only_as_an_exception(her, tell, asha):
    law = {"qualified": "none", "induction": "none"}
    response = tell(**ALL, law=law)
    text = words(response)
    assert "The law’s rule on SENCOs is not met here" in text
    assert "reg 49(2)(a) SEND Regulations 2014" in text
    assert "not on you" in text

    response = tell(**ALL, law=law, exception=LIMITS)
    assert "It is saved as an exception" in words(response)
    text = words(save_told(her, response))
    assert "The law’s rule is not met in this post." in text

    (row,) = exceptions_of(asha.key)
    assert (row.setting, row.limbs, row.decided_by, row.until, row.is_open) == (
        UPLANDS, ("qualified", "induction"), "The head", date(2027, 8, 31), True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"decided_by": " "}, "Enter who decided"),
        ({"doing": ""}, "Enter what is being done"),
        ({"until-year": "2020"}, "The day until which it is to stand must be today or later"),
        ({"until-day": ""}, "The day until which it is to stand must include a day"),
        ({"decided_by": "x" * 201}, "Who decided must be 200 characters or fewer. Yours has 201"),
        ({"doing": "x" * 1001}, "What is being done must be 1,000 characters or fewer. Yours has 1,001"),
        ({"doing": "a\x07b"}, "What is being done must not have control characters. Type it again"),
    ],
)
def test_an_exception_says_what_it_needs_and_keeps_what_was_typed(tell, more, said):
    response = tell(**ALL, law={"qualified": "none", "induction": "none"}, exception=LIMITS | more)
    assert errors(response) == [said]
    assert "There is a problem" in words(response)
    if "doing" not in more:
        assert "Training" in response.content.decode()


def test_a_post_that_is_over_asks_only_who_decided_and_its_exception_is_closed(her, tell, asha):
    dates = {"first-day": "1", "first-month": "9", "first-year": "2015", "last-day": "31", "last-month": "8",
             "last-year": "2017"}  # fmt: skip
    law = {"qualified": "none", "induction": "none"}
    response = tell(**ALL | {"dates": dates}, law=law)
    assert list(response.context["form"].fields) == ["decided_by"]
    save_told(her, tell(**ALL | {"dates": dates}, law=law, exception={"decided_by": "I do not know"}))
    (row,) = exceptions_of(asha.key)
    assert (row.is_open, row.until, row.outcome and row.outcome.value) == (False, date(2017, 8, 31), "post-ended")


def test_what_is_arguable_is_no_exception_but_unclear_in_law(her, tell, asha):
    qualify(asha.key)
    save(asha.key, senco(setting=VIGO, first=date(2014, 9, 1), last=date(2019, 8, 31)))
    response = tell(**ALL | {"dates": SINCE_2025 | {"first-year": "2020"}}, law={"award": "none"})
    assert "Unclear in law" in words(response)
    save_told(her, response)
    assert exceptions_of(asha.key) == ()


def test_an_exception_can_be_read_changed_and_closed(her, tell, asha):
    address = an_exception(her, tell, asha)
    text = plain(words(her.get(address)))
    assert "It stands until 31 August 2027." in text
    assert "Who decided The head" in text

    response = her.post(f"{address}change/", LIMITS | {"doing": "The course has begun"}, follow=True)
    assert "The exception is changed." in words(response)
    assert "The course has begun" in words(her.get(address))

    assert errors(her.post(f"{address}close/", {})) == ["Select how the exception ended"]
    response = her.post(f"{address}close/", {"outcome": "put-right"}, follow=True)
    assert "The exception is closed." in words(response)
    assert "See the exception" not in words(response)
    assert "It is closed. What was missing is there now." in words(her.get(address))
    assert her.get(f"{address}close/").status_code == her.get(f"{address}change/").status_code == 302


def test_an_exception_says_when_the_rule_is_met_by_now(her, tell, asha):
    address = an_exception(her, tell, asha)
    assert "the rule is met here" not in words(her.get(address))
    qualify(asha.key)
    assert "By what your timeline says now, the rule is met here." in words(her.get(address))


def test_correcting_the_school_closes_the_exception_at_the_old_one(her, tell, asha):
    an_exception(her, tell, asha)
    qualify(asha.key)
    (found,) = my_posts(asha.key)
    response = her.get(f"/timeline/posts/{found.key}/correct/", follow=True)
    address = check_address(response).replace("/check/", "/school/?change")
    response = her.post(address, {"q": "Vigo Primary School", "school": "115970"}, follow=True)
    assert "Corrected." in words(save_told(her, response))
    assert [(row.setting, row.is_open) for row in exceptions_of(asha.key)] == [(UPLANDS, False)]
    assert [one.said.setting for one in my_posts(asha.key)] == [VIGO]


def test_taking_a_post_off_closes_its_exception(her, tell, asha):
    an_exception(her, tell, asha)
    (found,) = my_posts(asha.key)
    page = her.get(f"/timeline/posts/{found.key}/withdraw/")
    her.post(f"/timeline/posts/{found.key}/withdraw/", {"form": page.context["form_key"]})
    assert [row.is_open for row in exceptions_of(asha.key)] == [False]
