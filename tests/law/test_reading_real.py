"""Every real file of law is read whole: what it is, its passages, and none of its words lost."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from trigpoint.citations import parse
from trigpoint.law.reading import Kind, Text, read_file
from trigpoint.law.reading.files import unpacked
from trigpoint.law.reading.places import passage_of, place_of_citation
from trigpoint.law.reading.prose import inline
from trigpoint.law.reading.safe import parse as parse_xml
from trigpoint.platform.differences import ChangeKind, differences

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.law.reading import Passage

# file, place, part, status, day of the text, passages, rows of contents, effects not yet in the text
REAL = [
    ("anaw-2018-1-historical-2018-01-24.xml", "anaw/2018/1", "", "revised", date(2018, 1, 24), 22, 0, 0),
    ("mwa-2010-5-metadata.xml", "mwa/2010/5", "", "revised", date(2016, 4, 6), 0, 0, 0),
    ("ssi-2006-255-schedule-made.xml", "ssi/2006/255", "schedule", "final", date(2006, 5, 11), 1, 0, 0),
    ("ukdsi_2012_9780111529935_kqpap_draft.xml", "ukdsi/2012/9780111529935", "", "draft", date(2012, 12, 12), 4, 2, 0),
    ("ukpga-1995-50-section-1-2009-10-01.xml", "ukpga/1995/50", "section/1", "revised", date(2009, 10, 1), 1, 0, 0),
    ("ukpga-1999-29-part-III-2013-03-27.xml.gz", "ukpga/1999/29", "part/III", "revised", date(2013, 3, 27), 61, 0, 0),
    ("ukpga-2000-38-section-19-2014-04-01.xml", "ukpga/2000/38", "section/19", "revised", date(2014, 4, 1), 1, 0, 11),
    ("ukpga-2000-38-section-19.xml", "ukpga/2000/38", "section/19", "revised", date(2022, 2, 28), 1, 0, 11),
    ("ukpga-2007-29-metadata.xml", "ukpga/2007/29", "", "revised", date(2020, 12, 31), 0, 0, 47),
    ("ukpga_20020016_en.xml", "ukpga/2002/16", "", "final", date(2002, 6, 25), 87, 39, 0),
    ("ukpga_20030004_en.xml", "ukpga/2003/4", "", "final", date(2003, 4, 8), 59, 19, 0),
    ("ukpga_2006_35_notes-division-7.xml", "ukpga/2006/35", "notes/division/7", "final", None, 1, 0, 0),
    ("ukpga_20210005_en.xml", "ukpga/2021/5", "", "final", date(2021, 3, 1), 7, 10, 0),
    ("uksi-2013-572-metadata.xml", "uksi/2013/572", "", "revised", date(2013, 4, 6), 0, 0, 1),
    ("uksi-2014-448-contents-made.xml", "uksi/2014/448", "contents", "final", date(2014, 2, 27), 0, 2, 0),
    ("uksi-2019-1520-made.xml", "uksi/2019/1520", "", "final", date(2019, 11, 4), 4, 0, 0),
    ("uksi_19981584_en.xml", "uksi/1998/1584", "", "final", date(1998, 6, 29), 6, 0, 0),
    ("uksi_20031153_en.xml", "uksi/2003/1153", "", "final", date(2003, 4, 24), 9, 0, 0),
    ("uksi_20051643_en.xml", "uksi/2005/1643", "", "final", date(2005, 6, 18), 23, 15, 0),
    ("uksi_20191520_en.xml", "uksi/2019/1520", "", "final", date(2019, 11, 4), 4, 2, 0),
]
WORD_OMITTED = "word omitted by virtue of S.I. 2019/93, Sch. 1 para. 9(1C)(a) (as inserted)"
JUDGMENTS = ["caselaw_akn_ewfc_2017_83.xml", "caselaw_akn_ewhc_ch_2017_3414.xml"]


def text_of(folder: Path, name: str) -> Text:
    held = read_file(folder / name).held
    assert isinstance(held, Text)
    return held


def only(text: Text) -> Passage:
    (passage,) = text.passages
    return passage


def test_no_real_file_is_left_untested(legislation: Path) -> None:
    named = {row[0] for row in REAL} | set(JUDGMENTS)
    assert {path.name for path in legislation.iterdir() if path.suffix in {".xml", ".gz"}} == named


@pytest.mark.parametrize("row", REAL, ids=[row[0] for row in REAL])
def test_a_file_says_which_law_it_is_of_which_day_and_how_much_it_holds(
    legislation: Path, row: tuple[object, ...]
) -> None:
    name, place, part, status, as_at, passages, contents, effects = row
    text = text_of(legislation, str(name))
    assert (text.place, text.part, text.status, text.as_at) == (place, part, status, as_at)
    assert (len(text.passages), len(text.contents), len(text.effects)) == (passages, contents, effects)


@pytest.mark.parametrize("row", REAL, ids=[row[0] for row in REAL])
def test_no_word_of_a_law_is_lost(legislation: Path, row: tuple[object, ...]) -> None:
    data = (legislation / str(row[0])).read_bytes()
    root = parse_xml(unpacked(data) if data.startswith(b"\x1f\x8b") else data)
    printed: Counter[str] = Counter()
    for element in root.iter("{*}Text"):
        around = {etree.QName(one).localname for one in element.iterancestors()}
        nested = any(etree.QName(one).localname == "Text" for one in element.iterancestors())
        if not nested and not around & {"Metadata", "Commentaries", "Footnotes", "Contents"}:
            title_page = any(one.endswith("Prelims") for one in around)
            printed.update([] if title_page else re.findall(r"\w+", inline(element)))
    text = text_of(legislation, str(row[0]))
    kept = Counter(word for passage in text.passages for word in re.findall(r"\w+", passage.words))
    assert printed - kept == Counter()


@pytest.mark.parametrize("row", REAL, ids=[row[0] for row in REAL])
def test_every_passage_has_a_place_of_its_own_in_its_law(legislation: Path, row: tuple[object, ...]) -> None:
    text = text_of(legislation, str(row[0]))
    places = [passage.place for passage in text.passages]
    assert len(set(places)) == len(places)
    assert all(place.startswith(text.place) for place in places)


def test_a_section_is_found_where_its_citation_leads(legislation: Path) -> None:
    text = text_of(legislation, "ukpga-2000-38-section-19.xml")
    assert passage_of(place_of_citation(parse("s. 19(2)(a) of 2000 c. 38"))) == only(text).place


def test_both_pipelines_give_the_same_instrument_the_same_text(legislation: Path) -> None:
    old, new = (text_of(legislation, name) for name in ("uksi_20191520_en.xml", "uksi-2019-1520-made.xml"))
    assert [(one.place, one.heading, one.words) for one in old.passages] == [
        (one.place, one.heading, one.words) for one in new.passages
    ]


def test_two_points_in_time_of_a_section_give_a_readable_difference(legislation: Path) -> None:
    before = only(text_of(legislation, "ukpga-2000-38-section-19-2014-04-01.xml"))
    after = only(text_of(legislation, "ukpga-2000-38-section-19.xml"))
    assert (before.place, before.since, before.until) == (
        "ukpga/2000/38/section/19",
        date(2014, 4, 1),
        date(2021, 6, 29),
    )
    assert (after.place, after.since, after.until) == ("ukpga/2000/38/section/19", date(2021, 6, 29), None)
    changed = [change for change in differences(before.words, after.words) if change.kind is not ChangeKind.KEPT]
    assert [(change.kind.value, change.text) for change in changed] == [
        ("added", "licence "),
        ("removed", " of a licence"),
    ]


def test_the_lines_of_a_section_keep_their_numbers_and_depths(legislation: Path) -> None:
    lines = only(text_of(legislation, "ukpga-2000-38-section-19.xml")).lines
    assert [(line.depth, line.number) for line in lines] == [
        *((1, "(1)"), (1, "(2)"), (2, "(a)"), (3, "(i)"), (3, "(ii)"), (2, "(b)"), (1, "(5)"), (1, "(6)"), (1, "(7)"))
    ]
    assert str(lines[1]) == "(2) In subsection (1) above “relevant order” means—"


def test_the_editors_notes_say_what_changed_a_section(legislation: Path) -> None:
    notes = only(text_of(legislation, "ukpga-2000-38-section-19.xml")).notes
    assert len(notes) == 9
    assert notes[2].startswith("Word in s. 19(1) substituted (1.4.2014) by Enterprise and Regulatory Reform Act 2013")


def test_changes_that_are_not_yet_in_the_text_are_told(legislation: Path) -> None:
    effects = text_of(legislation, "ukpga-2000-38-section-19.xml").effects
    of_this = [one for one in effects if "ukpga/2000/38/section/19/2/a" in one.affected_places]
    assert [(one.what, one.affecting, one.affecting_words, one.applied) for one in of_this] == [
        (
            "word omitted by virtue of S.I. 2019/93, Sch. 1 para. 9(1C)(a) (as inserted)",
            "uksi/2019/1245",
            "reg. 25",
            False,
        )
    ]
    assert of_this[0].in_force[0].day == date(2020, 12, 31)
    assert effects[0].in_force[0].prospective


def test_a_paragraph_of_a_schedule_has_its_place_even_in_files_without_addresses(legislation: Path) -> None:
    places = {one.place: one for one in text_of(legislation, "ukpga_20020016_en.xml").passages}
    found = places["ukpga/2002/16/schedule/2/paragraph/39"]
    assert (found.number, found.heading) == ("39", "Pensions Act 1995")
    assert found.under == ("Schedule 2: Minor and consequential amendments", "Part 3: Amendments of other Acts")


def test_text_put_into_another_law_is_marked_as_quoted(legislation: Path) -> None:
    first = text_of(legislation, "ukpga-1999-29-part-III-2013-03-27.xml.gz").passages[0]
    assert [line.quoted for line in first.lines] == [False, True, True, True, True]


def test_an_explanatory_note_is_numbered_but_no_regulation(legislation: Path) -> None:
    passages = text_of(legislation, "uksi_20051643_en.xml").passages
    note = next(one for one in passages if one.place == "uksi/2005/1643/note")
    assert note.words.startswith("(This note is not part of the Regulations)\n")
    assert sum(one.place.startswith("uksi/2005/1643/regulation/") for one in passages) == 15


def test_forms_that_are_pictures_are_counted_and_pointed_at(legislation: Path) -> None:
    text = text_of(legislation, "uksi_20031153_en.xml")
    assert text.pictures == 5
    assert "[picture: see the official text]" in next(
        one.words for one in text.passages if one.place == "uksi/2003/1153/schedule/1"
    )


def test_a_repealed_law_says_so(legislation: Path) -> None:
    assert text_of(legislation, "mwa-2010-5-metadata.xml").repealed
    assert not text_of(legislation, "ukpga-2007-29-metadata.xml").repealed


def test_a_judgment_gives_its_name_court_day_and_numbered_paragraphs(legislation: Path) -> None:
    text = text_of(legislation, "caselaw_akn_ewfc_2017_83.xml")
    assert (text.kind, text.title, text.citation) == (Kind.JUDGMENT, "Y v Z & Ors", "[2017] EWFC 83")
    assert (text.court, text.as_at) == ("The Family Division of the High Court", date(2017, 12, 21))
    assert [one.number for one in text.passages] == [str(number) for number in range(1, 10)]
    assert text.passages[1].heading == "Background"
    assert text.cites == ("[1992] Fam 40", "[2015] 1 WLR 1631")


def test_a_judgment_lists_the_law_it_refers_to(legislation: Path) -> None:
    text = text_of(legislation, "caselaw_akn_ewhc_ch_2017_3414.xml")
    assert text.place == "ewhc/ch/2017/3414"
    assert text.cites[:2] == (
        "http://www.legislation.gov.uk/id/ukpga/1988/48/section/97",
        "http://www.legislation.gov.uk/id/ukpga/1988/48",
    )
    assert len(text.passages) == 15


@pytest.mark.parametrize("name", JUDGMENTS)
def test_no_word_of_a_judgment_is_lost(legislation: Path, name: str) -> None:
    root = parse_xml((legislation / name).read_bytes())
    body = root.find(".//{*}judgmentBody")
    assert body is not None
    printed = Counter(re.findall(r"\w+", " ".join("".join(one.itertext()) for one in body.iter("{*}p"))))
    kept = Counter(
        re.findall(r"\w+", " ".join(f"{one.heading} {one.words}" for one in text_of(legislation, name).passages))
    )
    assert printed - kept == Counter()
