"""Term dates of councils: entered with where they were read, used by the dates that count school days, taken back."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from trigpoint.law.terms import actions
from trigpoint.law.terms.errors import TermDatesError
from trigpoint.law.terms.models import TermDates
from trigpoint.law.terms.queries import entered, terms_of
from trigpoint.law.terms.years import SchoolYear
from trigpoint.people.roles import Role
from trigpoint.platform.events import of_subject
from trigpoint.schools.models import Authority
from trigpoint.schools.places import Nation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries
    from tests.somebody import APerson, SignIn

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 16, 10, tzinfo=UTC)
READ = date(2026, 11, 20)
SOURCE = "https://www.kent.gov.uk/term-dates"
RUNS = (
    (date(2026, 9, 1), date(2026, 10, 23)),
    (date(2026, 11, 2), date(2026, 12, 18)),
    (date(2027, 1, 4), date(2027, 2, 12)),
    (date(2027, 2, 22), date(2027, 3, 25)),
    (date(2027, 4, 12), date(2027, 5, 28)),
    (date(2027, 6, 7), date(2027, 7, 21)),
)
TYPED = """1 September to 23 October 2026
2 November to 18 December 2026
4 January to 12 February 2027
22 February to 25 March 2027
12 April to 28 May 2027
7 June to 21 July 2027"""
GOVERNORS = "/law/dates/exclusion-governors-15/?on-day={}&on-month={}&on-year={}&terms=council&council={}"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _councils() -> None:
    Authority.objects.create(name="Kent", nation=Nation.ENGLAND)
    Authority.objects.create(name="Powys", nation=Nation.WALES)
    Authority.objects.create(name="Pre-LGR 2023 Cumbria", nation=Nation.ENDED)


def a_year(authority: str = "Kent", runs: tuple[tuple[date, date], ...] = RUNS, read: date = READ) -> SchoolYear:
    return SchoolYear(authority, 2026, runs, frozenset({date(2026, 10, 23)}), SOURCE, read)


def enter(*years: SchoolYear) -> tuple[int, ...]:
    return actions.enter(actor="p_admin", years=years or (a_year(),), now=NOW)


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def asked(on: date, council: str = "Kent") -> str:
    return GOVERNORS.format(on.day, on.month, on.year, council)


def a_file(*rows: str) -> SimpleUploadedFile:
    heading = "council,first day,last day,source,read on"
    return SimpleUploadedFile("terms.csv", "\n".join((heading, *rows)).encode())


def rows_of(council: str = "Kent County Council") -> list[str]:
    return [f"{council},{first},{last},{SOURCE},{READ}" for first, last in RUNS]


def test_an_answer_counts_in_the_councils_terms_and_says_where_and_when_they_were_read(client: Client) -> None:
    enter()
    page = client.get(asked(date(2026, 10, 12))).content.decode()
    found = words(client, asked(date(2026, 10, 12)))
    # 13 October is day 1; half-term and 23 October, when all schools are closed, are left out.
    assert "Tuesday 10 November 2026" in found
    assert "Term dates of Kent: the council’s page for 2026 to 2027 , read on 20 November 2026." in found
    assert f'href="{SOURCE}"' in page
    assert "A school may set its own, and its training days are not in them." in found


def test_training_days_that_the_school_adds_are_left_out_too(client: Client) -> None:
    enter()
    assert "Wednesday 11 November 2026" in words(client, f"{asked(date(2026, 10, 12))}&closed=2+November+2026")


def test_a_day_in_the_summer_holiday_before_the_year_counts_from_the_first_day_of_term(client: Client) -> None:
    enter()
    assert "Monday 21 September 2026" in words(client, asked(date(2026, 8, 20)))


def test_a_council_without_term_dates_gives_approximate_ones_and_says_so(client: Client) -> None:
    found = words(client, asked(date(2026, 10, 12)))
    assert "No term dates of Kent for 2026 to 2027 are entered here, so approximate ones were used for it" in found
    assert "No term dates of Kent are entered here for these days." in found


def test_where_the_entered_dates_end_too_soon_approximate_ones_follow_and_the_page_says_both(client: Client) -> None:
    enter()
    found = words(client, asked(date(2027, 7, 14)))
    assert "No term dates of Kent for 2027 to 2028 are entered here" in found
    assert "the council’s page for 2026 to 2027" in found


def test_a_councils_terms_reckon_the_end_of_induction_as_far_as_they_go(client: Client) -> None:
    enter()
    found = words(client, "/law/dates/induction-end/?on-day=1&on-month=9&on-year=2026&terms=council&council=Kent")
    assert "Induction can be completed on" in found
    assert "The first part, 3 school terms from Tuesday 1 September 2026, ends on Wednesday 21 July 2027." in found


@pytest.mark.parametrize("typed", ["Kent+County+Council", "kent", "KENT+council"])
def test_a_council_may_be_typed_in_many_ways_in_the_address(client: Client, typed: str) -> None:
    enter()
    assert "Tuesday 10 November 2026" in words(client, asked(date(2026, 10, 12), typed))


@pytest.mark.parametrize(
    ("council", "says"),
    [
        ("Cumbria", "Its schools are now in Cumberland or in Westmorland and Furness: select that"),
        ("Pre-LGR+2023+Cumbria", "Cumbria ended on 1 April 2023 (SI 2022/331 arts 3 to 5)."),
        ("Poole+Borough+Council", "Its schools are now in Bournemouth, Christchurch and Poole: select that"),
        ("Pre-LGR+1998+Berkshire", "a council that ended. Which followed it is not known here"),
        ("Powys", "Select the council"),
        ("", "Select the council"),
    ],
)
def test_a_council_that_ended_or_is_none_is_answered_in_words(client: Client, council: str, says: str) -> None:
    found = words(client, asked(date(2026, 10, 12), council))
    assert "There is a problem" in found
    assert says in found


def test_an_answer_in_a_councils_terms_takes_three_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    enter()
    with django_assert_num_queries(3):
        client.get(asked(date(2026, 10, 12)))


def test_a_later_entry_counts_in_place_of_an_earlier_one_and_taken_back_the_earlier_counts_again() -> None:
    enter()
    newer = enter(a_year(runs=((date(2026, 9, 2), RUNS[0][1]), *RUNS[1:])))[0]
    assert terms_of("Kent").years[0].runs[0][0] == date(2026, 9, 2)

    actions.withdraw(actor="p_admin", entry=newer, now=NOW)

    assert terms_of("Kent").years[0].runs[0][0] == date(2026, 9, 1)
    assert len(entered()) == 1
    assert of_subject("term-dates")[-1].name == "law.terms.withdrawn"
    with pytest.raises(TermDatesError, match="not entered here any more"):
        actions.withdraw(actor="p_admin", entry=newer, now=NOW)


@pytest.mark.parametrize(
    ("year", "says"),
    [
        (a_year(runs=()), "Enter the weeks with school"),
        (a_year(runs=RUNS[:2]), "The spring term is missing"),
        (a_year(runs=(*RUNS, (date(2027, 9, 1), date(2027, 10, 1)))), "1 September 2027 is not in the school year"),
        (a_year(runs=(RUNS[0], RUNS[0], *RUNS[1:])), "has ended"),
        (a_year(runs=(RUNS[0], RUNS[2], RUNS[4])), "school days; a school year has about 190"),
        (a_year(read=date(2026, 12, 1)), "must be today or in the past"),
    ],
)
def test_what_cannot_be_a_school_year_is_refused_and_nothing_of_it_entered(year: SchoolYear, says: str) -> None:
    with pytest.raises(TermDatesError, match=re.escape(says.replace("1 September", "1\N{NO-BREAK SPACE}September"))):
        enter(a_year(), year)
    assert not TermDates.objects.exists()


def test_an_administrator_enters_a_year_on_a_page_and_everybody_sees_it(
    client: Client, a_person: APerson, sign_in: SignIn
) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    given = {"read-day": "20", "read-month": "11", "read-year": "2026", "source": SOURCE, "closed": "23 October 2026"}
    response = client.post("/law/term-dates/enter/", {"council": "Kent", "runs": TYPED, **given})
    assert (response.status_code, response["Location"]) == (302, "/law/term-dates/")
    assert terms_of("Kent").years == (a_year(),)

    client.logout()
    found = words(client, "/law/term-dates/")
    assert "1 September 2026 to 23 October 2026" in found
    assert "Take back" not in found


def test_a_mistake_on_the_page_is_said_at_its_field_and_nothing_typed_is_lost(
    client: Client, a_person: APerson, sign_in: SignIn
) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    given = {"read-day": "20", "read-month": "11", "read-year": "2026", "source": "kent.gov.uk", "closed": "soon"}
    found = client.post("/law/term-dates/enter/", {"council": "Kent", "runs": "autumn", **given}).content.decode()
    assert "Enter the address of the page where you read it" in found
    assert "Write “soon” as a day" in found
    assert "Write “autumn” as a day" in found
    assert 'value="kent.gov.uk"' in found


def test_a_file_of_term_dates_is_entered_whole(client: Client, a_person: APerson, sign_in: SignIn) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    response = client.post("/law/term-dates/file/", {"file": a_file(*rows_of())})
    assert response.status_code == 302
    assert terms_of("Kent").years[0].runs == RUNS
    assert [event.name for event in of_subject("term-dates")] == ["law.terms.entered"]


def test_a_file_with_a_mistake_names_every_row_and_enters_nothing(
    client: Client, a_person: APerson, sign_in: SignIn
) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    wrong = [f"Cumbria,2026-09-01,2026-10-23,{SOURCE},{READ}", f"Atlantis,soon,2026-10-23,{SOURCE},{READ}"]
    found = client.post("/law/term-dates/file/", {"file": a_file(*rows_of(), *wrong)}).content.decode()
    assert "Row 8: “Cumbria” is no council any more" in found
    assert "Row 9: Write “soon” as a day" in found
    assert not TermDates.objects.exists()


def test_no_file_and_a_file_of_something_else_say_what_to_do(
    client: Client, a_person: APerson, sign_in: SignIn
) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    assert "Choose a CSV file" in client.post("/law/term-dates/file/", {}).content.decode()
    workbook = SimpleUploadedFile("terms.xlsx", b"PK\x03\x04 and more")
    assert "This is a workbook" in client.post("/law/term-dates/file/", {"file": workbook}).content.decode()


def test_the_template_enters_nothing_as_it_is(client: Client, a_person: APerson, sign_in: SignIn) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    template = client.get("/law/term-dates/template/").content
    response = client.post("/law/term-dates/file/", {"file": SimpleUploadedFile("terms.csv", template)})
    assert "headings and no rows" in response.content.decode()


def test_taking_back_asks_first(client: Client, a_person: APerson, sign_in: SignIn) -> None:
    sign_in(client, a_person("Ada Invented", Role.ADMINISTRATOR))
    number = enter()[0]
    assert "count no more" in words(client, f"/law/term-dates/{number}/withdraw/")
    assert client.post(f"/law/term-dates/{number}/withdraw/").status_code == 302
    assert client.get(f"/law/term-dates/{number}/withdraw/").status_code == 404
    assert "No council’s term dates are entered here yet." in words(client, "/law/term-dates/")
