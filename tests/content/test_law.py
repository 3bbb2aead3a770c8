"""The register of provisions and the calculators are checked with file and line like everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trigpoint.content.law import deadline_problems, register_problems, statute_problems
from trigpoint.content.library import read_library
from trigpoint.content.marked import read_yaml
from trigpoint.content.paths import content_folder

PROVISION = """
title: Who may be a SENCO
statute:
  - id: send-regs-49
    citation: SI 2014/1530 reg 49
    title: Qualifications of SENCOs
    plain: Who may be the SENCO.
    made: 2014-06-10
    in_force_from: 2014-09-01
    extent: England
    address: https://www.legislation.gov.uk/uksi/2014/1530/regulation/49
    confidence: V
    read: 2026-11-23
    read_in: An undated page.
"""


def problems(tmp_path, text, check=statute_problems):
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    document = read_yaml(path)
    return [(document.line(problem.place), problem.message) for problem in check(document)]


def test_a_whole_provision_is_accepted(tmp_path):
    assert problems(tmp_path, PROVISION) == []


SOURCE = "sources:\n  list: {title: A list, dated: 2026-06-01}\nstatute:"
KNOWN = "    text_as_at: 2024-09-01\n    amendments_checked_to: 2026-06-01\n    amendments_by: list\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Who may be a SENCO\n", "", (2, "has no title; say what instrument or subject the file is about")),
        ("    extent: England\n", "", (4, "has no extent")),
        ("extent: England", "extend: England", (4, "has no extent")),
        ("id: send-regs-49", "id: Reg 49", (4, "an id is small letters, digits and hyphens, such as cfa-36")),
        ("confidence: V", "confidence: sure", (12, "confidence is V, V2, C, M+ or M?")),
        ("made: 2014-06-10", "made: June 2014", (8, "'June 2014' is not a date; write it as 2026-09-01")),
        (
            "made: 2014-06-10",
            "made: 2015-06-10",
            (9, "cannot be in force before it was made (2015-06-10 and 2014-09-01)"),
        ),
        (
            "SI 2014/1530 reg 49",
            "the SENCO rule",
            (5, "does not begin with a citation that can be looked up, such as SI 2014/1530 reg 49"),
        ),
        (
            "www.legislation.gov.uk",
            "example.com",
            (11, "is not an official address; use legislation.gov.uk or gov.uk"),
        ),
        (
            "    read: 2026-11-23",
            "    until: 2013-01-01\n    read: 2026-11-23",
            (13, "cannot end before it is in force (2014-09-01 and 2013-01-01)"),
        ),
        (
            "    read: 2026-11-23",
            "    text_as_at: 2027-01-01\n    read: 2026-11-23",
            (14, "cannot be read before the day of its text (2027-01-01 and 2026-11-23)"),
        ),
        (
            "    read_in: An undated page.\n",
            "",
            (4, "was read, but in what text? Give text_as_at or, where the text bears no day, read_in"),
        ),
        (
            "confidence: V",
            "confidence: M+",
            (4, "was not read, and does not say so; write in `note` what was not read"),
        ),
        (
            "    read_in",
            "    amendments_checked_to: 2023-01-01\n    text_as_at: 2024-01-01\n    read_in",
            (14, "cannot stop before the day of the text that was read (2024-01-01 and 2023-01-01)"),
        ),
        ("    read_in", f"{KNOWN}    read_in", (16, "there is no list among the file's sources")),
        (
            "    read_in",
            "    in_force_confidence: sure\n    read_in",
            (14, "in_force_confidence is V, V2, C, M+ or M?"),
        ),
        (
            "    read_in",
            "    in_force_confidence: M+\n    read_in",
            (14, "the first day is from memory, and the row does not say so; write it in `note`"),
        ),
    ],
)
def test_a_mistake_in_a_provision_is_named_with_its_line(tmp_path, old, new, expected):
    assert problems(tmp_path, PROVISION.replace(old, new))[0] == expected


def test_a_file_without_provisions_says_so(tmp_path):
    assert problems(tmp_path, "laws: []") == [(1, "has no list under `statute`")]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (KNOWN, []),
        (
            KNOWN.replace("2026-06-01", "2026-07-01"),
            [(17, "is later than its source, which is of 2026-06-01")],
        ),
        (
            KNOWN.replace("    text_as_at: 2024-09-01\n", ""),
            [(17, "needs text_as_at and amendments_checked_to: between which days?")],
        ),
        (
            KNOWN + "    amendments: [{citation: SI 2024/535, words: The qualification changed., on: 2024-09-01}]\n",
            [(19, "was already in the text that was read, which is of 2024-09-01")],
        ),
        (
            KNOWN + "    amendments: [{citation: an order, words: Changed it.}]\n",
            [(19, "does not begin with a citation that can be looked up")],
        ),
    ],
)
def test_amendments_are_known_only_as_far_as_their_source_is_dated(tmp_path, known, expected):
    text = PROVISION.replace("statute:", SOURCE).replace("    read_in", f"{known}    read_in")

    assert problems(tmp_path, text) == expected


def across(tmp_path, **files):
    documents = {}
    for name, text in files.items():
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        documents[name] = read_yaml(path)
    return [(name, problem.message) for name, problem in register_problems(documents)]


def test_an_id_names_one_entry_of_the_register(tmp_path):
    assert across(tmp_path, one=PROVISION, two=PROVISION) == [("two", "send-regs-49 is also an id in one")]


def test_the_dated_rows_of_an_entry_follow_one_another(tmp_path):
    later = PROVISION.partition("statute:\n")[2].replace("in_force_from: 2014", "in_force_from: 2024")
    ended = PROVISION.replace("    read_in", "    until: 2024-09-01\n    read_in")

    assert across(tmp_path, one=ended + later) == []
    assert across(tmp_path, one=PROVISION + later) == [
        ("one", "overlaps the row of send-regs-49 before it; end that with `until` first")
    ]


def test_a_calculator_that_cannot_be_loaded_is_named_with_its_line(tmp_path):
    text = "calculators:\n  - id: senco\n    tittle: SENCO qualification\n"

    ((line, message),) = problems(tmp_path, text, deadline_problems)

    assert (line, message.partition(":")[0]) == (3, "calculators[0].tittle")


def test_all_provisions_and_calculators_of_the_project_hold():
    library = read_library(content_folder(), with_cases=False)
    checks = {"statute": statute_problems, "deadlines": deadline_problems}

    found = [
        str(problem)
        for name, document in library.documents.items()
        for kind, check in checks.items()
        if name.startswith(kind)
        for problem in check(document)
    ]

    assert found == []
    assert isinstance(library.documents["statute/senco"].data["statute"][0]["read"], date)
    assert Path(library.folder, "deadlines").is_dir()
