"""The pages of My standing, as a browser without a screen gets them."""

from __future__ import annotations

import copy
import html
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.cache import caches
from django.urls import resolve, reverse
from tests.pathway.standing.support import (
    AWARD,
    HILL,
    LAW,
    OUTCOMES,
    SCHEMES,
    agreed,
    event,
    held,
    passed,
    plain,
    post,
    teacher_at,
)
from tests.schools.support import EXPORT, as_csv, bring, export

from trigpoint.content.library import installed_library
from trigpoint.content.versions import store
from trigpoint.kernel import Basis, Vocabulary, read_scheme
from trigpoint.pathway.standing.page import award_held_since
from trigpoint.people.models import Person
from trigpoint.record.actions import enrol, enter
from trigpoint.record.models import Enrolment
from trigpoint.record.queries import enrolment_of, entries_of, facts_of, known

pytestmark = pytest.mark.django_db
MIDDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIGHT = 60_000
MOST_QUERIES = 6
ASSESSOR = "p_assessor01"


@pytest.fixture(autouse=True)
def at_midday():
    caches["memory"].clear()
    with time_machine.travel(MIDDAY, tick=False):
        yield
    known._scheme_with.cache_clear()


@pytest.fixture
def register(tmp_path):
    """Bring two schools into the register."""
    path = tmp_path / "schools.csv"
    path.write_text(as_csv([export(), export(URN="100124", EstablishmentName="Mill Lane Junior School")], list(EXPORT)))
    bring(path)


@pytest.fixture
def asha(client, settings) -> Person:
    """Sign somebody in who has told nothing yet, in a demonstration."""
    settings.DEMO = True
    person = Person.objects.create_user(email="asha@trigpoint.example", name="Asha Rahman")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return person


def tell(person: Person, *facts) -> None:
    """Enter facts about a person, by whoever may say so."""
    for fact in facts:
        actor = person.key if fact.basis is Basis.DECLARED else ASSESSOR
        enter(actor=actor, subject=person.key, facts=[fact], now=MIDDAY)


def on_route(person: Person, route: str = "T") -> None:
    enrol(actor=person.key, subject=person.key, scheme_id=AWARD, route=route, now=MIDDAY)


def route_of(person: Person) -> str:
    found = enrolment_of(person.key, AWARD)
    assert found is not None
    return found.route


def some_way(person: Person) -> None:
    """Let her be on route T, the SENCO of Hill Primary since September 2025, with the law strand met."""
    law = [one for one in OUTCOMES if one.startswith("LAW")]
    tell(person, *teacher_at(HILL), post(), *agreed(*law, "RES-1"), passed())
    on_route(person)


