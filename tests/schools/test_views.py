"""The pages of the register: what they say, how they answer, how many queries they take."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.urls import reverse
from tests.schools.support import DAY, bring, export

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from django.test import Client

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]
    Count = Callable[[int], AbstractContextManager[object]]

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
PAGE = "/schools/100123/"


@pytest.fixture(autouse=True)
def on_a_day():
    """Let it be one day, whenever the tests run."""
    with time_machine.travel(TODAY, tick=False):
        yield


def words(response: Any) -> str:
    """Return the words of the page's main part, in one line, with plain spaces."""
    main = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main[0]).replace("&#x27;", "'")).strip()


def said(client: Client, path: str = PAGE) -> list[str]:
    """Return the answer of a school's page: its heading and its sentences."""
    answer = re.search(r'<div class="tp-answer.*?</div>', client.get(path).content.decode(), re.DOTALL)
    assert answer is not None
    parts = re.findall(r"<(?:h2|p)>(.*?)</(?:h2|p)>", answer[0], re.DOTALL)
    return [part.replace("&#x27;", "'").replace("\N{NO-BREAK SPACE}", " ") for part in parts]


def must(who: str) -> str:
    """Return the sentence that says whose duty it is."""
    return (
        f"{who} must make sure that its SENCO is the head or a qualified teacher at the school, and gains the "
        "qualification in time."
    )


def test_a_covered_school_says_since_when_and_who_must_do_what(client: Client, bring_rows: Bring):
    bring_rows(export())

    assert said(client) == [
        "The SENCO rules cover this school",
        "It is a mainstream school maintained by the council.",
        "Regulation 49, and the rules before it, have covered it since 1 September 2009.",
        must("Its governing body"),
    ]
    assert reverse("pathway:scheme-clause", args=("statutory-senco", "covered")) in client.get(PAGE).content.decode()


OUTSIDE = (
    "Regulation 49 covers mainstream schools, mainstream academies and maintained nursery schools in England. "
    "Other schools may choose to have a SENCO, and many follow the rule as good practice."
)
UNDATED = (
    "Regulation 49, and the rules before it, have covered it since 1 September 2009. The register gives no opening day."
)
NOT_TOLD = (
    "The file that this copy was given does not say what kind of school it is. The government's own register does."
)
MAINTAINED = "a mainstream school maintained by the council."


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"TypeOfEstablishment": "Academy converter", "OpenDate": "01-09-2018"},
            ["The SENCO rules cover this school", "It is a mainstream academy or free school.",
             "Regulation 49 has covered it since 1 September 2018.", must("The academy's proprietor")],
        ),
        (
            {"TypeOfEstablishment": "Local authority nursery school", "OpenDate": ""},
            ["The SENCO rules cover this school", "It is a nursery school maintained by the council.", UNDATED,
             must("Its governing body")],
        ),
        (
            {"TypeOfEstablishment": "Pupil referral unit"},
            ["The SENCO rules do not cover this school",
             "It is a pupil referral unit, or an academy for alternative provision.", OUTSIDE],
        ),
        (
            {"EstablishmentStatus": "Closed", "CloseDate": "31-08-2016"},
            ["This school is closed", f"It was {MAINTAINED}",
             "Regulation 49, and the rules before it, covered it from 1 September 2009 until it closed."],
        ),
        (
            {"EstablishmentStatus": "Closed", "CloseDate": "31-08-2005"},
            ["This school is closed", f"It was {MAINTAINED}",
             "It closed before the rules reached schools of its kind."],
        ),
        (
            {"EstablishmentStatus": "Proposed to open"},
            ["This school is not open yet", "It is only proposed. The register may still change what it will be."],
        ),
        (
            {"OpenDate": "01-09-2027"},
            ["The SENCO rules will cover this school from 1 September 2027", f"It is {MAINTAINED}",
             "Regulation 49 will cover it from 1 September 2027."],
        ),
        ({"TypeOfEstablishment": ""}, ["We do not know whether the SENCO rules cover this school", NOT_TOLD]),
    ],
)  # fmt: skip
def test_each_school_says_what_the_rules_make_of_it(
    client: Client, bring_rows: Bring, changes: dict[str, str], expected: list[str]
):
    bring_rows(export(**changes))

    assert said(client) == expected


