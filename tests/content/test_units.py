"""Units as content: read with places, refused with file and line, rendered without HTML of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trigpoint.content.check import check
from trigpoint.content.library import installed_library
from trigpoint.content.paths import content_folder
from trigpoint.content.prose import links, render, words
from trigpoint.content.unit_text import read_unit, slug
from trigpoint.content.units import Check, DutyList, Example, Prose, unit_of, units

if TYPE_CHECKING:
    from pathlib import Path

NAME = "law-03-asking-for-an-assessment"


@pytest.fixture
def unit_file(tmp_path: Path) -> Path:
    """Give a copy of a real unit, within a copy of all content."""
    folder = tmp_path / "content"
    for kind in ("schemes", "statute", "duties", "deadlines", "units", "questions"):
        (folder / kind).mkdir(parents=True)
        for path in (content_folder() / kind).iterdir():
            if kind != "units" or path.stem == NAME:
                (folder / kind / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return folder / "units" / f"{NAME}.md"


def troubles(file: Path) -> list[str]:
    """Return what is to be mended of the unit, as `12: words`."""
    return [f"{one.line}: {one.message}" for one in check(file.parents[1]).errors if one.path == file]


def change(file: Path, old: str, new: str) -> int:
    """Replace a piece of the file; return the line on which it stood."""
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in the unit"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_real_unit_has_nothing_to_mend(unit_file):
    assert troubles(unit_file) == []


def test_every_installed_unit_has_its_steps_its_questions_and_its_code():
    found = units()

    assert len(found) >= 10
    for unit in found.values():
        assert unit.steps[-1].title == "What to remember"
        assert len(unit.questions) >= 5
        assert unit.code in installed_library().vocabulary


def test_a_unit_is_taken_apart_into_prose_duties_checks_and_examples():
    kinds = {type(part) for unit in units().values() for step in unit.steps for part in step.parts}

    assert kinds == {Prose, DutyList, Check, Example}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("](law:cfa-36)", "](law:cfa-3600)", "there is no law:cfa-3600"),
        ("](date:ehc-week-6)", "](date:no-such-day)", "there is no date:no-such-day"),
        ("school-or-family-may-ask\n", "nobody-may-ask\n", "there is no duty nobody-may-ask"),
        ("```duties", "```poem", "a block is one of duties, question, example, not poem"),
        ("## What to remember", "## In short", "the last step is called What to remember"),
        ("## The days that count", "## What to send", "has the title of another step"),
        ("## What to send", "# What to send", "a heading of the first level"),
    ],
)
def test_a_mistake_in_the_text_is_told_by_its_line(unit_file, old, new, said):
    line = change(unit_file, old, new)

    lines = [int(words_.partition(":")[0]) for words_ in troubles(unit_file) if said in words_]
    # A mistake inside a block or a paragraph is told by the line on which that begins.
    assert any(line - 12 <= at <= line for at in lines), troubles(unit_file)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("provisions: [cfa-24,", "provisions: [cfa-2400,", "the register has no entry cfa-2400"),
        ("outcomes: [LAW-1,", "outcomes: [LAW-99,", "the award has no outcome LAW-99"),
        ("review: source-check", "review: expert", "recorded by their own account"),
        ("minutes: 10", "minutes: 90", "a whole number from 1 to 20"),
        ("review_by: 2027-09-01", "", "has no review_by"),
        ("strand: LAW", "strand: LAW\nauthor: me", "author is not part of a unit"),
        ("order: 3", "order: 3\norder: 4", "order is written twice"),
        (f"id: {NAME}", "id: another", "the id is the name of the file"),
    ],
)
def test_a_mistake_in_the_front_matter_is_told(unit_file, old, new, said):
    change(unit_file, old, new)

    assert any(said in words_ for words_ in troubles(unit_file)), troubles(unit_file)


def test_a_unit_is_not_checked_to_a_day_after_what_was_read(unit_file):
    text = unit_file.read_text(encoding="utf-8")
    (line,) = [one for one in text.splitlines() if one.startswith("checked_to:")]
    at = change(unit_file, line, "checked_to: 2099-01-01")

    assert any(words_.startswith(f"{at}: checked_to: no text") for words_ in troubles(unit_file))


def test_a_file_without_front_matter_says_so(tmp_path):
    file = tmp_path / "unit.md"
    file.write_text("# A unit\n", encoding="utf-8")

    (problem,) = read_unit(file).problems
    assert "front matter" in str(problem)


def test_the_hash_of_a_unit_changes_with_its_words_and_not_with_its_dates(unit_file):
    before = unit_of(read_unit(unit_file).data)
    change(unit_file, "review_by: 2027-09-01", "review_by: 2028-09-01")
    same = unit_of(read_unit(unit_file).data)
    change(unit_file, "That is a low bar", "That is a high bar")
    other = unit_of(read_unit(unit_file).data)

    assert before.text_hash == same.text_hash != other.text_hash


def test_html_in_markdown_comes_out_as_characters():
    text = "A <script>alert(1)</script> <b>bold</b> ![](x.png) [go](javascript:alert(1))\n\n<div onclick='x'>"

    drawn = render(text, lambda kind, target: f"/{kind}/{target}/")

    assert "<script" not in drawn
    assert "<b>" not in drawn
    assert "<img" not in drawn
    assert "<div" not in drawn
    assert 'href="javascript' not in drawn


def test_links_to_our_own_things_get_the_address_they_are_given():
    drawn = render("[a](law:cfa-36) [b](https://example.org/)", lambda kind, target: f"/{kind}/{target}/")

    assert 'href="/law/cfa-36/"' in drawn
    assert 'href="https://example.org/"' in drawn
    assert [(one.kind, one.target) for one in links("x\n\n[a](law:cfa-36)")] == [("law", "cfa-36")]


def test_words_are_read_out_without_marks():
    assert words("A **low** bar.\n\n- one\n- [two](law:x)") == "A low bar. one. two."


def test_a_step_is_called_in_addresses_by_its_title():
    assert slug("What’s due, and when?") == "whats-due-and-when"
