"""The pages of the timeline: what they say, what they ask of the database, and what they answer to bad input.

Bad input to the pages about a post, and what each says:

- nothing chosen: *Select what the post was*; *Select how much you worked*; *Select the school, or search again*
- no first day: *Enter the first day of the post*; a part of it: *… must include a month and year*
- a first day in a far future, or before 1950: the day from or up to which it may be
- neither a last day nor *still*: *Enter the last day of the post, or select that you are still in it*
- a last day before the first: *The last day of the post must be 1 September 2025 or later*
- both *still* and a last day that is over: *Leave the last day empty, or say that the post is over*
- a part of full time or hours that cannot be: between which numbers they may be
- a school that is not in the list that was shown: *Select the school, or search again*
- a name that is too long, or has control characters: how long it may be, and *Type it again*
- a page whose draft is gone, or a step that is none: back to the timeline with a sentence, or 404
- a post, an entry or an exception of somebody else: 404, as if it were not there
"""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.timeline.support import (
    ALL,
    AS_TEACHER,
    CARLTON,
    HELD,
    PART,
    RHYL,
    SENCO,
    SINCE_2025,
    TEACHER,
    TEACHING,
    VIGO,
    check_address,
    errors,
    plain,
    post,
    qualify,
    save,
    save_told,
    words,
)

from trigpoint.pathway.timeline.queries import my_posts
from trigpoint.pathway.timeline.roles import Role
from trigpoint.record.queries import exceptions_of, facts_of
from trigpoint.schools.models import School

pytestmark = pytest.mark.django_db


# ---- Telling a post
def test_a_post_is_told_checked_saved_and_shown_with_the_sum(her, tell, asha):
    response = tell(**TEACHING)
    text = plain(words(response))
    assert "Check and save" in text
    assert "Uplands Primary School" in text
    assert "1 September 2025 to now" in text

    text = plain(words(save_told(her, response)))
    assert "Saved. Your timeline shows it below." in text
    assert "1.2 years in schools, 0.9 full-time equivalent. See the sum" in text
    assert "1 September 2025 to now · 0.8 of full time As you told us" in text
    assert [fact.code for fact in facts_of(asha.key)] == ["served:teacher", "working:school-staff", "working:teacher"]


def test_hours_a_week_become_a_part_of_full_time_and_are_shown_as_typed(her, tell):
    hours = {"how": "hours", "hours": "27.5", "week": ""}
    response = save_told(her, tell(**TEACHING | {"role": {"role": "teaching-assistant"}, "hours": hours}))
    assert "27.5 hours a week, 0.74 of full time" in words(response)


def test_a_post_may_be_to_come_and_does_not_count_yet(her, tell):
    dates = SINCE_2025 | {"first-month": "1", "first-year": "2027"}
    text = words(save_told(her, tell(**TEACHING | {"dates": dates})))
    assert "Still to come, so not in the sum yet" in text
    assert "0.0 years in schools" in text


def test_a_qualified_senco_is_not_asked_again_what_her_record_shows(her, tell, asha):
    qualify(asha.key)
    assert "Check and save" in words(tell(**ALL))


def test_a_senco_is_asked_once_what_the_law_asks_and_it_is_saved_with_the_post(her, tell, asha):
    response = tell(**ALL)
    assert "What the law asks of a SENCO" in words(response)
    assert list(response.context["form"].fields) == ["qualified", "induction"]

    save_told(her, tell(**ALL, law=HELD))
    held = {fact.code: fact.valid.start for fact in facts_of(asha.key)}
    assert held["holds:qts"] == held["holds:induction-passed"] == date(2025, 9, 1)
    assert exceptions_of(asha.key) == ()


def test_the_award_is_asked_for_where_three_years_are_over(her, tell, asha):
    qualify(asha.key)
    dates = SINCE_2025 | {"first-year": "2020"}
    response = tell(**ALL | {"dates": dates})
    assert list(response.context["form"].fields) == ["award", "award_began", "award_gained"]

    days = {"award": "holds:nasenco", "award_gained-day": "8", "award_gained-month": "7", "award_gained-year": "2022"}
    save_told(her, tell(**ALL | {"dates": dates}, law=days))
    assert "holds:nasenco" in {fact.code for fact in facts_of(asha.key)}


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ({}, ["Select which SENCO qualification you hold"]),
        ({"award": "holds:nasenco"}, ["Enter the day it was awarded"]),
        (
            {"award": "holds:nasenco", "award_gained-day": "1", "award_gained-month": "9", "award_gained-year": "2024"},
            ["Enter the day the course began: the law asks for it of an award this late"],
        ),
        (
            {"award": "holds:required-award"}
            | {f"award_began-{part}": value for part, value in (("day", "1"), ("month", "9"), ("year", "2025"))}
            | {f"award_gained-{part}": value for part, value in (("day", "1"), ("month", "1"), ("year", "2025"))},
            ["The day it was awarded must be 1 September 2025 or later"],
        ),
    ],
)
def test_what_is_wrong_about_the_award_is_said(tell, asha, law, said):
    qualify(asha.key)
    response = tell(**ALL | {"dates": SINCE_2025 | {"first-year": "2020"}}, law=law)
    assert [plain(one) for one in errors(response)] == said