def test_a_school_page_takes_three_queries_with_one_link_or_three(
    client: Client, bring_rows: Bring, tmp_path: Path, django_assert_num_queries: Count
):
    bring_rows(*(export(URN=str(urn)) for urn in range(100123, 100127)))
    for number in (1, 3):
        path = tmp_path / "links.csv"
        rows = [f"100123,{100123 + n},Hill,Predecessor,01-09-2012" for n in range(1, number + 1)]
        path.write_text("\n".join(["URN,LinkURN,LinkName,LinkType,LinkEstablishedDate", *rows, ""]))
        bring(path)
        with django_assert_num_queries(3):
            page = client.get(PAGE)
        assert words(page).count("Predecessor, 1 September 2012") == number
        assert "Before this school" in words(page)


@pytest.mark.parametrize("path", ["/schools/100124/", "/schools/12/", "/schools/99999999999999999999/"])
def test_a_school_that_is_not_there_is_told_with_a_way_on(client: Client, bring_rows: Bring, path: str):
    bring_rows(export())

    page = client.get(path)

    assert page.status_code == 404
    assert words(page) == (
        "There is no such school No school of the register has this number, as it was on 1 November 2026. "
        "A school that opened later is not in it yet. Find a school by its name"
    )


def test_finding_asks_for_words_first(client: Client, django_assert_num_queries: Count):
    with django_assert_num_queries(1):
        page = client.get("/schools/")

    assert words(page).startswith("Find a school Name, town, postcode or URN. It need not be spelt right. Search")
    assert "No register was brought in here yet." in words(page)


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_found_is_listed_in_two_queries(
    client: Client, bring_rows: Bring, django_assert_num_queries: Count, number: int
):
    bring_rows(*(export(URN=str(100123 + n)) for n in range(number)))

    with django_assert_num_queries(2):
        page = client.get("/schools/", {"q": "hill primary"})

    assert words(page).count("Alton, Hampshire, GU34 1DH · Primary · URN") == number
    assert f"{number} school{'' if number == 1 else 's'} found for “hill primary”." in words(page)


def test_a_closed_school_is_marked_in_the_list(client: Client, bring_rows: Bring):
    bring_rows(export(EstablishmentStatus="Closed"))

    assert "Hill Primary School Closed Alton" in words(client.get("/schools/", {"q": "hill"}))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", "Enter the name, town, postcode or URN of a school"),
        ("x" * 101, "must be 100 characters or fewer. Yours has 101"),
    ],
)
def test_an_empty_or_endless_question_says_what_to_do(client: Client, typed: str, expected: str):
    assert expected in words(client.get("/schools/", {"q": typed}))


def test_what_was_typed_is_shown_and_never_run(client: Client):
    page = client.get("/schools/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert ("<script>alert" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page) == (False, True)


def test_suggestions_are_the_list_alone_in_one_query(
    client: Client, bring_rows: Bring, django_assert_num_queries: Count
):
    bring_rows(export())

    with django_assert_num_queries(1):
        answer = client.get("/schools/suggestions/", {"q": "hill"})

    text = answer.content.decode()
    assert (answer.headers["Content-Type"], "<html" in text) == ("text/html; charset=utf-8", False)
    assert f'<a href="{PAGE}">Hill Primary School</a>' in text
    assert client.get("/schools/suggestions/").content.strip() == b""


def test_only_the_page_that_fetches_suggestions_may_fetch(client: Client, bring_rows: Bring):
    bring_rows(export(), as_at=DAY)

    policies = [client.get(path).headers["Content-Security-Policy"] for path in ("/schools/", PAGE)]

    assert ["connect-src 'self'" in policy for policy in policies] == [True, False]


def test_the_pages_set_no_cookie_and_take_only_questions(client: Client):
    answer = client.get("/schools/", {"q": "hill"})

    assert (len(answer.cookies), client.post("/schools/").status_code) == (0, 405)
