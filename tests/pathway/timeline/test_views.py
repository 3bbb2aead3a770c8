"""Who sees a timeline, what an empty one says, how many queries a full one takes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.pathway.timeline.support import (
    ALDGATE,
    NOON,
    UPLANDS,
    day,
    post,
    qualify,
    save,
    senco,
    words,
)

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.timeline.roles import Role
from trigpoint.record.actions import enter
from trigpoint.record.queries import form_key

pytestmark = pytest.mark.django_db


# ---- Empty, and who may see it
def test_a_visitor_is_sent_to_sign_in_and_back(client):
    response = client.get("/timeline/")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/timeline/")


def test_an_empty_timeline_says_how_to_begin(her):
    text = words(her.get("/timeline/"))
    assert "Add your present post first." in text
    assert "See the sum" not in text
    assert "There is nothing to add up yet" in words(her.get("/timeline/sum/"))


# ---- Speed
def test_the_timeline_asks_five_queries_and_is_small(her, asha):
    qualify(asha.key)
    for number in range(12):
        save(asha.key, post(Role.TEACHER, ALDGATE if number % 2 else UPLANDS, date(2012 + number, 9, 1),
                            last=date(2013 + number, 8, 31)))  # fmt: skip
    save(asha.key, senco())
    for number in range(25):
        training = Fact("did:cpd", Period(date(2026, 1, 1 + number), date(2026, 1, 2 + number)), 60)
        enter(actor=asha.key, subject=asha.key, facts=[training], now=NOON, note="A course about reading well")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = her.get("/timeline/")
    assert len(asked) == 5  # session, person with roles; entries with exceptions, schools, references
    assert len(response.content) < 60_000


def test_a_long_timeline_goes_on_by_year(her, asha):
    for number in range(60):
        on = date(2000 + number // 3, 1, 1 + number % 3)
        fact = Fact("led:training", Period(on, date(on.year, 1, 2 + number % 3)))
        enter(actor=asha.key, subject=asha.key, facts=[fact], now=NOON)
    response = her.get("/timeline/")
    assert "Before 2006" in words(response)
    assert (
        "Before 2006" not in words(her.get("/timeline/?before=2006")).split("Back to the newest")[0].split("years")[0]
    )
    assert (
        response.content.decode().count("timeline-row")
        + her.get("/timeline/?before=2006").content.decode().count("timeline-row")
        == 60
    )


@pytest.mark.parametrize("before", ["x", "0", "99999", "-1", "2O26"])
def test_a_year_that_is_none_shows_the_newest(her, before):
    assert her.get("/timeline/", {"before": before}).status_code == 200


def test_the_key_of_a_form_is_never_trusted_to_be_short(her, asha):
    sent = {"form": "x" * 5_000} | day("gained", date(2013, 7, 12))
    assert her.post("/timeline/qualifications/add/degree/", sent).status_code == 302
    assert form_key(asha.key, "post") == "post:1"
