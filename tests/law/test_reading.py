"""Files that nobody should trust, and files that are merely odd."""

from __future__ import annotations

import contextlib
import gzip
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.law.support import LEGISLATION, METADATA, act, section

from trigpoint.citations import CitationError, parse
from trigpoint.law.reading import Changes, LawFileError, Text, read_file, read_law
from trigpoint.law.reading.places import above, passage_of, place_of_address, place_of_citation, work_of

if TYPE_CHECKING:
    from pathlib import Path

LAUGHS = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><Legislation>&d;</Legislation>"""
OUTSIDE = '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><Legislation>&x;</Legislation>'
REMOTE = '<!DOCTYPE Legislation SYSTEM "http://127.0.0.1:9/evil.dtd"><Legislation/>'
FEED = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:ukm="{METADATA}" xmlns:leg="{LEGISLATION}">
  <id>http://www.legislation.gov.uk/changes/affected/uksi/2014/1530</id><title>Changes</title>
  <updated>2026-10-10T08:52:02+01:00</updated><leg:page>1</leg:page><leg:morePages>2</leg:morePages>
  <entry><id>http://www.legislation.gov.uk/changes/one</id><content type="text/xml">
    <ukm:Effect EffectId="key-1" Type="words substituted" Applied="true" AffectedProvisions="reg. 49(4)"
      AffectedURI="http://www.legislation.gov.uk/id/uksi/2014/1530" Modified="2024-09-02T10:00:00Z"
      AffectingURI="http://www.legislation.gov.uk/id/uksi/2024/535">
      <ukm:AffectedTitle>The SEND Regulations 2014</ukm:AffectedTitle>
      <ukm:AffectedProvisions><ukm:Section Ref="regulation-49-4"
        URI="http://www.legislation.gov.uk/id/uksi/2014/1530/regulation/49/4">reg. 49(4)</ukm:Section>
      </ukm:AffectedProvisions>
      <ukm:AffectingTitle>The Amendment Regulations 2024</ukm:AffectingTitle>
      <ukm:InForceDates><ukm:InForce Date="2024-09-01" Qualification="wholly in force"/></ukm:InForceDates>
    </ukm:Effect></content></entry>
  <entry><id>http://www.legislation.gov.uk/id/ukpga/1985/67</id><title>Transport Act 1985</title>
    <link href="http://www.legislation.gov.uk/ukpga/1985/67"/><updated>2010-07-21T01:00:00+01:00</updated>
    <ukm:CreationDate Date="1985-10-30"/></entry>
  <entry><id>tag:other</id><title>Neither</title></entry>
</feed>"""


@pytest.mark.parametrize(
    "text", [LAUGHS, OUTSIDE, REMOTE], ids=["billion laughs", "a file from here", "a type from afar"]
)
def test_a_file_that_defines_entities_is_refused_unread(text: str) -> None:
    with pytest.raises(LawFileError, match="It was not read"):
        read_law(text.encode())


def test_entities_hidden_by_another_encoding_or_a_long_prologue_are_refused_too() -> None:
    with pytest.raises(LawFileError, match="document type"):
        read_law(LAUGHS.replace('<?xml version="1.0"?>', "").encode("utf-16"))
    with pytest.raises(LawFileError, match="document type"):
        read_law(f"<!--{'x' * 70_000}-->{OUTSIDE}".encode())


def test_a_file_nested_without_end_is_refused() -> None:
    for depth in (201, 100_000):
        with pytest.raises(LawFileError, match=r"nested|not whole XML"):
            read_law(b"<Legislation>" + b"<P1>" * depth + b"</P1>" * depth + b"</Legislation>")


def test_a_small_file_that_unpacks_to_anything_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trigpoint.law.reading.files.MOST_BYTES", 10_000)
    bomb = tmp_path / "law.xml.gz"
    bomb.write_bytes(gzip.compress(b"<a>" + b" " * 1_000_000 + b"</a>"))
    with pytest.raises(LawFileError, match="Unpacked it has more than"):
        read_file(bomb)


