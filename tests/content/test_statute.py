"""The register of provisions: rows and their days, what may be shown as checked, and what may be examined."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from trigpoint.citations import parse
from trigpoint.content.statute import Confidence, Kind, cited_by, provision, provisions, read_register

ROW = {
    "id": "cfa-36",
    "citation": "s. 36 CFA 2014",
    "title": "Asking for an assessment",
    "plain": "A parent may ask.",
    "made": date(2014, 3, 13),
    "in_force_from": date(2014, 9, 1),
    "extent": "England",
    "confidence": "V",
    "read": date(2026, 11, 23),
    "text_as_at": date(2018, 3, 7),
}
LIST = {"list": {"title": "A list of amendments", "dated": date(2025, 9, 1)}}
KNOWN = {"amendments_checked_to": date(2025, 9, 1), "amendments_by": "list"}


def version(**changes):
    (entry,) = read_register([("act", {"title": "Act", "sources": LIST, "statute": [ROW | changes]})])
    return entry.latest


def test_where_later_amendments_are_not_known_the_day_of_the_text_is_shown_and_marked():
    shown = version()

    assert (shown.shown_date, shown.to_be_checked, shown.examinable) == (date(2018, 3, 7), True, False)


def test_a_day_without_a_source_for_the_amendments_before_it_is_not_shown():
    shown = version(amendments_checked_to=date(2026, 6, 1))

    assert (shown.shown_date, shown.to_be_checked, shown.examinable) == (date(2018, 3, 7), True, False)


def test_where_a_source_says_there_are_none_its_day_is_shown():
    shown = version(**KNOWN)

    assert (shown.shown_date, shown.to_be_checked, shown.examinable) == (date(2025, 9, 1), False, True)


def test_where_a_source_names_the_amendments_its_day_is_shown_with_them():
    shown = version(amendments=[{"citation": "SI 2020/471", "words": "Other times.", "on": date(2020, 5, 1)}], **KNOWN)

    assert (shown.shown_date, shown.examinable) == (date(2025, 9, 1), True)
    assert [(one.citation, one.on) for one in shown.amendments] == [("SI 2020/471", date(2020, 5, 1))]
    assert shown.amendments_source is not None
    assert shown.amendments_source.title == "A list of amendments"


@pytest.mark.parametrize("confidence", [one for one in Confidence if one is not Confidence.READ])
def test_only_what_was_read_in_the_text_may_be_examined(confidence):
    assert not version(confidence=confidence.value, **KNOWN).examinable


@pytest.mark.parametrize("confidence", ["M+", "M?"])
def test_what_nobody_read_is_to_be_checked_whatever_else_is_known(confidence):
    assert version(confidence=confidence, **KNOWN).to_be_checked


@pytest.mark.parametrize(("confidence", "recalled"), [("V2", False), ("M+", True), ("M?", True)])
def test_a_first_day_that_was_not_read_keeps_a_row_out_of_examinations(confidence, recalled):
    shown = version(in_force_confidence=confidence, **KNOWN)

    assert (shown.examinable, shown.first_day_recalled, shown.to_be_checked) == (False, recalled, False)


def test_the_first_day_is_known_as_well_as_the_row_where_nothing_else_is_said():
    assert version(**KNOWN).in_force_confidence is Confidence.READ
    assert not version(**KNOWN).first_day_recalled


def test_a_text_without_a_day_shows_none():
    shown = version(text_as_at=None)

    assert (shown.shown_date, shown.examinable) == (None, False)


def test_a_row_holds_from_its_first_day_until_the_day_before_its_end():
    row = version(until=date(2021, 9, 1))

    assert [row.in_force_on(date(2014, 8, 31)), row.in_force_on(date(2014, 9, 1))] == [False, True]
    assert [row.in_force_on(date(2021, 8, 31)), row.in_force_on(date(2021, 9, 1))] == [True, False]


def test_a_row_without_a_first_day_holds_on_none():
    assert not version(in_force_from=None).in_force_on(date(2026, 1, 1))


def test_what_a_file_says_of_all_rows_gives_way_to_what_a_row_says():
    shared = {"extent": "England", "until": date(2020, 1, 1), "confidence": "V"}
    bare = {key: ROW[key] for key in ("id", "citation", "title", "plain", "in_force_from")}
    (entry,) = read_register([("act", {"title": "Act", "shared": shared, "statute": [bare | {"until": None}]})])

    assert (entry.kind, entry.latest.extent, entry.latest.until) == (Kind.LAW, "England", None)


def test_an_address_follows_from_the_citation_where_none_is_written():
    assert version().address == "https://www.legislation.gov.uk/ukpga/2014/6/section/36"
    assert version(address="https://www.gov.uk/x").address == "https://www.gov.uk/x"


def test_rows_with_one_id_are_the_versions_of_one_entry_from_the_oldest_on():
    rows = [ROW | {"in_force_from": date(2021, 9, 1)}, ROW | {"until": date(2021, 9, 1)}]
    (entry,) = read_register([("act", {"title": "Act", "statute": rows})])

    assert [row.key for row in entry.versions] == ["cfa-36@2014-09-01", "cfa-36@2021-09-01"]
    assert entry.on(date(2020, 1, 1)) == entry.versions[0]
    assert entry.on(date(2021, 9, 1)) == entry.latest
    assert entry.on(date(2014, 1, 1)) is None


def test_a_place_in_a_provision_leads_to_its_entry():
    assert [entry.id for entry in cited_by(parse("s. 36(8) CFA 2014"))] == ["cfa-36"]
    assert [entry.id for entry in cited_by(parse("reg 49(2)(b) SEND Regs"))] == ["send-regs-49"]
    assert [entry.id for entry in cited_by(parse("SEND Code 6.91"))] == ["code-6-91"]
    assert cited_by(parse("s. 1 Academies Act 2010")) == ()


def test_the_register_is_that_of_the_installed_content():
    assert provision("send-regs-49").on(date(2016, 12, 18)) == provision("send-regs-49").versions[0]
    assert len(provisions()) >= 150
    with pytest.raises(KeyError):
        provision("cfa-999")


def test_every_row_has_a_key_of_its_own_and_its_entry_a_name():
    keys = [row.key for entry in provisions() for row in entry.versions]

    assert len(keys) == len(set(keys))
    assert [entry.id for entry in provisions() if not entry.group_title] == []


def test_rows_of_an_entry_end_where_the_next_begins():
    assert [
        later.key
        for entry in provisions()
        for earlier, later in pairwise(entry.versions)
        if earlier.until != later.in_force_from
    ] == []


def test_no_guidance_and_no_judgment_may_be_examined_while_none_was_read():
    kinds = {entry.kind for entry in provisions() if any(row.examinable for row in entry.versions)}

    assert kinds == {Kind.LAW}
