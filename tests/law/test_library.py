"""The library's pages: must and should apart, law from what is proposed, and clear words where there is no page."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.law.support import act, section

from trigpoint.content import duties, statute
from trigpoint.law import actions
from trigpoint.law.library.duties import duty_lists, holders
from trigpoint.law.library.provisions import dates_under, instrument_groups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 16, 10, tzinfo=UTC)
ENTRIES = [one.id for one in statute.provisions()]
SITUATIONS = [one.id for one in duties.situations()]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def main_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def words(client: Client, path: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main_of(client, path))))


def test_the_first_page_leads_to_every_way_in(client: Client) -> None:
    page = main_of(client, "/law/")
    for path in ("situations/", "dates/", "who/", "provisions/", "proposed/", "texts/"):
        assert f'href="/law/{path}' in page


@pytest.mark.parametrize("slug", ENTRIES)
def test_every_provision_has_a_page_with_its_summary_and_how_we_know(client: Client, slug: str) -> None:
    version = statute.provision(slug).latest
    found = words(client, f"/law/provisions/{slug}/")
    assert " ".join(version.title.split()) in found
    assert "These words are ours, not the official text." in found
    assert "This copy holds no official text of it." in found
    assert "This is not legal advice." in found
    assert ("To be checked." in found) >= version.to_be_checked


@pytest.mark.parametrize("slug", SITUATIONS)
def test_every_situation_has_a_page_and_one_to_print(client: Client, slug: str) -> None:
    for path in (f"/law/situations/{slug}/", f"/law/situations/{slug}/one-page/"):
        found = words(client, path)
        assert duties.situation(slug).title in found
        assert "Law checked to" in found


def test_must_and_should_never_share_a_list() -> None:
    for slug in SITUATIONS:
        listed = duty_lists(duties.situation(slug).duties)
        strengths = {one.what: one.strength for one in duties.situation(slug).duties}
        assert {str(strengths[row.what]) for row in listed.must} <= {"must"}
        assert {str(strengths[row.what]) for row in listed.should} <= {"should"}
        assert {str(strengths[row.what]) for row in listed.may} <= {"may"}


def test_every_situation_says_first_what_must_happen(client: Client) -> None:
    for slug in SITUATIONS:
        listed = duty_lists(duties.situation(slug).duties)
        page = main_of(client, f"/law/situations/{slug}/")
        if listed.must and listed.should:
            assert page.index("<h2>Must</h2>") < page.index("<h2>Should</h2>")


def test_every_must_rests_on_law_and_no_guidance_says_must() -> None:
    for one in duties.duties():
        if one.strength is duties.Strength.MUST:
            assert statute.provision(one.provision).kind is statute.Kind.LAW, one.id


def test_every_holder_of_duties_has_a_page(client: Client) -> None:
    for row in holders():
        assert row.words in words(client, f"/law/who/{row.id}/")


def test_no_provision_is_left_out_of_the_list_by_citation() -> None:
    assert sorted(row.id for group in instrument_groups() for row in group.rows) == sorted(ENTRIES)


def test_a_provision_leads_to_the_dates_that_rest_on_it(client: Client) -> None:
    assert "Final plan (week 20)" in {link.words for link in dates_under("send-regs-13")}
    assert 'href="/law/dates/ehc-week-20/"' in main_of(client, "/law/provisions/send-regs-13/")


def test_what_is_proposed_says_on_each_that_it_is_not_law(client: Client) -> None:
    page = main_of(client, "/law/proposed/")
    assert page.count("Not law. Proposed ") == len(duties.proposals()) > 0


def test_a_first_day_that_we_only_remember_is_marked(client: Client) -> None:
    assert "The day is from memory and to be checked." in words(client, "/law/provisions/ea-1996-7/")
    assert "The day is from memory" not in words(client, "/law/provisions/cfa-36/")


def test_nothing_unknown_is_found_and_nothing_breaks(client: Client) -> None:
    for path in (
        *("situations/nothing/", "situations/nothing/one-page/", "who/nobody/", "provisions/nothing/"),
        *("texts/nothing/0/", "texts/0123456789abcdef/0/", "compare/", "compare/?before=x:y&after=1:999999999"),
    ):
        assert client.get(f"/law/{path}").status_code == 404


def test_official_text_stands_beside_our_summary_once_it_is_held(client: Client, tmp_path: Path) -> None:
    for day, said in (("2015-01-01", "It must decide in 14 days."), ("2020-01-01", "It must decide in 15 days.")):
        path = tmp_path / f"{day}.xml"
        path.write_bytes(act(section("36", said), valid=day))
        actions.bring_in(path, now=NOW)
    found = words(client, "/law/provisions/cfa-36/")
    assert "as revised to 1 January 2020" in found
    assert "It must decide in 15 days." in found
    assert "Removed 14" in found
    assert "Added 15" in found
    text = re.search(r'href="(/law/texts/[0-9a-f]+/0/)"', main_of(client, "/law/provisions/cfa-36/"))
    assert text
    alone = words(client, text[1])
    assert "SHA-256" in alone
    assert "Open Government Licence" in alone
    compared = re.search(r'href="(/law/compare/[^"]+)"', main_of(client, text[1]))
    assert compared
    assert "What changed" in words(client, html.unescape(compared[1]))
    assert "Children and Families Act 2014" in words(client, "/law/texts/")


def test_a_copy_without_official_text_says_so_and_how_to_get_some(client: Client) -> None:
    assert "None yet." in words(client, "/law/texts/")


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 0),
        ("situations/", 0),
        (f"situations/{SITUATIONS[0]}/", 0),
        ("who/", 0),
        ("who/local-authority/", 0),
        ("provisions/", 0),
        ("provisions/cfa-36/", 1),
        ("proposed/", 0),
        ("dates/", 0),
        ("texts/", 1),
    ],
)
def test_pages_ask_the_database_little(client: Client, path: str, queries: int, django_assert_num_queries) -> None:
    with django_assert_num_queries(queries):
        assert client.get(f"/law/{path}").status_code == 200


def test_no_page_of_law_sets_a_cookie(client: Client) -> None:
    for path in ("", "search/?q=reg+49", "situations/", "provisions/cfa-36/", "dates/", "who/"):
        assert not client.get(f"/law/{path}").cookies
