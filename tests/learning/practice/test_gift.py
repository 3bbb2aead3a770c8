"""GIFT: real files read as their own parser reads them, written ones read back the same, and nothing breaks it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.content.questions import questions
from trigpoint.learning.practice.files import FileError, Item, Text, gift_of, read_file
from trigpoint.learning.practice.files.gift import read_gift, write_gift
from trigpoint.learning.practice.files.items import Choice, Match, item_of
from trigpoint.learning.practice.files.writing import item_of_question

SAMPLES = Path(__file__).parent / "gift"
EXPECTED = sorted(SAMPLES.glob("*.json"))
TYPES = {
    "description": "Description",
    "multiple": "MC",
    "true-false": "TF",
    "short": "Short",
    "numerical": "Numerical",
    "matching": "Matching",
    "essay": "Essay",
}


def text(said: Text | None) -> dict[str, str] | None:
    return {"format": said.format, "text": said.words} if said else None


def as_expected(item: Item) -> dict[str, Any]:
    """An item as the other parser says it."""
    found: dict[str, Any] = {
        "id": item.id or None,
        "tags": list(item.tags) or None,
        "type": TYPES[item.type],
        "title": item.title or None,
        "stem": text(item.stem),
        "hasEmbeddedAnswers": item.gap,
    }
    if item.type == "description":
        return found
    found["globalFeedback"] = text(item.general)
    if item.type == "true-false":
        # The other parser names the two after their places, which are those of the wrong and the right answer.
        found |= {"isTrue": item.truth, "trueFeedback": text(item.when_wrong), "falseFeedback": text(item.when_right)}
    elif item.type == "matching":
        found["matchPairs"] = [{"subquestion": text(one.left), "subanswer": one.right} for one in item.matches]
    elif item.type == "numerical":
        found["choices"] = [
            {"isCorrect": one.right, "weight": one.share, "text": (one.low, one.high), "feedback": text(one.feedback)}
            for one in item.choices
        ]
    elif item.type in {"multiple", "short"}:
        found["choices"] = [
            {"isCorrect": one.right, "weight": one.share, "text": text(one.text), "feedback": text(one.feedback)}
            for one in item.choices
        ]
    return found


def limits(said: Any) -> Any:
    """The number that the other parser says, as limits."""
    if not isinstance(said, dict):
        return (None, None)
    if said["type"] == "range":
        return (said["number"] - said["range"], said["number"] + said["range"])
    if said["type"] == "high-low":
        return (said["numberLow"], said["numberHigh"])
    return (said["number"], said["number"])


def expected(path: Path) -> list[dict[str, Any]]:
    rows = [one for one in json.loads(path.read_text()) if one["type"] != "Category"]
    for one in rows:
        if one["type"] == "Description":
            one.pop("globalFeedback", None)
        if one["type"] == "Numerical":
            listed = one["choices"] if isinstance(one["choices"], list) else [one["choices"]]
            if listed and "isCorrect" not in listed[0]:
                listed = [{"isCorrect": True, "weight": None, "text": listed[0], "feedback": None}]
            one["choices"] = [{**row, "text": limits(row["text"])} for row in listed]
    return rows


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_a_real_file_reads_as_its_own_parser_reads_it(path: Path):
    items, troubles = read_gift(path.with_suffix(".gift").read_text())
    assert not troubles
    assert [as_expected(one) for one in items] == expected(path)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.gift")), ids=lambda path: path.stem)
def test_a_real_file_reads_without_trouble_and_writes_back_the_same(path: Path):
    items, troubles = read_gift(path.read_text())
    assert items or path.stem.startswith("category")
    assert not troubles
    again, lost = read_gift(write_gift(items))
    assert not lost
    assert [one.as_json() for one in again] == [one.as_json() for one in items]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.gift")), ids=lambda path: path.stem)
def test_a_draft_keeps_all_of_a_question(path: Path):
    items, _ = read_gift(path.read_text())
    assert [item_of(json.loads(json.dumps(one.as_json()))) for one in items] == list(items)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1, max_size=20).map(
    lambda words: " ".join(words.split())
)
TEXTS = st.builds(Text, WORDS.filter(bool).map(lambda words: f"w{words}"), st.sampled_from(["moodle", "html", "plain"]))
CHOICES = st.builds(Choice, text=TEXTS, right=st.booleans(), feedback=st.none() | TEXTS)


@given(TEXTS, st.lists(CHOICES, min_size=2, max_size=5))
def test_any_choice_that_is_written_reads_back_the_same(stem: Text, choices: list[Choice]):
    rows = tuple(choices)
    if any(one.right for one in rows) and not all(one.right for one in rows):
        item = Item("multiple", stem, choices=rows)
        (again,), troubles = read_gift(write_gift((item,)))
        assert not troubles
        assert again == item


@given(TEXTS, st.lists(st.builds(Match, TEXTS, WORDS.filter(bool)), min_size=1, max_size=5))
def test_any_matching_that_is_written_reads_back_the_same(stem: Text, matches: list[Match]):
    plain = tuple(Match(replace(one.left, words=one.left.words.replace("->", "→")), one.right) for one in matches)
    (again,), troubles = read_gift(write_gift((Item("matching", stem, matches=plain),)))
    assert not troubles
    assert again.matches == plain


@given(st.text(max_size=200))
def test_whatever_is_in_a_file_is_read_or_told_of(said: str):
    items, troubles = read_gift(said)
    assert all(one.type in TYPES for one in items)
    assert all(one.line >= 1 and one.words for one in troubles)


def test_every_question_of_ours_reads_back_as_it_was_written():
    written = gift_of(questions().values())
    read = read_file(written.encode())
    assert not read.troubles
    assert [one.title for one in read.items] == list(questions())
    ours = [item_of_question(one) for one in questions().values()]
    assert [(one.type, one.stem.words, len(one.choices), len(one.matches)) for one in read.items] == [
        (one.type, one.stem.words, len(one.choices), len(one.matches)) for one in ours
    ]


def test_what_is_not_understood_is_told_with_its_line():
    items, troubles = read_gift("What is one?{=1}\n\n::No end of a title {=a}\n\nNo number {#a}\n\nNot closed {=a")
    assert len(items) == 1
    assert [one.line for one in troubles] == [3, 5, 7]
    assert "begins with :: and does not end" in troubles[0].words
    assert "'a' is no number" in troubles[1].words
    assert "do not end with }" in troubles[2].words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "It is empty"),
        (b"PK\x03\x04rest", "a packed file"),
        (b"\xff\xfe\x00a", "not written in UTF-8"),
        (b"only words", "no question in GIFT"),
        (b"<quiz>", "not whole XML"),
        (b"<other/>", "begins with <other>"),
        (b"<quiz/>", "has no question"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_what_to_do(data: bytes, words: str):
    with pytest.raises(FileError, match=words):
        read_file(data)
