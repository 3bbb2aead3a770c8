"""The public pages of the scheme, as a browser without a screen gets them."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import resolve, reverse
from tests.pathway.scheme.schemes import rule_of

from trigpoint.content.library import installed_library
from trigpoint.content.versions import stored
from trigpoint.pathway.scheme import fragments, queries
from trigpoint.pathway.scheme.clauses import named
from trigpoint.platform.pages import NO_BREAK, written

pytestmark = pytest.mark.django_db
SCHEMES = installed_library().schemes
AWARD = "senco-award"
LAW = "statutory-senco"
MIDDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
LIGHT = 60_000
PAGES = [
    "/scheme/",
    "/scheme/gap-matrix/",
    *(f"/scheme/{id_}/{part}" for id_ in SCHEMES for part in ("", "sources/", "versions/")),
    *(f"/scheme/{id_}/routes/{route}/" for id_, scheme in SCHEMES.items() for route in scheme.routes),
]
CLAUSES = [f"/scheme/{id_}/{rule.id}/" for id_, scheme in SCHEMES.items() for rule in named(scheme)]


@pytest.fixture(autouse=True)
def at_midday():
    with time_machine.travel(MIDDAY, tick=False):
        yield


def words(response) -> str:
    """Return the words of the main part in one line, no-break spaces as spaces."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    text = html.unescape(re.sub(r"<[^>]+>", " ", main.partition(">")[2]))
    return re.sub(r"\s+", " ", text).strip()


def heading(response) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert found is not None
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found[1]))).strip()


