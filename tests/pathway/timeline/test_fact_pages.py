"""Qualifications, training and leave: told, corrected, taken off; bad input is named."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.timeline.support import (
    add,
    day,
    errors,
    plain,
    words,
)

from trigpoint.record.queries import entries_of, facts_of

pytestmark = pytest.mark.django_db


def test_a_qualification_is_added_corrected_and_taken_off(her, asha):
    response = add(her, "/timeline/qualifications/add/qts/", **day("gained", date(2015, 7, 31)))
    assert "Since 31 July 2015" in plain(words(response))
    (fact,) = facts_of(asha.key)
    address = f"/timeline/facts/{fact.source}/"
    page = her.get(f"{address}correct/")
    assert 'value="2015"' in page.content.decode()
    sent = {"form": page.context["form_key"]} | day("gained", date(2014, 7, 31))
    assert "Corrected." in words(her.post(f"{address}correct/", sent, follow=True))
    assert "Nothing was entered twice." in words(her.post(f"{address}correct/", sent, follow=True))
    (fact,) = facts_of(asha.key)
    assert fact.valid.start == date(2014, 7, 31)
    assert "Since 31 July 2015 This was changed later." in plain(words(her.get(f"{address}before/")))

    address = f"/timeline/facts/{fact.source}/withdraw/"
    her.post(address, {"form": her.get(address).context["form_key"]})
    assert facts_of(asha.key) == ()


def test_every_qualification_has_a_page_that_takes_it(her, asha):
    page = her.get("/timeline/qualifications/add/")
    links = [part.split('"')[0] for part in page.content.decode().split('href="/timeline/qualifications/add/')[1:]]
    for slug in links:
        answers = day("gained", date(2020, 7, 1)) | day("began", date(2019, 9, 1))
        assert "Saved." in words(add(her, f"/timeline/qualifications/add/{slug}", **answers)), slug
    assert len(facts_of(asha.key)) == len(links) == 16


def test_the_same_qualification_sent_twice_is_entered_once(her, asha):
    address = "/timeline/qualifications/add/degree/"
    sent = {"form": her.get(address).context["form_key"]} | day("gained", date(2013, 7, 12))
    her.post(address, sent)
    assert "Nothing was entered twice." in words(her.post(address, sent, follow=True))
    other = her.post(address, sent | day("gained", date(2012, 7, 12)))
    assert "You had this form open twice" in words(other)
    assert 'value="2012"' in other.content.decode()
    assert len(facts_of(asha.key)) == 1


@pytest.mark.parametrize(
    ("address", "answers", "said"),
    [
        ("qualifications/add/qts", {}, ["Enter the day"]),
        ("qualifications/add/qts", day("gained", date(2027, 1, 1)), ["The day must be today or in the past"]),
        (
            "qualifications/add/npq",
            day("gained", date(2025, 1, 1)) | day("began", date(2025, 6, 1)),
            ["The day it was awarded must be 1 June 2025 or later"],
        ),
        (
            "qualifications/add/set",
            day("gained", date(2025, 1, 1)) | day("until", date(2024, 6, 1)),
            ["The last day must be 1 January 2025 or later"],
        ),
        (
            "training/add",
            {},
            ["Select what your part was", "Enter what the training was", "Enter the day of the training"],
        ),
        (
            "training/add",
            {"part": "did:cpd", "what": "x"} | day("day", date(2026, 1, 1)),
            ["Enter how long it was in minutes, like 90"],
        ),
        (
            "training/add",
            {"part": "did:cpd", "what": "x", "minutes": "two"} | day("day", date(2026, 1, 1)),
            ["How long it was in minutes must be a number, like 3003"],
        ),
        ("leave/add", {}, ["Enter the first day of leave"]),
        (
            "leave/add",
            day("first", date(2026, 9, 1)) | day("last", date(2026, 8, 1)),
            ["The last day of leave must be 1 September 2026 or later"],
        ),
        (
            "leave/add",
            day("first", date(2036, 9, 1)),
            ["The first day of leave must be 23 November 2028 or earlier"],
        ),
    ],
)
def test_bad_input_about_a_fact_is_named_and_nothing_is_saved(her, asha, address, answers, said):
    response = add(her, f"/timeline/{address}/", **answers)
    assert [plain(one) for one in errors(response)] == said
    assert facts_of(asha.key) == ()


def test_training_is_told_and_shown_with_its_length(her, asha):
    sent = {"part": "did:cpd", "what": "Reading", "minutes": "390"} | day("day", date(2026, 3, 18))
    assert "Reading 18 March 2026 · 6 hours 30 minutes" in plain(words(add(her, "/timeline/training/add/", **sent)))
    sent = {"part": "led:training", "what": "Reading"} | day("day", date(2026, 3, 19))
    assert "Led training: Reading" in words(add(her, "/timeline/training/add/", **sent))
    assert [fact.amount for fact in facts_of(asha.key)] == [390, None]


def test_leave_takes_days_alone_and_says_that_the_statutory_clock_goes_on(her, asha):
    page = words(her.get("/timeline/leave/add/"))
    assert "We never ask for a reason" in page
    assert "no leave stops that clock" in page
    text = words(add(her, "/timeline/leave/add/", **day("first", date(2026, 9, 1)), reason="ill"))
    assert "Only you and the awarding body’s registrar can see this" in text
    (row,) = entries_of(asha.key)
    assert (row.note, row.made_from, row.fact and row.fact.at) == ("", "", None)