def test_a_file_larger_than_any_law_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trigpoint.law.reading.safe.MOST_BYTES", 10)
    with pytest.raises(LawFileError, match="It has more than"):
        read_law(act(section("1", "Words.")))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "It is empty"),
        (b"   ", "It is empty"),
        (b"not XML", "not whole XML"),
        (b"<html><body/></html>", "Its first element is html"),
        (b"<akomaNtoso><act/></akomaNtoso>", "Only judgments are read"),
        (b"<akomaNtoso><judgment><meta/></judgment></akomaNtoso>", "which judgment it is"),
        (b"<Legislation/>", "It has no metadata"),
        (b"<Legislation><Metadata><title>T</title></Metadata></Legislation>", "which law it is"),
        (b"\x00\xff\xfe\x00", "not whole XML"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(data: bytes, says: str) -> None:
    with pytest.raises(LawFileError, match=says):
        read_law(data)


def test_a_file_cut_off_anywhere_is_refused_or_whole() -> None:
    whole = act(section("1", "Some words."))
    for end in range(0, len(whole.rstrip()), 37):
        with pytest.raises(LawFileError):
            read_law(whole[:end])


def test_a_gzip_file_cut_off_and_a_file_that_is_not_there_are_refused(tmp_path: Path) -> None:
    cut = tmp_path / "law.xml.gz"
    cut.write_bytes(gzip.compress(act(section("1", "Words.")))[:60])
    with pytest.raises(LawFileError, match="not a whole gzip file"):
        read_file(cut)
    with pytest.raises(LawFileError, match="could not be opened"):
        read_file(tmp_path / "missing.xml")


def test_a_file_keeps_the_hash_of_what_was_published_packed_or_not(tmp_path: Path) -> None:
    data = act(section("1", "Words."))
    (tmp_path / "law.xml").write_bytes(data)
    (tmp_path / "law.xml.gz").write_bytes(gzip.compress(data))
    assert read_file(tmp_path / "law.xml").sha256 == read_file(tmp_path / "law.xml.gz").sha256


def test_repealed_words_that_stay_in_the_text_are_marked() -> None:
    text = read_law(act(section("1", 'It may <Repeal RetainText="true">never</Repeal> decide.')))
    assert isinstance(text, Text)
    assert text.passages[0].words == "It may [repealed: never] decide."


def test_a_section_that_is_not_in_force_yet_says_so() -> None:
    one = '<P1 id="section-2"><Pnumber>2</Pnumber><P1para><Text>T</Text></P1para></P1>'
    text = read_law(act(f'<P1group Status="Prospective">{one}</P1group>'))
    assert isinstance(text, Text)
    assert text.passages[0].prospective


def test_two_texts_of_one_section_for_two_countries_stay_apart() -> None:
    text = read_law(act(section("1", "England.") + section("1", "Wales.")))
    assert isinstance(text, Text)
    assert [one.place for one in text.passages] == ["ukpga/2014/6/section/1", "ukpga/2014/6/section/1#2"]


def test_lists_in_a_section_are_numbered_as_they_are_ordered() -> None:
    lists = (
        "<UnorderedList><ListItem><Para><Text>first</Text></Para></ListItem></UnorderedList>"
        '<OrderedList Type="alpha"><ListItem><Para><Text>one</Text></Para></ListItem>'
        '<ListItem NumberOverride="bb"><Para><Text>two</Text></Para></ListItem></OrderedList>'
    )
    body = f'<P1 id="section-1"><Pnumber>1</Pnumber><P1para><Text>Any of—</Text>{lists}</P1para></P1>'
    text = read_law(act(body))
    assert isinstance(text, Text)
    assert text.passages[0].words == "Any of—\nfirst\n(a) one\n(bb) two"


def test_a_feed_gives_changes_and_new_law_and_says_whether_more_pages_follow() -> None:
    changes = read_law(FEED.encode())
    assert isinstance(changes, Changes)
    (effect,), (published,) = changes.effects, changes.published
    assert (effect.affected, effect.affected_places) == ("uksi/2014/1530", ("uksi/2014/1530/regulation/49/4",))
    assert (effect.what, effect.applied, effect.affecting) == ("words substituted", True, "uksi/2024/535")
    assert effect.in_force[0].day == date(2024, 9, 1)
    assert effect.modified == datetime(2024, 9, 2, 10, tzinfo=UTC)
    assert (published.place, published.made) == ("ukpga/1985/67", date(1985, 10, 30))
    assert (changes.page, changes.more_pages) == (1, 2)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("http://www.legislation.gov.uk/id/ukpga/2000/38/section/19/2014-04-01", "ukpga/2000/38/section/19"),
        ("https://www.legislation.gov.uk/uksi/2014/1530/made/data.xml", "uksi/2014/1530"),
        ("https://www.legislation.gov.uk/uksi/2008/2699/rule/20/1", "uksi/2008/2699/article/20/1"),
        ("https://caselaw.nationalarchives.gov.uk/id/ewhc/ch/2017/3414", "ewhc/ch/2017/3414"),
        ("https://example.org/ukpga/2000/38", ""),
    ],
)
def test_an_address_gives_one_place_however_it_is_written(address: str, place: str) -> None:
    assert place_of_address(address) == place