@pytest.mark.parametrize("path", PAGES + CLAUSES)
def test_a_page_is_there_and_light(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert len(response.content) < LIGHT


@pytest.mark.parametrize(
    "path", [*PAGES[:2], f"/scheme/{AWARD}/", f"/scheme/{AWARD}/LAW-3/", f"/scheme/{LAW}/qualified/"]
)
def test_a_page_seen_before_asks_the_database_nothing(client, path, django_assert_num_queries):
    client.get(path)

    with django_assert_num_queries(0):
        client.get(path)


COLD = {
    "/scheme/": 0,
    "/scheme/gap-matrix/": 0,
    f"/scheme/{AWARD}/": 0,
    f"/scheme/{AWARD}/sources/": 0,
    f"/scheme/{AWARD}/routes/T/": 0,
    f"/scheme/{AWARD}/LAW-3/": 1,
    f"/scheme/{AWARD}/versions/": 1,
}


@pytest.mark.parametrize(("path", "queries_"), COLD.items())
def test_a_page_never_seen_asks_the_database_once_at_most(client, path, queries_, django_assert_num_queries):
    for page in (fragments._overview, fragments._scheme, fragments._clause, fragments._matrix):
        page.cache_clear()

    with django_assert_num_queries(queries_):
        client.get(path)


def test_no_page_sets_a_cookie(client):
    for path in (*PAGES, f"/scheme/{AWARD}/LAW-3/"):
        client.get(path)

    assert dict(client.cookies) == {}


@pytest.mark.parametrize("path", ["/scheme/", f"/scheme/{AWARD}/", f"/scheme/{AWARD}/LAW-3/"])
def test_a_page_takes_no_post(client, path):
    assert client.post(path).status_code == 405


# ---- addresses


def test_the_first_page_is_the_one_that_the_navigation_knows():
    assert reverse("pathway:scheme") == "/scheme/"


def test_no_scheme_or_clause_has_an_id_that_is_an_address_of_its_own():
    clashes = [id_ for id_ in SCHEMES if resolve(f"/scheme/{id_}/").url_name != "scheme-of"]
    clashes += [path for path in CLAUSES if resolve(path).url_name != "scheme-clause"]

    assert clashes == []


def test_every_link_inside_the_pages_leads_somewhere(client):
    links = set()
    for path in [*PAGES, *CLAUSES]:
        links |= set(re.findall(r'href="(/scheme/[^"#?]*)', client.get(path).content.decode()))

    assert [link for link in sorted(links) if client.get(link).status_code != 200] == []


def test_every_link_to_a_place_in_a_page_has_that_place(client):
    missing = []
    for path in [*PAGES, *CLAUSES]:
        page = client.get(path).content.decode()
        for target, place in re.findall(r'href="([^"#]*)#([^"]+)"', page):
            there = client.get(target).content.decode() if target else page
            missing += [] if f'id="{place}"' in there else [f"{path}: {target}#{place}"]

    assert sorted(set(missing)) == []


def test_small_letters_lead_to_the_clause(client):
    response = client.get(f"/scheme/{AWARD}/law-3/")

    assert (response.status_code, response.headers["Location"]) == (301, f"/scheme/{AWARD}/LAW-3/")


def test_a_clause_that_never_was_names_those_like_it(client):
    response = client.get(f"/scheme/{AWARD}/LAW-33/")

    assert (response.status_code, heading(response)) == (404, "There is no such clause")
    assert "You may have meant: Judge whether the help in a plan is clear enough to be made to happen (LAW-3)" in words(
        response
    )


def test_a_clause_that_was_taken_out_leads_to_the_version_that_had_it(client, store_older):
    older = store_older(AWARD, lambda mapping: rule_of(mapping, "qts-held").update(id="qts-old"))

    response = client.get(f"/scheme/{AWARD}/qts-old/")

    assert (response.status_code, heading(response)) == (404, "qts-old is no longer part of SENCO Award")
    current = queries.current_schemes()[AWARD].text_hash
    link = f"/scheme/{AWARD}/versions/?before={older.text_hash}&amp;after={current}"
    assert f'href="{link}"' in response.content.decode()
    assert heading(client.get(html.unescape(link))) == "What changed"


@pytest.mark.parametrize("rest", ["", "LAW-1/", "versions/", "sources/", "routes/T/"])
def test_a_scheme_that_is_none_names_those_there_are(client, rest):
    response = client.get(f"/scheme/nothing/{rest}")

    assert response.status_code == 404
    titles = " ".join(found.scheme.title for found in queries.current_schemes().values())
    assert words(response) == (
        f"There is no such scheme If you typed the address, check it. These are all there are: {titles}"
    )


def test_a_route_that_is_none_is_said_so(client):
    assert client.get(f"/scheme/{AWARD}/routes/Z/").status_code == 404


def test_what_was_typed_into_the_address_is_not_run(client):
    response = client.get(f"/scheme/{AWARD}/<script>alert(1)<script>/")

    assert b"<script>alert" not in response.content


# ---- what the pages say


def test_the_first_page_says_plainly_that_nobody_signed(client, settings):
    settings.DEMO = False

    said = words(client.get("/scheme/"))

    assert "Not in force. Nobody has signed version 1.0 yet, so it can only be tried out." in said
    assert "Nobody has signed this version. Families must sign it before anyone can enrol on it." in said


def test_in_a_demonstration_the_first_page_says_that_any_version_can_be_tried(client, settings):
    settings.DEMO = True

    assert "This copy is a demonstration, so any version can be tried." in words(client.get("/scheme/"))


def test_the_first_page_names_both_hashes(client):
    award = SCHEMES[AWARD]
    said = words(client.get("/scheme/"))

    assert (said.count(award.rules_hash), said.count(award.text_hash)) == (1, 1)


def test_an_outcome_shows_what_it_asks_and_where_that_comes_from(client):
    said = words(client.get(f"/scheme/{AWARD}/LAW-3/"))
    checked_to = f"{SCHEMES[AWARD].law_checked_to:%-d %B %Y}"
    stored_on = written(stored(AWARD)[0].stored_on).replace(NO_BREAK, " ")

    order = [
        "LAW-3 Judge whether the help in a plan is clear enough to be made to happen",
        "Not in force.",
        "What you must show",
        "What we accept as evidence",
        "Examination. The law examination, part 2: made-up plans to judge and mend. One sitting of 45 minutes.",
        "The rule in words On record: outcome LAW-3 agreed, assessed.",
        "About 3 hours 20 minutes from nothing.",
        "How families take part",
        "Ask 11:",
        "Why: the sources",
        "Law: CFA 2014 ss 36-45. Read in the source itself on 23 November 2026, in the text as at 30 June 2022.",
        f"This clause has not changed. It has been so since version 1.0, stored here on {stored_on}.",
        f"Law checked to {checked_to}. This is not legal advice.",
    ]
    places = [said.replace(NO_BREAK, " ").find(piece) for piece in order]
    assert -1 not in places
    assert places == sorted(places)


def test_law_is_said_as_must_and_guidance_apart_from_it(client):
    said = words(client.get(f"/scheme/{LAW}/twelve-months/"))

    assert "From the words of the law The words of regulation 49(4)." in said
    assert "From guidance, which is not law The Department for Education." in said
    assert "Must" not in said


def test_the_scheme_of_law_lists_must_and_should_under_headings_of_their_own(client):
    page = client.get(f"/scheme/{LAW}/").content.decode()

    assert page.index("Must: what the law asks") < page.index("Should: what guidance says otherwise")
    should = page.partition("Should: what guidance says otherwise")[2].partition("<h2")[0]
    assert "Every SENCO appointed since 1 September" in html.unescape(should)


def on(day: int, month: int, year: int) -> dict[str, int]:
    return {"on-day": day, "on-month": month, "on-year": year}


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (on(31, 8, 2014), "From 1 September 2009 until 1 September 2014 Held on 31 August 2014"),
        (on(1, 9, 2014), "From 1 September 2014 until 1 September 2024 Held on 1 September 2014"),
        (on(1, 9, 2024), "From 1 September 2024 Held on 1 September 2024"),
        ({}, "From 1 September 2024 Held on 23 November 2026"),
    ],
)
def test_the_wording_of_a_day_is_marked_among_all_wordings(client, day, held):
    said = words(client.get(f"/scheme/{LAW}/award-held/", day))

    assert held in said
    assert said.count("Held on") == 1


