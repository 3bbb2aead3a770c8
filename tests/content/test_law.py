"""The register of provisions and the calculators are checked with file and line like everything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trigpoint.content.law import deadline_problems, statute_problems
from trigpoint.content.library import read_library
from trigpoint.content.marked import read_yaml
from trigpoint.content.paths import content_folder

PROVISION = """
statute:
  - citation: SI 2014/1530 reg 49
    title: Qualifications of SENCOs
    plain: Who may be the SENCO.
    made: 2014-06-10
    in_force_from: 2014-09-01
    extent: England
    address: https://www.legislation.gov.uk/uksi/2014/1530/regulation/49
    confidence: V
    read: 2026-11-23
"""


def problems(tmp_path, text, check=statute_problems):
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    document = read_yaml(path)
    return [(document.line(problem.place), problem.message) for problem in check(document)]


def test_a_whole_provision_is_accepted(tmp_path):
    assert problems(tmp_path, PROVISION) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("    extent: England\n", "", (3, "has no extent")),
        ("extent: England", "extend: England", (3, "has no extent")),
        ("confidence: V", "confidence: sure", (10, "confidence is V, V2, C, M+ or M?")),
        ("made: 2014-06-10", "made: June 2014", (6, "'June 2014' is not a date; write it as 2026-09-01")),
        (
            "SI 2014/1530 reg 49",
            "the SENCO rule",
            (3, "does not begin with a citation that can be looked up, such as SI 2014/1530 reg 49"),
        ),
        (
            "    read: 2026-11-23",
            "    read: 2026-11-23\n    until: 2013-01-01",
            (12, "cannot end before it is in force (2014-09-01 and 2013-01-01)"),
        ),
        (
            "    read: 2026-11-23",
            "    text_as_at: 2027-01-01\n    read: 2026-11-23",
            (12, "cannot be read before the day of its text (2027-01-01 and 2026-11-23)"),
        ),
    ],
)
def test_a_mistake_in_a_provision_is_named_with_its_line(tmp_path, old, new, expected):
    assert problems(tmp_path, PROVISION.replace(old, new))[0] == expected


def test_a_file_without_provisions_says_so(tmp_path):
    assert problems(tmp_path, "laws: []") == [(1, "has no list under `statute`")]


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
