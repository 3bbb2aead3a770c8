"""Bringing files in: what is read, what is left out, what is never stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from tests.schools.support import DAY, EXPORT, as_csv, bring, everything, export, seen

from trigpoint.schools.actions import FileError, Trouble
from trigpoint.schools.kinds import Kind
from trigpoint.schools.models import Authority, Link, School
from trigpoint.schools.places import Nation
from trigpoint.schools.sample import FOLDER, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]

pytestmark = pytest.mark.django_db


def test_a_row_of_an_export_becomes_a_school(bring_rows: Bring):
    bring_rows(export(CloseDate="31-08-2024", EstablishmentStatus="Closed"))

    school = School.objects.get()
    assert (school.urn, school.name, school.kind, school.type) == (
        100123, "Hill Primary School", "maintained", "Community school",
    )  # fmt: skip
    assert (school.opened, school.closed, school.status) == (date(1999, 9, 1), date(2024, 8, 31), "closed")
    assert (school.number, school.town, school.postcode, school.pupils) == ("8500012", "Alton", "GU34 1DH", 210)
    assert Authority.objects.values_list("name", "code", "nation", "region").get() == (
        "Hampshire", "850", "england", "South East",
    )  # fmt: skip


def test_the_sample_has_every_layout_and_comes_in_whole():
    load()

    assert (len(seen()), Link.objects.current().count() > 100) == (299, True)
    nations = set(Authority.objects.values_list("nation", flat=True))
    assert nations == set(Nation.values)
    kinds = set(School.objects.current().values_list("kind", flat=True))
    assert {Kind.MAINTAINED, Kind.ACADEMY, Kind.NURSERY, Kind.SPECIAL, Kind.ALTERNATIVE, Kind.SIXTEEN} <= kinds


def test_the_links_at_the_end_of_a_ragged_row_are_read():
    bring(FOLDER / "search_export.csv")

    assert set(Link.objects.filter(urn=116026).values_list("other", "relation")) == {
        (115995, "Predecessor"), (115996, "Predecessor"),
    }  # fmt: skip


def test_importing_the_same_files_again_changes_nothing_at_all(bring_rows: Bring):
    bring_rows(export())
    bring(FOLDER / "search_export.csv", date(2026, 11, 2))
    once = everything()[1:]

    again = [bring_rows(export()), bring(FOLDER / "search_export.csv", date(2026, 11, 2))]

    assert [bool(brought.difference) for brought in again] == [False, False]
    assert everything()[1:] == once


def test_an_unknown_header_is_named_with_what_is_known(tmp_path: Path):
    path = tmp_path / "census.csv"
    path.write_text("URN,LA,ESTAB,SCHOOLTYPE,NOR,NORG,NORB\n100000,201,3614,x,285,141,144\n")

    with pytest.raises(FileError) as refused:
        bring(path)

    known = "Its header is not one that Trigpoint knows: URN, LA, ESTAB, SCHOOLTYPE, NOR, NORG …. It reads: an export"
    assert str(refused.value).startswith(known)


def test_a_header_that_lacks_little_is_told_what_it_lacks(tmp_path: Path):
    path = tmp_path / "links.csv"
    path.write_text("URN,LinkURN,LinkName\n100000,100001,Hill\n")

    with pytest.raises(FileError) as refused:
        bring(path)

    assert str(refused.value).startswith(
        "Its header is not one that Trigpoint knows: URN, LinkURN, LinkName. "
        "It looks like the links between schools, but lacks: LinkEstablishedDate, LinkType. It reads: "
    )


def test_bad_rows_are_told_with_line_and_reason_and_never_stop_the_rest(bring_rows: Bring):
    brought = bring_rows(
        export(),
        export(URN="12"),
        export(URN="100124", EstablishmentName=""),
        export(URN="100125", OpenDate="31-02-2020"),
        export(URN="100126", EstablishmentStatus="Asleep"),
        export(URN="100127", OpenDate="01-09-2020", CloseDate="31-08-2019"),
        export(),
        export(URN="100128", NumberOfPupils="many"),
        export(URN="100129", EstablishmentName="x" * 201),
    )

    assert brought.troubles == (
        Trouble(3, "URN is '12', which is no URN of six digits"),
        Trouble(4, "EstablishmentName is empty"),
        Trouble(5, "OpenDate is '31-02-2020', which is no date like 31-08-2024"),
        Trouble(
            6,
            "EstablishmentStatus (name) is 'Asleep'; it should be one of: "
            "Open, Open, but proposed to close, Closed, Proposed to open",
        ),
        Trouble(7, "it closed on 31-08-2019, before it opened on 01-09-2020"),
        Trouble(8, "the URN 100123 stands on an earlier line too, which was kept"),
        Trouble(9, "NumberOfPupils is 'many', which is no likely number; the row was kept without it", lost=False),
        Trouble(10, "EstablishmentName has 201 characters; at most 200 are expected"),
    )
    assert list(seen()) == [100123, 100128]


def test_rows_too_short_or_too_long_are_told_and_left_out(tmp_path: Path):
    header, first, second, third = as_csv([export(), export(URN="100124"), export(URN="100125")]).splitlines()
    path = tmp_path / "export.csv"
    path.write_text("\n".join([header, first.replace(',"Alton"', ""), second + ',"one more"', third, ""]))

    brought = bring(path)

    assert brought.troubles == (
        Trouble(2, "it has 16 cells where the header has 17"),
        Trouble(3, "it has 18 cells where the header has 17: a comma outside quotation marks?"),
    )
    assert list(seen()) == [100125]


def test_a_file_cut_off_in_its_last_line_changes_nothing(tmp_path: Path, bring_rows: Bring):
    bring_rows(export())
    before = everything()
    whole = "\n".join(",".join(row) for row in (EXPORT, export(URN="100124").values(), export(URN="100125").values()))
    path = tmp_path / "cut.csv"
    path.write_text(whole[:-40])

    with pytest.raises(FileError, match="It ends in the middle of line 3: it is cut off"):
        bring(path)

    assert everything() == before


def test_national_totals_are_left_out_and_counted(bring_rows: Bring):
    brought = bring_rows(export(), export(URN="NAT", EstablishmentName="Total"))

    assert (brought.rows, brought.national, brought.troubles, list(seen())) == (1, 1, (), [100123])


def test_heads_names_and_telephone_numbers_are_never_stored(bring_rows: Bring):
    bring_rows(
        export(HeadFirstName="Zebedia", HeadLastName="Quillfeather", TelephoneNum="01420999777", Town="Marker Town")
    )

    tables = [name for name in connection.introspection.table_names() if name.startswith("schools_")]
    held = ""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held += str(cursor.fetchall())
    assert ("Marker Town" in held, "marker" in held) == (True, True)
    assert [word for word in ("Zebedia", "Quillfeather", "01420999777") if word.casefold() in held.casefold()] == []


def test_nothing_in_the_shipped_sample_names_or_reaches_a_person():
    personal = ("Head", "Telephone", "Props", "Website", "Email")
    headers = " ".join(path.read_bytes().split(b"\n")[0].decode("utf-8-sig") for path in FOLDER.glob("*.csv"))

    assert [word for word in personal if word in headers] == []
    assert "EstablishmentName" in headers


def test_characters_of_control_in_a_name_are_repaired(bring_rows: Bring):
    bring_rows(export(EstablishmentName="St Mary\x92s"))

    assert seen() == {100123: "St Mary’s"}


def test_wales_and_the_ghosts_of_authorities_are_kept_apart(bring_rows: Bring):
    bring_rows(
        export(),
        export(URN="100124", LA="Powys", GOR="Wales (pseudo)"),
        export(URN="100125", LA="BFPO Overseas Establishments", GOR="Not Applicable"),
        export(URN="100126", LA="Pre-LGR 2023 Cumbria", GOR="North West"),
        export(URN="100127", LA="Does not apply", GOR="Not Applicable"),
    )

    assert dict(Authority.objects.values_list("name", "nation")) == {
        "Hampshire": "england", "Powys": "wales", "BFPO Overseas Establishments": "overseas",
        "Pre-LGR 2023 Cumbria": "ended", "Does not apply": "none",
    }  # fmt: skip
    assert dict(School.objects.values_list("urn", "kind")) == {
        100123: "maintained", 100124: "wales", 100125: "overseas", 100126: "maintained", 100127: "maintained",
    }  # fmt: skip


def test_a_type_that_nobody_knows_is_told_and_its_kind_stays_open(bring_rows: Bring):
    brought = bring_rows(export(TypeOfEstablishment="Floating school"))

    assert (School.objects.get().kind, brought.troubles[0].lost) == ("unknown", False)
    assert brought.troubles[0].reason.startswith("the type 'Floating school' is new to Trigpoint")


def test_an_older_file_fills_gaps_and_takes_nothing_back(bring_rows: Bring):
    bring_rows(export(EstablishmentName="New name", Town=""), as_at=DAY)

    brought = bring_rows(export(EstablishmentName="Old name"), export(URN="100124"), as_at=date(2020, 1, 1))

    assert brought.older_than == DAY
    assert seen() == {100123: "New name", 100124: "Hill Primary School"}
    assert School.objects.current().get(urn=100123).town == "Alton"


def test_an_empty_cell_takes_away_in_an_export_and_not_in_a_table(bring_rows: Bring, tmp_path: Path):
    bring_rows(export())
    table = tmp_path / "table.csv"
    table.write_text(
        "urn,name,local_authority_name,phase_of_education,gender,status,town\n"
        "100123,Hill Primary School,Hampshire,Primary,Mixed,Open,\n"
    )
    bring(table)
    assert School.objects.current().get().town == "Alton"

    bring_rows(export(Town=""))

    assert School.objects.current().get().town == ""
