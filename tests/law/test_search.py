"""Finding law: the exact citation first, then words, and the nearest three for what cannot be read."""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.law.support import act, section

from trigpoint.citations import parse
from trigpoint.law import actions
from trigpoint.law.models import Entry
from trigpoint.law.search.filling import index_content
from trigpoint.law.search.finding import entries_of, search
from trigpoint.law.search.index import as_fts5, as_tsquery, matching
from trigpoint.law.search.words import wanted

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 16, 10, tzinfo=UTC)


def bring_in(folder: Path, data: bytes, name: str = "law.xml") -> None:
    path = folder / name
    path.write_bytes(data)
    actions.bring_in(path, now=NOW)


def words(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("s. 36(8) CFA 2014", "s. 36"),
        ("reg 49(4) SEND Regulations 2014", "reg 49"),
        ("Code para 6.91", "para 6.91"),
        ("code 6.91", "para 6.91"),
    ],
)
def test_an_exact_citation_stands_first(typed: str, first: str) -> None:
    found = search(typed, on=TODAY)
    assert found.exact
    assert found.exact[0].citation.startswith(first)
    assert found.nearest == ()


def test_a_citation_without_an_instrument_gives_each_that_has_it() -> None:
    assert {one.group for one in entries_of(parse("s. 20"))} >= {"children-and-families-act-2014", "equality-act-2010"}
    assert "send-regs-20" in {one.id for one in entries_of(parse("reg 20"))}


def test_a_whole_act_gives_its_provisions() -> None:
    found = entries_of(parse("CFA 2014"))
    assert len(found) > 20
    assert all("CFA 2014" in str(one.latest.cited[0]) for one in found)


def test_a_citation_that_cannot_be_read_gives_the_nearest_three() -> None:
    found = search("regg 49 SEND regs 2041", on=TODAY)
    assert found.exact == ()
    assert len(found.nearest) == 3
    assert all("/law/search/?q=" in near.url for near in found.nearest)


def test_old_law_that_is_not_here_is_said_so_with_where_to_read_it(client: Client) -> None:
    found = words(client, "/law/search/?q=s.+324+Education+Act+1996")
    assert "We have no page for this citation" in found
    assert "It may be old law, or law about something else." in found
    page = client.get("/law/search/?q=s.+324+Education+Act+1996").content.decode()
    assert "https://www.legislation.gov.uk/ukpga/1996/56/section/324" in page


def test_words_find_provisions_whatever_the_school_calls_the_thing() -> None:
    for typed in ("who must be the SENCO", "EHCP annual review", "council refuses to assess", "reasonable adjustments"):
        assert search(typed, on=TODAY).rows, typed


def test_words_find_the_dates_to_work_out() -> None:
    assert any(row.kind == "Work out a date" for row in search("final plan week 20", on=TODAY).rows)


def test_few_hits_with_every_word_are_followed_by_those_with_some() -> None:
    found = search("mediation zebra", on=TODAY)
    assert found.is_wider
    assert found.rows


def test_nothing_found_offers_a_citation_or_the_situations(client: Client) -> None:
    found = words(client, "/law/search/?q=zzzz")
    assert "No page has those words. Try a citation, or browse by situation" in found


def test_an_empty_search_asks_for_words(client: Client) -> None:
    assert "Enter words or a citation" in words(client, "/law/search/?q=")
    assert "Enter words or a citation" in words(client, "/law/search/?q=+")


def test_official_text_is_found_by_its_words_on_its_days(tmp_path: Path) -> None:
    body = (
        '<P1group RestrictStartDate="2014-09-01" RestrictEndDate="2020-01-01"><Title>Old heading</Title>'
        '<P1 id="section-99"><Pnumber>99</Pnumber><P1para><Text>The quokka rule.</Text></P1para></P1></P1group>'
    )
    bring_in(tmp_path, act(body))
    on_its_day = search("quokka", on=date(2015, 1, 1)).rows
    assert [(row.kind, row.snippet) for row in on_its_day] == [("Official text", "The quokka rule.")]
    assert search("quokka", on=TODAY).rows == ()
    assert search("quokka", on=date(2013, 1, 1)).rows == ()


def test_official_text_is_found_by_its_citation_where_the_register_has_none(tmp_path: Path) -> None:
    bring_in(tmp_path, act(section("7", "Words."), place="ukpga/1970/44", title="Another Act 1970"))
    found = search("s. 7 of 1970 c. 44", on=TODAY)
    assert [(row.kind, row.heading) for row in found.exact] == [("Official text", "Another Act 1970")]


def test_the_content_is_indexed_once_and_again_when_it_changes() -> None:
    assert not index_content()
    Entry.objects.exclude(kind="text").first().delete()  # type: ignore[union-attr]
    assert not index_content()
    Entry.objects.exclude(kind="text").update(source="older")
    assert index_content()


def test_a_search_takes_at_most_three_queries(django_assert_max_num_queries) -> None:
    for typed in ("reg 49", "s. 7 of 1970 c. 44", "annual review meeting", "quokka zebra"):
        with django_assert_max_num_queries(3):
            search(typed, on=TODAY)


def test_a_word_and_its_other_names_make_one_group() -> None:
    groups = wanted("the council")
    assert as_fts5(groups, any_word=False) == '("council" OR "local authority")'
    assert as_tsquery(groups, any_word=False) == "((council) | (local <-> authority))"


@hypothesis_settings(max_examples=50)
@given(st.text(max_size=60))
def test_whatever_is_typed_the_index_answers(typed: str) -> None:
    groups = wanted(typed)
    if groups:
        matching(groups, on=TODAY, limit=5)
        matching(groups, on=TODAY, limit=5, any_word=True)