# ---- Bad input
FIRST = "The first day of the post must "
STILL = "Enter the last day of the post, or select that you are still in it"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"role": {}}, ["Select what the post was"]),
        ({"role": {"role": "king"}}, ["Select what the post was"]),
        (
            {"role": TEACHER | {"job_title": "x" * 81}},
            ["The job title must be 80 characters or fewer. Yours has 81"],
        ),
        ({"dates": {}}, ["Enter the first day of the post", STILL]),
        ({"dates": {"first-day": "1", "still": "yes"}}, ["The first day of the post must include a month and year"]),
        ({"dates": SINCE_2025 | {"first-month": "13"}}, [FIRST + "have a real month, like 3 or Mar"]),
        ({"dates": SINCE_2025 | {"first-day": "31"}}, [FIRST + "be a real date. September 2025 has 30 days"]),
        ({"dates": SINCE_2025 | {"first-year": "1925"}}, ["The first day of the post must be 1 January 1950 or later"]),
        (
            {"dates": SINCE_2025 | {"first-year": "2030"}},
            ["The first day of the post must be 23 November 2028 or earlier"],
        ),
        (
            {"dates": SINCE_2025 | {"still": "", "last-day": "1", "last-month": "1", "last-year": "2025"}},
            ["The last day of the post must be 1 September 2025 or later"],
        ),
        (
            {"dates": SINCE_2025 | {"last-day": "1", "last-month": "1", "last-year": "2026"}},
            ["Leave the last day empty, or say that the post is over"],
        ),
        (
            {"dates": SINCE_2025 | {"still": "", "last-day": "1", "last-month": "1", "last-year": "2060"}},
            ["The last day of the post must be 24 November 2030 or earlier"],
        ),
        ({"hours": {}}, ["Select how much you worked"]),
        ({"hours": {"how": "part"}}, ["Enter the part of full time, like 0.8"]),
        (
            {"hours": {"how": "part", "part": "1.5"}},
            ["The part of full time must be between 0.01 and 1, like 0.8 or 80%"],
        ),
        ({"hours": {"how": "hours"}}, ["Enter the hours a week, like 27.5"]),
        (
            {"hours": {"how": "hours", "hours": "0"}},
            ["The hours a week must be a number between 0.5 and 60, like 27.5"],
        ),
        (
            {"hours": {"how": "hours", "hours": "270"}},
            ["The hours a week must be a number between 0.5 and 60, like 27.5"],
        ),
        (
            {"hours": {"how": "hours", "hours": "30", "week": "all"}},
            ["The hours of a full-time week must be a number between 1 and 60, like 37"],
        ),
    ],
)  # fmt: skip
def test_bad_input_is_named_at_its_field_and_nothing_is_saved(tell, asha, answers, said):
    response = tell(**TEACHING | answers)
    assert [plain(one) for one in errors(response)] == said
    assert response.content.decode().count("<title>Error: ") == 1
    assert facts_of(asha.key) == ()


def test_what_was_typed_wrong_is_shown_again(tell):
    response = tell(**TEACHING | {"dates": SINCE_2025 | {"first-month": "Smarch"}})
    assert 'value="Smarch"' in response.content.decode()


def test_a_step_that_is_not_due_leads_to_the_open_one_and_no_step_is_404(her, tell):
    response = tell(role=TEACHER)
    draft = check_address(response).rpartition("/school/")[0]
    assert her.get(f"{draft}/hours/").url == f"{draft}/school/"
    assert her.get(f"{draft}/check/").url == f"{draft}/school/"
    assert her.get(f"{draft}/nowhere/").status_code == 404


def test_a_draft_that_is_gone_says_so(her):
    response = her.get("/timeline/posts/draft/0123456789ab/dates/", follow=True)
    assert "That form is no longer open" in words(response)


# ---- The school
def test_the_picker_shows_schools_and_takes_one(her, tell):
    address = check_address(tell(role=TEACHER))
    text = words(her.get(address, {"q": "Uplands"}))
    assert "Which school was it?" in text
    assert "URN 115890" in text
    assert "My school is not listed" in text
    assert her.post(address, {"q": "Uplands", "school": "115890"}).url.endswith("/dates/")


@pytest.mark.parametrize("chosen", ["", "100000", "x", "-1"])
def test_a_school_that_was_not_shown_is_not_taken(her, tell, chosen):
    response = her.post(check_address(tell(role=TEACHER)), {"q": "Uplands", "school": chosen})
    assert "Select the school, or search again" in words(response)
    assert response.context["form"].data["q"] == "Uplands"


def test_nothing_typed_asks_what_to_look_for(her, tell):
    assert "Enter the name, town, postcode or URN of the school" in words(
        her.get(check_address(tell(role=TEACHER)), {"q": ""})
    )


