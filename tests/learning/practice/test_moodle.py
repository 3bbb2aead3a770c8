"""Moodle XML: what Moodle exports is read, what is lost is told, hostile files are refused, ours read back the same."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.learning.practice.test_gift import SAMPLES

from trigpoint.content.questions import questions
from trigpoint.learning.practice.files import FileError, Item, Text, moodle_of, read_file
from trigpoint.learning.practice.files.gift import read_gift
from trigpoint.learning.practice.files.items import Choice
from trigpoint.learning.practice.files.moodle import read_moodle, write_moodle
from trigpoint.learning.practice.files.writing import item_of_question

EXPORTED = b"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category"><category><text>$module$/Default/Law</text></category></question>
<!-- question: 2295  -->
  <question type="multichoice">
    <name><text>Greeting</text></name>
    <questiontext format="html">
      <text><![CDATA[<p><a href="@@PLUGINFILE@@/bonjour.mp3">Listen</a> Which language?</p>]]></text>
      <file name="bonjour.mp3" encoding="base64">SUQzAwAAAAA=</file>
    </questiontext>
    <generalfeedback format="html"><text>It is French.</text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade>
    <penalty>0.3333333</penalty>
    <hidden>0</hidden>
    <single>true</single>
    <shuffleanswers>true</shuffleanswers>
    <answernumbering>abc</answernumbering>
    <correctfeedback format="html"><text>Well done</text></correctfeedback>
    <answer fraction="100" format="html"><text><![CDATA[<p>French</p>]]></text>
      <feedback format="html"><text>Yes.</text></feedback></answer>
    <answer fraction="0" format="html"><text>Italian</text><feedback format="html"><text></text></feedback></answer>
    <answer fraction="-33.33333" format="html"><text>Dutch</text></answer>
    <hint format="html"><text>Think of Paris</text></hint>
    <tags><tag><text>languages</text></tag></tags>
  </question>
  <question type="truefalse">
    <name><text>Sky</text></name>
    <questiontext format="moodle_auto_format"><text>The sky is green.</text></questiontext>
    <answer fraction="0"><text>true</text><feedback><text>Look up.</text></feedback></answer>
    <answer fraction="100"><text>false</text><feedback><text>Right.</text></feedback></answer>
  </question>
  <question type="numerical">
    <name><text>Weeks</text></name>
    <questiontext format="plain_text"><text>How many weeks?</text></questiontext>
    <answer fraction="100"><text>20</text><tolerance>0.5</tolerance></answer>
  </question>
  <question type="matching">
    <name><text>Pairs</text></name>
    <questiontext format="markdown"><text>Match</text></questiontext>
    <subquestion format="html"><text>Cat</text><answer><text>meows</text></answer></subquestion>
    <subquestion format="html"><text></text><answer><text>barks</text></answer></subquestion>
  </question>
  <question type="calculatedmulti"><name><text>Formula</text></name>
    <questiontext><text>{a}</text></questiontext></question>
</quiz>
"""


def test_what_moodle_exports_is_read():
    choice, truth, number, pairs = read_moodle(EXPORTED)[0]
    assert (choice.title, choice.category, choice.tags) == ("Greeting", "$module$/Default/Law", ("languages",))
    assert [(one.earns, one.right) for one in choice.choices] == [(100, True), (0, False), (-33.33333, False)]
    assert choice.choices[0].feedback == Text("Yes.", "html")
    assert choice.one
    assert (truth.truth, truth.when_wrong and truth.when_wrong.words) == (False, "Look up.")
    assert (number.choices[0].low, number.choices[0].high) == (19.5, 20.5)
    assert [(one.left.words, one.right) for one in pairs.matches] == [("Cat", "meows"), ("", "barks")]


def test_what_is_lost_is_told_with_its_line():
    told = [(one.line, one.words) for one in read_moodle(EXPORTED)[1]]
    words = " ".join(one for _, one in told)
    assert "“Greeting”: it has pictures, sounds or files" in words
    assert "its feedback for right, partly right and wrong as a whole" in words
    assert "its hints are not taken over" in words
    assert "“Formula” is of the kind “calculatedmulti”, which is not read here. It was left out." in words
    assert told[0][0] == 6


BOMB = b"""<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><quiz>&b;</quiz>"""
STEALS = b"""<?xml version="1.0"?><!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz><question/></quiz>"""
DEEP = b"<quiz>" + b"<a>" * 60 + b"</a>" * 60 + b"</quiz>"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (BOMB, "defines entities or a document type"),
        (STEALS, "defines entities or a document type"),
        (b" " * 70_000 + STEALS, "defines entities or a document type"),
        (STEALS.decode().encode("utf-16"), "not written in UTF-8"),
        (DEEP, "nested more than 40 deep"),
        (b"<quiz>" + b"<a>" * 5_000, "not whole XML"),
        (b"<quiz><question></quiz>", "not whole XML"),
        (b"<quiz>&unknown;</quiz>", "not whole XML"),
        (b"<quiz>" + b"x" * 5_000_001 + b"</quiz>", "more than 5 MB"),
        (b"\x1f\x8b\x08\x00", "a packed file"),
    ],
    ids=["bomb", "outside", "late", "utf-16", "deep", "deeper", "broken", "entity", "large", "packed"],
)
def test_a_hostile_or_broken_file_is_refused(data: bytes, words: str):
    with pytest.raises(FileError, match=words):
        read_file(data)


def items_of_samples() -> list[Item]:
    found: list[Item] = []
    for path in sorted(SAMPLES.glob("*.gift")):
        found += read_gift(path.read_text())[0]
    return found


@pytest.mark.parametrize("item", items_of_samples(), ids=lambda item: f"{item.type}-{item.mark[:6]}")
def test_what_gift_says_goes_through_moodle_xml_and_back(item: Item):
    (again,), _ = read_moodle(write_moodle([replace(item, category="")]))
    assert (again.type, again.stem, again.general, again.tags) == (
        item.type,
        replace(item.stem, words=item.stem.words.strip()),
        item.general,
        item.tags,
    )
    assert again.truth == item.truth
    assert [(one.left.words, one.right) for one in again.matches] == [
        (one.left.words, one.right) for one in item.matches
    ]
    assert [(one.earns, one.feedback) for one in again.choices] == [(one.earns, one.feedback) for one in item.choices]
    for one, other in zip(again.choices, item.choices, strict=True):
        assert (one.low, one.high) == pytest.approx((other.low, other.high))


def test_every_question_of_ours_reads_back_as_it_was_written():
    read = read_file(moodle_of(questions().values()))
    assert not read.troubles
    ours = [item_of_question(one) for one in questions().values()]
    assert [(one.id, one.stem.words, len(one.choices), len(one.matches)) for one in read.items] == [
        (one.id, one.stem.words, len(one.choices), len(one.matches)) for one in ours
    ]
    assert [one.general and one.general.words for one in read.items] == [
        one.general and one.general.words for one in ours
    ]


@given(st.text(max_size=60))
def test_no_words_break_the_file(words: str):
    item = Item("multiple", Text(words or "?", "plain"), choices=(Choice(Text(words, "plain"), right=True),))
    assert etree.fromstring(write_moodle([item])).tag == "quiz"


@given(st.binary(max_size=300))
def test_whatever_is_sent_is_read_or_refused(data: bytes):
    with suppress(FileError):
        assert read_file(data).format in {"GIFT", "Moodle XML"}