def words(response) -> str:
    """Return the words of the main part in one line."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2]))
    return plain(re.sub(r"\s+", " ", text)).strip()


def get(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, path
    return words(response)


# ---- My standing


def test_the_page_says_count_then_law_then_steps_then_strands(client, asha, register):
    some_way(asha)

    said = get(client, "/standing/")

    order = ["8 of 42 outcomes met.", "Your post needs the SENCO qualification by 1 September 2028", "Do these next"]
    order += ["The award, strand by strand", "Worked out for today, 23 November 2026, from 14 facts, version 1.0."]
    places = [said.index(part) for part in order]
    assert places == sorted(places)
    assert "7 of 7 outcomes met" in said


def test_the_page_says_that_the_award_is_held_once_the_board_has_given_it(client, asha):
    tell(asha, *agreed(*OUTCOMES), passed())
    on_route(asha)
    assert "The award board can now give the award." in get(client, "/standing/")

    tell(asha, held("holds:senco-award", basis=Basis.ASSESSED))

    said = get(client, "/standing/")
    assert "You hold the SENCO Award. The award board gave it on" in said
    assert "can now give" not in said


def test_her_own_word_does_not_give_her_the_award(client, asha):
    given = held("holds:senco-award", basis=Basis.DECLARED)
    assert award_held_since([given], MIDDAY.date()) is None


def test_the_page_asks_six_things_of_the_database_and_is_light(client, asha, register, django_assert_num_queries):
    some_way(asha)
    client.get("/standing/")

    with django_assert_num_queries(6):
        response = client.get("/standing/")

    assert len(response.content) < LIGHT


def test_without_a_post_as_senco_it_asks_five(client, asha, django_assert_num_queries):
    tell(asha, held("holds:qts"))
    client.get("/standing/")

    with django_assert_num_queries(5):
        client.get("/standing/")


def test_two_posts_ask_no_more(client, asha, register, django_assert_num_queries):
    some_way(asha)
    tell(asha, post(date(2026, 1, 1), "urn:100124"))
    client.get("/standing/")

    with django_assert_num_queries(6):
        said = words(client.get("/standing/"))

    assert "Your post at Hill Primary School needs" in said
    assert "SENCO at Mill Lane Junior School" in said


def test_a_new_person_is_shown_where_to_begin(client, asha):
    said = get(client, "/standing/")

    assert "Start with your timeline: 10 minutes, and we can tell you what already counts" in said
    assert "Do these next" not in said
    assert "outcomes met. " not in said.partition("strand by strand")[0]


def test_who_has_not_enrolled_sees_a_preview_and_a_way_to_choose(client, asha):
    tell(asha, held("holds:qts"), *agreed("RES-1"))

    said = get(client, "/standing/")

    assert "1 of 42 outcomes met." in said
    assert "This is a preview, by the route “Qualified teacher, new or aspiring SENCO”." in said
    assert "Choose a route" in said


def test_it_says_what_is_needed_to_tell_a_date_and_then_tells_it(client, asha):
    some_way(asha)
    assert "To work out a date, we need to know how much time you have." in get(client, "/standing/")

    page = client.get("/standing/time/")
    client.post("/standing/time/", {"minutes": "300", "form": hidden(page)})

    assert "On course for" in get(client, "/standing/")
    assert get(client, "/standing/").count("Change my time each week") == 1


def test_her_time_is_her_own_word_and_may_be_taken_back(client, asha):
    some_way(asha)
    for minutes in ("60", "0"):
        client.post("/standing/time/", {"minutes": minutes, "form": hidden(client.get("/standing/time/"))})

    assert "On course for" not in get(client, "/standing/")
    assert [fact.amount for fact in facts_of(asha.key) if fact.code == "gives:award-time"] == [60, 0]


def test_the_same_form_sent_twice_enters_once(client, asha):
    form = hidden(client.get("/standing/time/"))
    for _ in range(2):
        assert client.post("/standing/time/", {"minutes": "60", "form": form}).status_code == 302

    assert len(entries_of(asha.key)) == 1


def test_a_time_that_was_not_chosen_is_asked_again(client, asha):
    said = get_post(client, "/standing/time/", {})

    assert "Select how much time you have in a usual week" in said


def test_a_past_legal_date_is_told_and_never_ordered(client, asha, register):
    tell(asha, *teacher_at(HILL), post(date(2022, 9, 1)))

    said = get(client, "/standing/")

    assert "The SENCO qualification for your post was due by 1 September 2025" in said
    assert not re.search(r"(?:by|before) 1 September 2025 (?:at|,|you)", said)


def test_an_entry_whose_word_is_gone_is_named_and_the_rest_holds(client, asha, monkeypatch):
    tell(asha, held("holds:degree"), *agreed("RES-1"))
    library = installed_library()
    codes = {name: code for name, code in library.vocabulary.codes.items() if name != "holds:degree"}
    monkeypatch.setattr(library, "vocabulary", Vocabulary(codes))

    said = get(client, "/standing/")

    assert "We cannot read 1 of your entries" in said
    assert "holds:degree" in said
    assert "1 of 42 outcomes met." in said
    (entry,) = [one for one in entries_of(asha.key) if one.fact and one.fact.code == "holds:degree"]
    assert "We cannot read this entry" in get(client, f"/standing/entry/{entry.id}/")
    get(client, "/standing/how/")


def test_rules_that_cannot_be_read_leave_the_law_and_the_record(client, asha, register):
    some_way(asha)
    Enrolment.objects.update(rules_hash="0" * 64)

    said = get(client, "/standing/")

    assert "cannot be read on this copy today" in said
    assert "Your post needs the SENCO qualification" in said
    for path in ("how/", "route/", "change/", f"{AWARD}/RES-1/"):
        get(client, f"/standing/{path}")


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    response = client.get("/standing/")

    assert response.status_code == 302
    assert "next=/standing/" in response["Location"]


def test_no_page_may_be_kept_by_a_cache(client, asha):
    for path in ("", "how/", "law/", "route/", "time/", f"{AWARD}/RES-1/"):
        assert "no-store" in client.get(f"/standing/{path}")["Cache-Control"]


# ---- A requirement


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_requirement_of_every_scheme_has_a_page(client, asha, register, scheme):
    some_way(asha)
    for rule in SCHEMES[scheme].rules.values():
        if rule.named:
            response = client.get(reverse("pathway:standing-requirement", args=(scheme, rule.id)))
            asked = any(rule.id in SCHEMES[scheme].program(route).rules for route in SCHEMES[scheme].routes)
            assert response.status_code == (200 if asked else 404), rule.id
            assert len(response.content) < LIGHT


@pytest.mark.parametrize(
    "path", [f"{AWARD}/RES-1/", f"{AWARD}/LAW/", f"{LAW}/award/", f"{LAW}/qualified/", "how/", "law/"]
)
def test_every_page_keeps_to_six_queries(client, asha, register, path, django_assert_max_num_queries):
    some_way(asha)
    client.get(f"/standing/{path}")

    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(f"/standing/{path}")


def test_a_met_outcome_says_until_when_what_shows_it_and_who_judged(client, asha):
    some_way(asha)

    said = get(client, f"/standing/{AWARD}/RES-1/")

    assert said.startswith("RES-1 Search for research, and show how you looked Met It has no end date.")
    assert "Outcome RES-1 agreed from 3 March 2026. Judged by assessors. See the entry" in said


def test_an_examination_says_its_last_day_and_its_score(client, asha):
    some_way(asha)

    said = get(client, f"/standing/{AWARD}/LAW-exam/")

    assert "Met until 3 March 2028, if nothing changes." in said
    assert "The law examination: 71 of 100 3 March 2026. Judged by assessors." in said
    assert "The ways to meet it: any one is enough" in said


def test_an_unmet_outcome_says_what_is_missing_and_offers_nothing_to_declare(client, asha):
    said = get(client, f"/standing/{AWARD}/RES-3/")

    assert "Not yet met" in said
    assert "Nothing shows this yet." in said
    assert "Assessors judge it by the criteria. You cannot say it yourself." in said
    assert "Declare:" not in said


def test_what_must_be_verified_says_who_can(client, asha):
    said = get(client, f"/standing/{AWARD}/yearly-family-voice/")

    assert "Somebody who can know it has to confirm it" in said
    assert "Declare:" not in said


def test_a_requirement_that_is_not_there_is_not_found_and_capitals_are_mended(client, asha):
    get(client, f"/standing/{AWARD}/RES-99/", 404)
    get(client, "/standing/no-scheme/RES-1/", 404)
    assert client.get(f"/standing/{AWARD}/res-1/")["Location"] == f"/standing/{AWARD}/RES-1/"


def test_no_scheme_is_called_as_a_page_is():
    for page in ("how", "law", "route", "time", "change", "entry"):
        assert page not in SCHEMES
    assert resolve("/standing/entry/e_1/").url_name == "standing-entry"


# ---- Declaring


DECLARE = f"/standing/{LAW}/award/declare/holds:required-award/"


def test_a_declared_fact_is_entered_and_shown_with_its_entry(client, asha, register):
    tell(asha, *teacher_at(HILL), post())
    page = client.get(DECLARE)

    response = client.post(DECLARE, {"start-day": "1", "start-month": "6", "start-year": "2026", "form": hidden(page)})

    assert response["Location"] == f"/standing/{LAW}/award/#shows"
    said = get(client, f"/standing/{LAW}/award/")
    assert "The SENCO qualification prescribed since 2024 from 1 June 2026. You told us." in said
    assert "The law asks nothing more of you at Hill Primary School" in get(client, "/standing/")


def test_the_earlier_award_asks_when_its_course_began(client, asha):
    path = f"/standing/{LAW}/award/declare/holds:nasenco/"
    said = get(client, path)
    assert "When did the course behind it begin?" in said

    days = {"start-day": "1", "start-month": "7", "start-year": "2020"}
    began = {"began-day": "1", "began-month": "9", "began-year": "2021"}
    assert "must be 1 July 2020 or earlier" in get_post(client, path, days | began)


def test_a_day_to_come_and_an_end_before_the_start_are_refused(client, asha):
    start = {"start-day": "1", "start-month": "6", "start-year": "2027"}
    assert "The day you gained it must be today or in the past" in get_post(client, DECLARE, start)

    start["start-year"] = "2026"
    last = {"last-day": "1", "last-month": "5", "last-year": "2026"}
    assert "Its last day must be 1 June 2026 or later" in get_post(client, DECLARE, start | last)


def test_an_event_asks_for_its_day_and_its_amount(client, asha):
    path = f"/standing/{AWARD}/yearly-cpd/declare/did:cpd/"
    days = {"start-day": "1", "start-month": "6", "start-year": "2026"}
    assert "Enter how much it was" in get_post(client, path, days)

    client.post(path, days | {"amount": "90"})

    (fact,) = facts_of(asha.key)
    assert (fact.code, fact.amount, fact.valid.end) == ("did:cpd", 90, date(2026, 6, 2))


@pytest.mark.parametrize(
    "path",
    [
        f"{AWARD}/RES-1/declare/achieved:RES-1/",
        f"{AWARD}/yearly-family-voice/declare/used:family-voice/",
        f"{AWARD}/yearly-research/declare/on:leave/",
        f"{AWARD}/yearly-research/declare/holds:qts/",
        f"{LAW}/award/declare/served:senco/",
        f"{LAW}/covered/declare/is:relevant-school/",
        f"{AWARD}/in-training/declare/enrolled:senco-award/",
    ],
)
def test_what_others_have_to_say_is_private_or_is_no_part_of_it_cannot_be_declared(client, asha, path):
    get(client, f"/standing/{path}", 404)


# ---- Facts that clash


def test_two_dates_of_one_status_are_both_shown_and_one_can_be_taken_back(client, asha):
    tell(asha, held("holds:qts", date(2012, 7, 1)), held("holds:qts", date(2014, 7, 1)))
    said = get(client, f"/standing/{LAW}/qualified/")
    assert "Two entries do not go together" in said
    path = clash_path(client, f"/standing/{LAW}/qualified/")
    first, second = facts_of(asha.key)

    page = client.get(path)
    assert words(page).count("Qualified teacher status (QTS)") >= 2
    client.post(path, {"right": second.source, "form": hidden(page)})

    (left,) = facts_of(asha.key)
    assert left.source == second.source
    assert entries_of(asha.key)[0].id == first.source
    assert "Two entries do not go together" not in get(client, f"/standing/{LAW}/qualified/")
    assert client.get(path).status_code == 302


def test_both_may_be_kept_for_now(client, asha):
    tell(asha, held("holds:induction-passed"), held("holds:induction-failed"))
    path = clash_path(client, f"/standing/{LAW}/induction/")

    client.post(path, {"right": "unsure"})

    assert len(facts_of(asha.key)) == 2
    assert "Select which of these is right" in get_post(client, path, {})


def test_what_somebody_confirmed_is_not_hers_to_take_back(client, asha):
    tell(asha, held("holds:qts", date(2012, 7, 1), basis=Basis.VERIFIED), held("holds:qts", date(2014, 7, 1)))
    path = clash_path(client, f"/standing/{LAW}/qualified/")
    confirmed, declared = facts_of(asha.key)

    assert "Select which of these is right" in get_post(client, path, {"right": declared.source})
    client.post(path, {"right": confirmed.source})

    assert [fact.source for fact in facts_of(asha.key)] == [confirmed.source]


# ---- An entry


def test_an_entry_says_what_when_who_and_what_became_of_it(client, asha):
    tell(asha, *agreed("RES-1"), held("holds:qts"))
    first, second = entries_of(asha.key)

    assert "Judged by assessors" in get(client, f"/standing/entry/{first.id}/")
    said = get(client, f"/standing/entry/{second.id}/")
    assert "Entered by You" in said
    assert "This counts." in said


def test_somebody_elses_entry_is_not_found(client, asha):
    other = Person.objects.create_user(email="tom@trigpoint.example", name="Tom Bright")
    tell(other, held("holds:qts"))
    (entry,) = entries_of(other.key)

    get(client, f"/standing/entry/{entry.id}/", 404)
    get(client, "/standing/entry/e_nothing/", 404)


# ---- Routes and versions


def test_the_four_routes_say_what_each_asks_and_one_is_chosen(client, asha):
    said = get(client, "/standing/route/")
    for title in (SCHEMES[AWARD].routes[route].title for route in "TSEH"):
        assert title in said

    client.post("/standing/route/", {"route": "E"})

    assert route_of(asha) == "E"
    client.post("/standing/route/", {"route": "T"})
    assert route_of(asha) == "T"


def test_outside_a_demonstration_nobody_enrols_on_what_nobody_signed_and_the_page_says_why(client, asha, settings):
    settings.DEMO = False

    said = get(client, "/standing/route/")
    client.post("/standing/route/", {"route": "T"})

    assert "Nobody has signed this version. Families must sign it before anyone can enrol on it." in said
    assert "Enrol on this route" not in said
    assert enrolment_of(asha.key, AWARD) is None


def test_a_route_that_was_not_chosen_is_asked_again(client, asha):
    assert "Select the route that is yours" in get_post(client, "/standing/route/", {"route": "X"})


@pytest.fixture
def older(db) -> str:
    """Store an older version of the award that did not ask for RES-5; return its rules hash."""
    mapping = copy.deepcopy(SCHEMES[AWARD].as_mapping())
    mapping["version"] = "0.9"
    strand = next(rule for rule in mapping["requirements"] if rule["id"] == "RES")
    strand["all_of"] = [rule for rule in strand["all_of"] if rule.get("id") != "RES-5"]
    for rule in strand["all_of"]:
        rule.get("outcome", {}).pop("shares", None)
    found = read_scheme(without_shares(mapping), installed_library().vocabulary)
    store([found])
    return found.rules_hash


def without_shares(value):
    if isinstance(value, dict):
        return {key: without_shares(inner) for key, inner in value.items() if key != "shares"}
    return [without_shares(inner) for inner in value] if isinstance(value, list) else value


def test_who_is_on_an_older_version_stays_there_until_she_moves_herself(client, asha, older, django_assert_num_queries):
    some_way(asha)
    Enrolment.objects.update(rules_hash=older)
    said = get(client, "/standing/")
    assert "8 of 41 outcomes met." in said
    assert "There is a newer version of the award, 1.0." in said
    with django_assert_num_queries(6):
        client.get("/standing/")

    page = client.get("/standing/change/")
    assert "is new: it is not met" in words(page)
    fields = dict(re.findall(r'name="(since|to)" value="([0-9a-f]+)"', page.content.decode()))
    client.post("/standing/change/", fields)

    assert "8 of 42 outcomes met." in get(client, "/standing/")
    assert "Nothing would change" in get(client, "/standing/change/")


def test_a_move_that_was_not_seen_is_refused(client, asha, older):
    some_way(asha)
    Enrolment.objects.update(rules_hash=older)

    response = client.post("/standing/change/", {"since": "0" * 64, "to": SCHEMES[AWARD].rules_hash})

    assert "Your enrolment has changed since you saw the difference." in words(response)
    assert Enrolment.objects.get().rules_hash == older


# ---- The law at a post


def test_the_law_page_without_a_post_leads_to_the_timeline_and_the_check(client, asha):
    assert "Your timeline has no present post as SENCO" in get(client, "/standing/law/")


def test_the_law_page_has_reasons_dates_duty_and_no_advice(client, asha, register):
    some_way(asha)

    said = get(client, "/standing/law/")

    for part in ("SENCO of Hill Primary School since 1 September 2025", "Why we say this", "Dates", "Who must act"):
        assert part in said
    assert "Law checked to 1 June 2026. This is not legal advice." in said


def test_both_readings_are_shown_where_the_law_is_unclear(client, asha, register):
    tell(asha, *teacher_at(HILL), post(date(2021, 9, 1), "urn:100124", until=date(2024, 9, 1)), post(date(2024, 9, 1)))

    said = get(client, "/standing/law/")

    assert "One reading" in said
    assert "The other reading" in said


# ---- How it was worked out


def test_the_how_page_gives_every_fact_a_page_at_a_time(client, asha):
    tell(asha, *(event("led:training", date(2026, 1, day)) for day in range(1, 29)))

    assert "From the 28 facts in your record" in get(client, "/standing/how/")
    assert get(client, "/standing/how/").count("See the entry") == 25
    assert get(client, "/standing/how/?page=2").count("See the entry") == 3
    assert get(client, "/standing/how/?page=99").count("See the entry") == 3
    assert get(client, "/standing/how/?page=x").count("See the entry") == 25


def hidden(page) -> str:
    found = re.search(r'name="form" value="([^"]+)"', page.content.decode())
    assert found is not None
    return html.unescape(found[1])


def get_post(client, path: str, data: dict[str, str]) -> str:
    response = client.post(path, data)
    assert response.status_code == 200, path
    assert "<title>Error: " in response.content.decode()
    return words(response)


def clash_path(client, path: str) -> str:
    found = re.search(rf"{path}clash/[^\"]+", client.get(path).content.decode())
    assert found is not None
    return found[0]