def test_a_school_that_is_not_listed_is_kept_by_its_name(her, tell, asha):
    address = check_address(tell(role=TEACHER))
    assert her.post(address, {"q": "zzzz", "school": "not-listed"}).url == f"{address}?not-listed"
    assert errors(her.post(f"{address}?not-listed", {"name": ""})) == ["Enter the name of the school and its town"]
    too_long = errors(her.post(f"{address}?not-listed", {"name": "x" * 81}))
    assert too_long == ["The name of the school and its town must be 80 characters or fewer. Yours has 81"]

    response = her.post(f"{address}?not-listed", {"name": " Hill  Top School, Leeds"}, follow=True)
    for answers in (SINCE_2025, PART):
        response = her.post(check_address(response), answers, follow=True)
    assert "Hill Top School, Leeds" in words(save_told(her, response))
    assert facts_of(asha.key)[0].at == "named:Hill Top School, Leeds"


def test_a_senco_of_a_school_that_is_not_listed_is_asked_what_kind_it_is(her, tell, asha):
    address = check_address(tell(role=SENCO["role"]))
    response = her.post(f"{address}?not-listed", {"name": "Hill Top School, Leeds"}, follow=True)
    for answers in (SINCE_2025, PART, AS_TEACHER, {"covered": "no"}):
        response = her.post(check_address(response), answers, follow=True)
    save_told(her, response)
    assert facts_of(asha.key)[0].code == "served:senco-elsewhere"


def test_the_schools_to_choose_from_come_alone_for_a_page_that_is_there(client, schools):
    response = client.get("/schools/choices/", {"q": "Uplands"})
    assert "URN 115890" in words(response)
    assert "<html" not in response.content.decode()
    assert words(client.get("/schools/choices/", {"q": ""})) == "My school is not listed"


@pytest.fixture
def carlton_closed(schools):
    """Close Carlton, as the register of a later day does."""
    School.objects.filter(urn=100012).update(status=School.Status.CLOSED, closed=date(2021, 8, 31))


@pytest.mark.usefixtures("carlton_closed")
def test_a_school_that_closed_says_so_and_offers_the_one_that_took_its_place(her, tell, asha):
    picked = {"q": "100012", "school": "100012"}
    answers = TEACHING | {"school": picked, "dates": SINCE_2025 | {"first-year": "2018"}}
    response = tell(**answers)
    text = plain(words(response))
    assert "closed by 31 August 2021" in text
    assert "It went on at Rhyl" in text
    assert errors(tell(**answers, closed={})) == ["Select what happened to your post"]

    save_told(her, tell(**answers, closed={"closed": RHYL}))
    assert [(one.said.setting, one.said.first, one.said.last) for one in my_posts(asha.key)] == [
        (RHYL, date(2021, 9, 1), None),
        (CARLTON, date(2018, 9, 1), date(2021, 8, 31)),
    ]


@pytest.mark.usefixtures("carlton_closed")
@pytest.mark.parametrize(("choice", "last"), [("ended", date(2021, 8, 31)), ("keep", None)])
def test_a_post_may_have_ended_with_its_school_or_be_kept_as_told(her, tell, asha, choice, last):
    picked = {"q": "100012", "school": "100012"}
    answers = TEACHING | {"school": picked, "dates": SINCE_2025 | {"first-year": "2018"}}
    save_told(her, tell(**answers, closed={"closed": choice}))
    (found,) = my_posts(asha.key)
    assert found.said.last == last
    assert ("The register says that this school closed" in words(her.get("/timeline/"))) is (choice == "keep")


# ---- Two posts at once
def test_an_overlap_is_named_before_saving_and_counted_once(her, tell, asha):
    save(asha.key, post(Role.SUPPORT, VIGO, first=date(2025, 9, 1), hundredths=50))
    response = tell(**TEACHING)
    text = plain(words(response))
    assert "At the same time" in text
    assert "Teaching assistant, Vigo Primary School: 1 September 2025 to 23 November 2026" in text
    text = plain(words(save_told(her, response)))
    assert "1.2 years in schools, 1.2 full-time equivalent" in text
    assert "At the same time as Teaching assistant, Vigo Primary School. Each day counts once." in text
    text = plain(words(her.get("/timeline/sum/")))
    assert "Posts at the same time" in text
    assert "takes 0.3 years off" in text


# ---- Sent twice
def test_a_post_sent_again_is_entered_once_and_says_so(her, tell, asha):
    response = tell(**TEACHING)
    save_told(her, response)
    again = save_told(her, response)
    assert "That form is no longer open: it was saved" in words(again)
    assert len(my_posts(asha.key)) == 1


def test_the_same_form_in_two_tabs_enters_nothing_twice_and_says_so(her, tell, asha):
    first, second = tell(**TEACHING), tell(**TEACHING)
    save_told(her, first)
    assert "That was saved already. Nothing was entered twice." in words(save_told(her, second))
    assert len(my_posts(asha.key)) == 1


def test_two_tabs_with_other_answers_lose_nothing_and_ask(her, tell, asha):
    first = tell(**TEACHING)
    second = tell(**TEACHING | {"dates": SINCE_2025 | {"first-year": "2020"}})
    save_told(her, first)
    response = save_told(her, second)
    assert "You had this form open twice" in words(response)
    assert "1 September 2020" in plain(words(response))
    her.post(check_address(second))
    assert len(my_posts(asha.key)) == 2
