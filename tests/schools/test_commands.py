"""`trigpoint import-schools`: what it prints, what it returns, where it draws its bar."""

from __future__ import annotations

import io
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.schools.support import as_csv, export

from trigpoint.schools.commands import Bar
from trigpoint.schools.models import Import
from trigpoint.schools.sample import FOLDER
from trigpoint.web.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_files_are_brought_in_one_after_another_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    schools, links = tmp_path / "edubasealldata20261101.csv", tmp_path / "links20261102.csv"
    schools.write_text(as_csv([export(), export(URN="NAT"), export(URN="no")]))
    links.write_text("URN,LinkURN,LinkType,LinkEstablishedDate\n100123,100124,Predecessor,01-09-2014\n")

    assert main(["import-schools", str(schools), str(links)]) == 0

    out, errors = capsys.readouterr()
    assert errors == ""
    assert out.splitlines() == [
        "edubasealldata20261101.csv: an export of the register, 2 rows, as at 1 November 2026.",
        "Left out: 1 row of national totals.",
        "New: 1 school (1 in England).",
        "  Hill Primary School (100123), open",
        "Something is wrong on 1 line; 1 row left out:",
        "  line 4: URN is 'no', which is no URN of six digits",
        "links20261102.csv: the links between schools, 1 row, as at 2 November 2026.",
        "New: 1 link between schools.",
        "  100124 is the predecessor of 100123",
    ]
    assert [row.as_at for row in Import.objects.order_by("id")] == [date(2026, 11, 1), date(2026, 11, 2)]


def test_a_second_time_it_says_that_nothing_has_changed(capsys: pytest.CaptureFixture[str]):
    words = ["import-schools", str(FOLDER / "table.csv"), "--as-at", "2024-06-17"]
    main(words)
    capsys.readouterr()

    assert main(words) == 0

    assert capsys.readouterr().out.endswith(
        "as at 17 June 2024.\nNothing has changed: everything in it was here already.\n"
    )


def test_a_file_that_cannot_be_used_is_named_and_the_others_still_come_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    empty = tmp_path / "empty.csv"
    empty.touch()

    assert main(["import-schools", str(empty), str(shutil.copy(FOLDER / "table.csv", tmp_path))]) == 1

    out, errors = capsys.readouterr()
    assert errors == "empty.csv: It is empty. Download it again. Nothing was changed.\n"
    assert "New: 159 schools" in out


def test_an_older_file_and_missing_schools_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    main(["import-schools", str(FOLDER / "table.csv"), "--as-at", "2024-06-17"])
    capsys.readouterr()

    main(["import-schools", str(FOLDER / "search_export.csv"), "--as-at", "2022-04-19"])

    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == (
        "It is older than the register here, which is as at 17 June 2024: it only adds schools that were missing, and "
        "fills gaps."
    )
    assert lines[-1] == "Not in it: 159 schools that the register here has. They stay as they are."


def test_of_many_faults_the_first_twenty_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "export.csv"
    path.write_text(as_csv([export(URN="no") for _ in range(23)]))

    main(["import-schools", str(path)])

    lines = capsys.readouterr().out.splitlines()
    assert (lines[-22][:44], lines[-1]) == ("Something is wrong on 23 lines; 23 rows left", "  and 3 more")


def test_a_date_that_is_none_is_not_understood(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["import-schools", "file.csv", "--as-at", "17/06/2024"])

    assert "'17/06/2024' is not a date. Write it like 2025-04-22." in capsys.readouterr().err


def test_a_bar_is_drawn_on_a_terminal_and_taken_away():
    terminal = Terminal()
    bar = Bar(terminal)

    bar("Reading", 0, 1200)
    bar("Writing", 1200, 1200)
    bar.clear()

    assert terminal.getvalue() == (f"\rReading [{' ' * 30}] 0 of 1,200\rWriting [{'#' * 30}] 1,200 of 1,200\r\x1b[K")


def test_no_bar_is_drawn_where_nobody_watches():
    stream = io.StringIO()
    bar = Bar(stream)

    bar("Reading", 1200, 1200)
    bar.clear()

    assert stream.getvalue() == ""