def test_a_clause_that_has_ended_says_so_on_the_page_of_its_scheme_on_a_later_day_only(client):
    ended = "No longer in force. It held from 1 September 2009 until 2 September 2011."

    assert words(client.get(f"/scheme/{LAW}/", on(1, 9, 2012))).count(ended) == 1
    assert words(client.get(f"/scheme/{LAW}/", on(1, 9, 2010))).count(ended) == 0


def test_a_chosen_day_is_named_first(client):
    assert words(client.get(f"/scheme/{LAW}/", on(3, 3, 2015))).startswith(
        "Who may be the SENCO, and by when they must be qualified As it stood on 3 March 2015."
    )


WRONG_DAYS = {
    "none": (on("", "", ""), "Enter the day to look at"),  # type: ignore[arg-type]
    "a day that is none": (on(31, 2, 2015), "The day to look at must be a real date. February 2015 has 28 days"),
    "half a day": ({"on-day": "3"}, "The day to look at must include a month and year"),
    "a year of two numbers": (on(3, 3, 15), "The day to look at must have a year with 4 numbers, like 2026"),
}


@pytest.mark.parametrize("path", [f"/scheme/{LAW}/", f"/scheme/{LAW}/award-held/"])
@pytest.mark.parametrize(("day", "message"), WRONG_DAYS.values(), ids=WRONG_DAYS)
def test_a_day_that_is_wrong_is_kept_and_explained(client, path, day, message):
    response = client.get(path, day)

    page = html.unescape(response.content.decode())
    assert page.count(message) == 2
    assert "<title>Error: " in page
    for name, value in day.items():
        assert f'name="{name}"' in page
        assert f'value="{value}"' in page


# ---- versions


def test_one_version_has_nothing_to_be_compared_with(client):
    said = words(client.get(f"/scheme/{AWARD}/versions/"))

    assert "Version 1.0 (in use now) First stored here on" in said
    assert "There is one version, so there is nothing to compare yet." in said


