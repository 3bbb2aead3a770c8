"""My school: exactly what a head may see unasked, of whom, for how long, and who may not see it at all."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta

import pytest
from tests.governance.support import (
    DAY,
    HILL,
    MILL,
    NOON,
    PRIVATE,
    TODAY,
    facts_for,
    full_record,
    post,
    school,
    teacher_at,
)

from trigpoint.kernel import Fact, Period
from trigpoint.people.actions import end_appointment
from trigpoint.people.data.queries import views_of
from trigpoint.people.queries import history_of
from trigpoint.people.roles import Role
from trigpoint.people.time import actions as time
from trigpoint.platform.pages import NO_BREAK
from trigpoint.record.actions import correct, flag_exception
from trigpoint.record.models import Enrolment
from trigpoint.record.queries import entries_of, facts_of

pytestmark = pytest.mark.django_db
RANDOM = re.compile(
    r"[0-9a-f]{32}|(?:csrfmiddlewaretoken\" value|nonce|hx-headers)=\"[^\"]*\"|[?&]v=\\w+|\\.[0-9a-f]{12}\\."
)
"""What differs from one drawing of a page to the next: keys, tokens, names of files."""


def words(response) -> str:
    """Return what a page says, in one line; its account and footer apart."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert main is not None
    text = html.unescape(re.sub(r"<[^>]+>", " ", main.group()))
    return re.sub(r"\s+", " ", text.replace(NO_BREAK, " ")).strip()


def ask(person, setting: str = HILL, **more) -> str:
    given = {"minutes": 120, "since": date(2027, 1, 4), "now": NOON, **more}
    return time.ask(subject=person.key, setting=setting, **given)


def end_post(person, until: date) -> None:
    fact = next(one for one in facts_of(person.key) if one.code == "served:senco")
    correct(actor=person.key, subject=person.key, entry=fact.source, fact=post(until=until), now=NOON)


def test_the_page_says_the_law_at_this_school_and_whether_the_law_training_is_current(head, asha):
    said = words(head.get("/school/"))

    assert said.startswith("Hill Primary School Nothing waits for you")
    assert "Asha Rahman" in said
    assert "The SENCO qualification is needed by 1 September 2028." in said
    assert "reg 49(4) SEND Regulations 2014" in said
    assert "Current until 3 March 2028." in said
    assert "Nothing is asked for or agreed here." in said
    assert "Nothing here may be used for appraisal or capability." in said


@pytest.mark.parametrize("page", ["/school/", "/requests/", "/school/shared/"])
@pytest.mark.parametrize("what", PRIVATE)
def test_nothing_private_stands_on_a_page_of_the_head_though_the_record_holds_it(head, asha, page, what):
    ask(asha)
    told = html.unescape(RANDOM.sub("", head.get(page).content.decode())).replace(NO_BREAK, " ")

    assert PRIVATE[what] not in told


def test_the_record_behind_the_leak_tests_does_hold_what_they_look_for(client, sign_in, asha):
    sign_in(client, asha)
    hers = " ".join(words(client.get(page)) for page in ("/standing/", "/standing/how/", "/timeline/"))
    entries = str(entries_of(asha.key))

    missing = [what for what, words in PRIVATE.items() if words not in hers + entries]
    assert missing == []


def test_leave_changes_no_byte_of_the_page(head, asha):
    before = RANDOM.sub("", head.get("/school/").content.decode())
    facts_for(asha.key, Fact("on:leave", Period(date(2026, 9, 1), None)))

    assert RANDOM.sub("", head.get("/school/").content.decode()) == before


def test_one_senco_takes_these_queries_and_three_take_no_more(head, asha, a_person, django_assert_num_queries):
    head.get("/school/")
    with django_assert_num_queries(10):  # 3 for who asks, 7 for the page, 1 for the list of views
        head.get("/school/")

    for name in ("Bea Long", "Cem Short"):
        full_record(a_person(name).key)
    head.get("/school/")
    with django_assert_num_queries(10):
        said = words(head.get("/school/"))
    assert said.index("Asha Rahman") < said.index("Bea Long") < said.index("Cem Short")


def test_a_school_without_a_senco_here_is_told_what_to_do(head):
    assert "No one’s record says that they are the SENCO here today." in words(head.get("/school/"))


def test_a_senco_of_another_school_and_a_teacher_here_are_not_shown(head, hill, a_person):
    full_record(a_person("Elsa Where").key, at=MILL)
    facts_for(a_person("Terry Teach").key, *teacher_at(HILL), post(code="served:teacher"))

    said = words(head.get("/school/"))
    assert "Elsa" not in said
    assert "Terry" not in said


def test_when_she_leaves_the_school_everything_stops_at_once(head, asha):
    key = ask(asha)
    assert "Asha" in words(head.get("/school/"))
    end_post(asha, TODAY)

    for page in ("/school/", "/requests/", "/school/shared/"):
        assert "Asha" not in words(head.get(page))
    for answer in ("agree", "propose", "decline"):
        assert head.get(f"/requests/{key}/{answer}/").status_code == 404
        assert head.post(f"/requests/{key}/{answer}/", {"reply": "No."}).status_code == 404


