"""Files as bytes: packed or not, in one encoding or another, whole or cut off."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from tests.schools.support import as_csv, export

from trigpoint.schools.register.cells import repaired
from trigpoint.schools.register.reading import FileError, look_through, records

if TYPE_CHECKING:
    from pathlib import Path

NAME = "St Thomas à Becket’s"
TEXT = as_csv([export(EstablishmentName=NAME)])


def written(folder: Path, data: bytes, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_name_reads_the_same_in_each_encoding_packed_or_not(tmp_path: Path, encoding: str, *, zipped: bool):
    data = TEXT.encode(encoding)

    source = look_through(written(tmp_path, gzip.compress(data) if zipped else data))
    header, row = records(source)

    assert (source.encoding, source.zipped, source.lines) == (encoding, zipped, 2)
    assert (header.cells[0], row.cells[4], row.line) == ("URN", NAME, 2)


def test_an_accented_capital_before_an_apostrophe_is_not_taken_for_utf_8(tmp_path: Path):
    data = as_csv([export(EstablishmentName="CAFÉ’S"), export(EstablishmentName="É"), export(EstablishmentName="à")])

    source = look_through(written(tmp_path, data.encode("cp1252")))

    assert [record.cells[4] for record in records(source)][1:] == ["CAFÉ’S", "É", "à"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "It is empty."),
        (gzip.compress(b""), "It is empty."),
        (TEXT.encode("utf-16"), "It is written in UTF-16."),
        (b"URN,Name\n1,\0\n", "Line 2 holds zero bytes"),
        (gzip.compress(TEXT.encode() * 50)[:-9], "It is cut off or damaged: it cannot be unpacked"),
        (b"\xef\xbb\xbfURN\n\xe0\n", "It is written in UTF-8, but line 2 is not."),
        ("é\né\n".encode() + b"\xe9\n", "It is written in UTF-8, but line 3 is not."),
        (b"URN\n\xe9\n\x81\n", "Line 3 is written neither in UTF-8 nor in Windows-1252"),
    ],
    ids=["empty", "packed, empty", "UTF-16", "zero bytes", "cut off", "marked UTF-8", "mixed", "neither"],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, data: bytes, message: str):
    with pytest.raises(FileError) as refused:
        look_through(written(tmp_path, data))

    assert str(refused.value).startswith(message)


def test_a_file_that_is_not_there_says_so(tmp_path: Path):
    with pytest.raises(FileError, match="It cannot be opened: No such file or directory"):
        look_through(tmp_path / "none.csv")


def test_a_file_that_ends_inside_quotation_marks_is_cut_off(tmp_path: Path):
    source = look_through(written(tmp_path, b'URN,Name\n1,"Hill\n2,Dale\n'))

    with pytest.raises(FileError, match="the record that begins on line 2"):
        list(records(source))


def test_broken_quotation_marks_lose_their_own_line_alone(tmp_path: Path):
    source = look_through(written(tmp_path, b'URN,Name\n1,"Hill" Top\n2,Dale\n'))

    _, broken, sound = records(source)

    assert (broken.line, broken.cells, broken.fault != "") == (2, [], True)
    assert (sound.line, sound.cells, sound.fault) == (3, ["2", "Dale"], "")


def test_control_characters_become_what_they_were_meant_to_be():
    assert repaired("St Mary\x92s \x93Hill\x94\x81\x07 School ") == "St Mary’s “Hill” School"