def test_a_change_of_words_is_shown_with_removed_and_added(client, store_older):
    plain = "You can tell plain provision from vague words, and say how to put it right."
    store_older(AWARD, lambda mapping: rule_of(mapping, "LAW-3").update(plain=plain))
    before, after = [row.text_hash for row in stored(AWARD)]

    said = words(client.get(f"/scheme/{AWARD}/versions/", {"before": before, "after": after}))

    assert "Only words differ. The rules are the same, so nobody stands otherwise." in said
    assert "Changed: LAW-3 Judge whether the help in a plan is clear enough to be made to happen In plain words" in said
    assert "You can tell Removed plain Added clear provision" in said


def test_a_change_of_rules_is_said_first(client, store_older):
    older = store_older(AWARD, lambda mapping: rule_of(mapping, "LAW-exam-here").update(lasts=36))
    current = queries.current_schemes()[AWARD].text_hash

    said = words(client.get(f"/scheme/{AWARD}/versions/", {"before": older.text_hash, "after": current}))

    assert "The rules differ. Somebody may stand otherwise under one than under the other." in said
    assert "within the last Removed 36 Added 24 months" in said


def test_a_version_beside_itself_does_not_differ(client, store_older):
    older = store_older(AWARD, lambda mapping: rule_of(mapping, "LAW-3").update(plain="Other words."))

    same = {"before": older.text_hash, "after": older.text_hash}
    assert "Nothing differs." in words(client.get(f"/scheme/{AWARD}/versions/", same))


def test_a_clause_shows_its_own_changes_and_no_others(client, store_older):
    store_older(AWARD, lambda mapping: rule_of(mapping, "LAW-3").update(minutes=210))

    assert "Typical minutes Removed 210 Added 200" in words(client.get(f"/scheme/{AWARD}/LAW-3/"))
    assert "This clause has not changed." in words(client.get(f"/scheme/{AWARD}/LAW-4/"))


@pytest.mark.parametrize("query", [{"before": ""}, {"before": "tampered", "after": "<b>"}])
def test_a_version_that_is_none_is_asked_for_again(client, store_older, query):
    store_older(AWARD, lambda mapping: rule_of(mapping, "LAW-3").update(plain="Other words."))

    page = client.get(f"/scheme/{AWARD}/versions/", query).content.decode()

    assert page.count("Select the version to start from") == 2
    assert page.count("Select the version to compare it with") == 2


# ---- the gap matrix


def test_the_matrix_is_a_table_with_headings_for_rows_and_columns(client):
    page = client.get("/scheme/gap-matrix/").content.decode()

    assert page.count('<th scope="row"') == 45
    assert page.count('<th scope="col"') == 4


def test_a_filter_shows_its_rows_and_can_be_taken_back(client):
    response = client.get("/scheme/gap-matrix/", {"this-scheme": "yes", "earlier-award": "no"})
    rows = queries.matrix().where({"this-scheme": "yes", "earlier-award": "no"})

    page = response.content.decode()
    assert page.count('<th scope="row"') == len(rows)
    assert f"Showing {len(rows)} of 45 rows." in words(response)
    assert 'href="?this-scheme=yes"' in page
    assert 'href="?earlier-award=no"' in page


def test_a_filter_that_no_row_passes_says_so_and_offers_a_way_out(client):
    said = words(client.get("/scheme/gap-matrix/", {"earlier-award": "planned"}))

    assert "No row has these answers together. Remove one of your choices above, or show all rows ." in said


def test_a_tampered_filter_is_none(client):
    page = client.get("/scheme/gap-matrix/", {"this-scheme": "<script>"}).content.decode()

    assert page.count('<th scope="row"') == 45


def test_the_file_has_the_rows_that_are_shown(client):
    response = client.get("/scheme/gap-matrix.csv", {"this-scheme": "planned"})

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="gap-matrix.csv"'
    rows = response.content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(queries.matrix().where({"this-scheme": "planned"}))