def test_when_the_appointment_ends_everything_stops_at_once(head, asha, hugo):
    assert head.get("/school/").status_code == 200
    end_appointment(appointment=history_of(hugo.key)[0].id, until=TODAY, actor=None, now=NOON)

    assert {head.get(page).status_code for page in ("/school/", "/requests/", "/school/shared/")} == {403}


@pytest.mark.parametrize("role", [Role.HEAD, Role.GOVERNOR])
def test_a_head_or_governor_of_another_school_sees_nothing_of_her(client, sign_in, a_person, asha, role):
    key = ask(asha)
    other = school("Mill Lane School", MILL)
    sign_in(client, a_person("Olga Hale", role, organisation=other))

    assert "Asha" not in words(client.get("/school/"))
    assert "Asha" not in words(client.get("/requests/"))
    assert client.get(f"/requests/{key}/agree/").status_code == (404 if role is Role.HEAD else 403)
    assert client.get(f"/school/shared/{asha.key}/progress/").status_code == 404
    assert views_of(asha.key) == ()


@pytest.mark.parametrize("role", [None, Role.MENTOR, Role.ADMINISTRATOR, Role.ASSESSOR])
def test_nobody_else_opens_the_pages_of_a_school(client, sign_in, a_person, hill, role):
    sign_in(client, a_person("Somebody Else", *([role] if role else [])))

    for page in ("/school/", "/requests/", "/school/shared/"):
        assert client.get(page).status_code == 403


def test_a_visitor_goes_to_sign_in(client):
    assert client.get("/school/")["Location"] == "/sign-in/?next=/school/"


def test_a_governor_reads_hours_and_days_but_no_words_and_answers_nothing(client, sign_in, a_person, asha, hill):
    key = ask(asha, words="I am worn out.", minutes_left=3_000)
    sign_in(client, a_person("Gwen Over", Role.GOVERNOR, organisation=hill))

    for page in ("/school/", "/requests/"):
        said = words(client.get(page))
        assert "2 hours a week asked for, from 4 January 2027." in said
        assert "worn out" not in said
        assert "50 hours" not in said
        assert "Propose" not in said
    assert "1 request waits for the head" in words(client.get("/school/"))
    assert {client.get(f"/requests/{key}/{way}/").status_code for way in ("agree", "propose", "decline")} == {403}


def test_what_waits_stands_first_the_oldest_on_top(head, asha, a_person):
    bea = a_person("Bea Long")
    full_record(bea.key)
    ask(asha, now=NOON - 2 * DAY)
    ask(bea, now=NOON - 3 * DAY)

    said = words(head.get("/school/"))
    assert "2 requests wait for you" in said
    assert said.index("Bea Long") < said.index("Asha Rahman") < said.index("SENCO of this school")


def test_somebody_who_is_not_the_senco_asks_for_time_too_while_at_work_here(head, hill, a_person):
    terry, gone = a_person("Terry Teach"), a_person("Gone Away")
    facts_for(terry.key, post(code="served:teaching-assistant"))
    ask(terry)
    ask(gone)

    said = words(head.get("/school/"))
    assert "Terry Teach" in said
    assert "The SENCO qualification" not in said
    assert "Gone Away" not in said


def test_a_flagged_exception_says_what_fails_who_decided_until_when_and_what_is_done(head, hill, a_person):
    ida = a_person("Ida Else")
    facts_for(ida.key, post())
    entry = facts_of(ida.key)[0].source
    flag_exception(
        actor=ida.key, subject=ida.key, setting=HILL, entry=entry, limbs=["qualified"],
        decided_by="The chair of governors", until=TODAY - timedelta(days=3), doing="Applies for QTS in May.", now=NOON,
    )  # fmt: skip

    said = words(head.get("/school/"))
    assert "Not met: Qualified teacher reg 49(2)(a) SEND Regulations 2014" in said
    assert "Who decided: The chair of governors" in said
    assert "It was to stand until 20 November 2026. That day has passed." in said
    assert "Applies for QTS in May." in said


def test_every_look_leaves_one_line_a_day_in_her_list(head, asha):
    ask(asha)
    head.get("/school/")
    head.get("/school/")
    head.get("/requests/")

    assert sorted((row.name, row.role, row.where, row.what) for row in views_of(asha.key)) == [
        ("Hugo Vale", "Head teacher", "Hill Primary School", "the time that you asked your school for"),
        ("Hugo Vale", "Head teacher", "Hill Primary School", "whether the law’s rule is met at your school"),
        ("Hugo Vale", "Head teacher", "Hill Primary School", "whether your law training is current"),
    ]


def test_a_head_who_is_the_senco_is_listed_and_leaves_no_line(head, hugo):
    full_record(hugo.key)

    assert "Hugo Vale" in words(head.get("/school/"))
    assert views_of(hugo.key) == ()


def test_rules_that_cannot_be_read_take_away_the_law_training_alone(head, asha):
    Enrolment.objects.update(rules_hash="0" * 64)

    said = words(head.get("/school/"))
    assert "This copy cannot tell today." in said
    assert "The SENCO qualification is needed by 1 September 2028." in said


def test_the_page_is_kept_out_of_every_cache(head):
    assert "no-store" in head.get("/school/")["Cache-Control"]
