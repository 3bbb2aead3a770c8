"""YAML is read with places: plain words stay words, dates are dates, and each part knows its line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from trigpoint.content.marked import read_yaml

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def read(tmp_path: Path):
    """Give a way to read a text as a file."""

    def reading(text: str):
        path = tmp_path / "file.yaml"
        path.write_text(text, encoding="utf-8")
        return read_yaml(path)

    return reading


SCALARS = {
    "a word": ("on", "on"),
    "no": ("no", "no"),
    "yes": ("yes", "yes"),
    "true": ("true", True),
    "false": ("false", False),
    "nothing": ("", None),
    "null": ("null", None),
    "a whole number": ("36", 36),
    "a number below zero": ("-3", -3),
    "a number with a nought before it is text": ("007", "007"),
    "a number with a point": ("1.5", 1.5),
    "a quoted number": ('"36"', "36"),
    "a date": ("2026-09-01", date(2026, 9, 1)),
    "a leap day": ("2028-02-29", date(2028, 2, 29)),
    "a quoted date": ('"2026-09-01"', "2026-09-01"),
    "a date and more": ("2026-09-01 at noon", "2026-09-01 at noon"),
    "an octal number of YAML 1.1": ("0o17", "0o17"),
    "a time of YAML 1.1": ("12:30:00", "12:30:00"),
}


@pytest.mark.parametrize(("written", "meant"), SCALARS.values(), ids=SCALARS)
def test_a_scalar_means_what_a_reader_takes_it_for(read, written, meant):
    value = read(f"key: {written}\n").data["key"]

    assert (value, type(value)) == (meant, type(meant))


def test_a_key_that_yaml_would_take_for_true_stays_a_word(read):
    assert read("on: 2026-09-01\n").data == {"on": date(2026, 9, 1)}


def test_each_place_has_its_line(read):
    document = read("first: 1\nlist:\n  - a\n  - key: b\n")

    assert [document.line(place) for place in (("first",), ("list", 0), ("list", 1, "key"))] == [1, 3, 4]


def test_a_place_that_is_not_there_has_the_line_of_what_is_around_it(read):
    document = read("first: 1\nlist:\n  - a\n")

    assert document.line(("list", 7, "missing")) == 2
    assert document.line(("nowhere",)) == 1


def test_an_empty_file_is_an_empty_mapping(read):
    document = read("")

    assert (document.data, document.problems) == ({}, ())


WRONG = {
    "a key written twice": ("a: 1\nb: 2\na: 3\n", 3, "a: a is written twice; keep one"),
    "a key written twice inside": ("a:\n  b: 1\n  b: 2\n", 3, "a.b: b is written twice; keep one"),
    "a day that is none": ("a: 1\nb: 2026-02-30\n", 2, "b: 2026-02-30 is not a day of the calendar"),
    "a month that is none": ("b: 2026-13-01\n", 1, "b: 2026-13-01 is not a day of the calendar"),
    "a bracket left open": ("a: 1\nb: [1, 2\n", 3, "the file: is not YAML: did not find expected ',' or ']'"),
    "a tab": ("a:\n\tb: 1\n", 2, "the file: is not YAML: found character that cannot start any token"),
}


@pytest.mark.parametrize(("text", "line", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_line(read, text, line, message):
    document = read(text)

    assert [(document.line(problem.place), str(problem)) for problem in document.problems] == [(line, message)]


def test_a_file_in_another_alphabet_is_named(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_bytes("title: caf\xe9".encode("latin-1"))

    assert [str(problem) for problem in read_yaml(path).problems] == ["the file: is not UTF-8 text; save it as UTF-8"]
