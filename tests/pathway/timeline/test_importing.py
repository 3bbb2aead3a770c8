"""Reading a file of a timeline: letters, separators, headings; and what is refused with what to do."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.pathway.timeline.importing import (
    FORMULA,
    MOST_BYTES,
    MOST_ROWS,
    FileRefusedError,
    safe,
    sheet_of,
    text_of,
    written,
)
from trigpoint.pathway.timeline.importing_words import COLUMNS, Column, named, qualification

PLAIN = "kind,what,school,first day,last day\npost,SENCO,Ysgol Tŷ Gwyn,1/9/2025,\n"
WINDOWS = "kind,what,school,first day\npost,SENCO,St Anne’s – Café,1/9/2025\n"

LETTERS = {
    "UTF-8": (PLAIN.encode(), "UTF-8"),
    "UTF-8 with its mark": (codecs.BOM_UTF8 + PLAIN.encode(), "UTF-8"),
    "UTF-16 as Excel's Unicode text": (codecs.BOM_UTF16_LE + PLAIN.encode("utf-16-le"), "UTF-16"),
    "UTF-16 the other way round": (codecs.BOM_UTF16_BE + PLAIN.encode("utf-16-be"), "UTF-16"),
    "UTF-16 without its mark": (PLAIN.encode("utf-16-le"), "UTF-16"),
    "UTF-16 the other way round without its mark": (PLAIN.encode("utf-16-be"), "UTF-16"),
}


def sheet(data: bytes):
    return sheet_of(*text_of(data))


@pytest.mark.parametrize("name", LETTERS)
def test_letters_are_recognised(name):
    data, letters = LETTERS[name]
    read = sheet(data)
    assert read.read_as == f"{letters} text with commas"
    assert read.lines[0].get(Column.SCHOOL) == "Ysgol Tŷ Gwyn"


def test_what_excel_saves_as_plain_csv_on_windows_is_read():
    read = sheet(WINDOWS.encode("cp1252"))
    assert read.read_as == "Windows (cp1252) text with commas"
    assert read.lines[0].get(Column.SCHOOL) == "St Anne’s – Café"


@pytest.mark.parametrize("separator", [";", "\t", ","])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_of_any_spreadsheet_are_read(separator, ends):
    read = sheet(PLAIN.replace(",", separator).replace("\n", ends).encode())
    assert [line.get(Column.FIRST) for line in read.lines] == ["1/9/2025"]
    assert read.lines[0].number == 2


def test_the_line_in_which_excel_names_its_separator_is_passed_over():
    read = sheet(f"sep=;\r\n{PLAIN.replace(',', ';')}".encode())
    assert read.lines[0].number == 3


REFUSED = {
    "an empty file": (b"  \n", "The file is empty"),
    "a workbook": (b"PK\x03\x04more", "This is a workbook or a zip file, not a CSV file. In Excel choose Save as"),
    "an old workbook": (b"\xd0\xcf\x11\xe0more", "This is an old Excel workbook"),
    "a PDF": (b"%PDF-1.7", "This is a PDF"),
    "a picture": (b"\x89PNG\r\n", "This is a picture"),
    "bytes that are no text": (b"kind,what\x00\x01\x00\x00\x00", "This is not a text file"),
    "letters of no encoding we know": (
        b"kind,what,first day\npost,\x81\x8d,1/9/2025",
        "cannot be read as Windows text",
    ),
    "half a letter of UTF-16": (codecs.BOM_UTF16_LE + b"k\x00i", "cannot be read as UTF-16 text"),
    "too large": (b"x" * (MOST_BYTES + 1), "larger than 100 kB"),
    "headings alone": (b"kind,what,first day\n,,\n", "headings and no rows"),
    "other headings": (b"name,date of birth\nx,y\n", "Missing: “kind”, “what” and “first day”. Yours has: “name”"),
    "one heading twice": (b"kind,what,first day,start\npost,SENCO,1/9/2025,1/9/2025\n", "“first day” is there twice"),
    "an open quotation mark": (b'kind,what,first day\npost,"SENCO,1/9/2025\n', "opened and not closed"),
    "a comma that was not quoted": (b"kind,what,first day\npost,SENCO, lead,1/9/2025\n", "Row 2 has more cells"),
    "too many rows": (b"kind,what,first day\n" + b"post,SENCO,1/9/2025\n" * (MOST_ROWS + 1), "at most 100"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_what_to_do(name):
    data, words = REFUSED[name]
    with pytest.raises(FileRefusedError) as refused:
        sheet(data)
    assert words in str(refused.value)


def test_headings_are_known_by_the_words_that_people_use():
    assert [named(heading) for heading in ("FTE", "Start date", " End-Date ", "Role", "school urn", "Sick days")] == [
        Column.PART,
        Column.FIRST,
        Column.LAST,
        Column.WHAT,
        Column.URN,
        None,
    ]


def test_columns_without_a_use_are_named():
    read = sheet(b"kind,what,first day,shoe size\nqualification,QTS,1/9/2018,5\n")
    assert read.ignored == ("shoe size",)


def test_the_examples_of_the_template_are_left_out():
    read = sheet(b"kind,what,first day\nexample: post,SENCO,1/9/2025\nqualification,QTS,1/9/2018\n")
    assert [line.number for line in read.lines] == [3]


def test_a_qualification_is_known_by_its_short_name_and_by_its_long_one():
    names = ("QTS", "Qualified teacher status (QTS)", "NASENCO", "npq for sencos", "holds:degree", "swimming")
    found = [qualification(name) for name in names]
    assert [one.code if one else "" for one in found] == [
        "holds:qts",
        "holds:qts",
        "holds:nasenco",
        "holds:required-award",
        "holds:degree",
        "",
    ]


@pytest.mark.parametrize("begins", FORMULA)
def test_a_cell_that_begins_like_a_formula_never_runs(begins):
    assert safe(f"{begins}cmd|' /C calc'!A0").startswith("'")


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)


@given(st.lists(st.lists(cells, min_size=len(COLUMNS), max_size=len(COLUMNS)), min_size=1, max_size=8))
def test_what_we_write_reads_back_and_no_cell_runs(rows):
    text = written([[column.value for column in COLUMNS], *([f"k{row[0]}", *row[1:]] for row in rows)])
    for line in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        assert not any(cell.startswith(FORMULA) for cell in line)
    read = sheet(text.encode())
    for line, row in zip(read.lines, rows, strict=True):
        for column, cell in list(zip(COLUMNS, row, strict=True))[1:]:
            kept = " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())
            assert line.get(column) in {kept, kept.removeprefix("'")}


def words_of_refusal(read, *given):
    """Return why a file was refused, or an empty text; any other error fails the test."""
    try:
        read(*given)
    except FileRefusedError as refused:
        return str(refused)
    return ""


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_words(data):
    words = words_of_refusal(sheet, data)
    assert not words or words[0].isupper()


@given(st.text(max_size=200))
def test_any_text_below_right_headings_is_read_or_refused_in_words(text):
    words = words_of_refusal(sheet_of, f"kind,what,first day\n{text}", "UTF-8")
    assert not words or len(words) > 20