@pytest.mark.parametrize(
    ("citation", "place", "passage"),
    [
        ("s. 36(8) CFA 2014", "ukpga/2014/6/section/36/8", "ukpga/2014/6/section/36"),
        ("reg 49(2)(b) SEND Regulations 2014", "uksi/2014/1530/regulation/49/2/b", "uksi/2014/1530/regulation/49"),
        ("Sch 17 para 4 EqA 2010", "ukpga/2010/15/schedule/17/paragraph/4", "ukpga/2010/15/schedule/17/paragraph/4"),
        ("r. 20(1)(c) HESC Rules 2008", "uksi/2008/2699/article/20/1/c", "uksi/2008/2699/article/20"),
        ("CFA 2014", "ukpga/2014/6", "ukpga/2014/6"),
        ("[2017] EWFC 83", "ewfc/2017/83", "ewfc/2017/83"),
        ("Code para 6.91", "", ""),
    ],
)
def test_a_citation_leads_to_the_passage_it_lies_in(citation: str, place: str, passage: str) -> None:
    assert (place_of_citation(parse(citation)), passage_of(place)) == (place, passage)


def test_around_a_paragraph_lie_its_schedule_and_its_law() -> None:
    assert above("ukpga/2010/15/schedule/17/paragraph/4") == (
        "ukpga/2010/15/schedule/17/paragraph/4",
        "ukpga/2010/15/schedule/17",
        "ukpga/2010/15",
    )
    assert above("ukpga/2010/15") == ("ukpga/2010/15",)


@given(st.text(alphabet="0123456789ABCs. regch()", max_size=12))
def test_every_citation_with_an_address_lies_in_its_own_law(typed: str) -> None:
    try:
        place = place_of_citation(parse(f"{typed} CFA 2014"))
    except CitationError:
        return
    assert work_of(place) == "ukpga/2014/6"
    assert passage_of(place) in above(place)
    assert passage_of(passage_of(place)) == passage_of(place)


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_a_file_is_read_or_refused_and_nothing_else_happens(data: bytes) -> None:
    for wrapped in (data, b"<Legislation>" + data + b"</Legislation>", b"<feed>" + data + b"</feed>"):
        with contextlib.suppress(LawFileError):
            read_law(wrapped)


words = st.text(alphabet="abc deé“", min_size=1, max_size=30).filter(str.strip)


@given(st.lists(st.tuples(words, words), min_size=1, max_size=5))
def test_what_is_written_into_a_law_is_read_out_of_it(sections: list[tuple[str, str]]) -> None:
    body = "".join(section(str(number), said, heading=head) for number, (head, said) in enumerate(sections, 1))
    text = read_law(act(body))
    assert isinstance(text, Text)
    assert [one.words.split() for one in text.passages] == [said.split() for _, said in sections]
    assert [one.since for one in text.passages] == [date(2014, 9, 1)] * len(sections)
