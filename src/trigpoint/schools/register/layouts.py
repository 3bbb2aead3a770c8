"""The layouts of files that can be brought in, told apart by their headers, and how a row of each is read.

Only the columns named here are ever read. Names of head teachers and owners, telephone numbers and web addresses are
in the register's exports and are not among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trigpoint.schools.kinds import KIND_OF_TYPE, Kind, kind_from_types
from trigpoint.schools.models import FIRST_URN, LAST_URN, MOST_LABEL, MOST_NAME, School
from trigpoint.schools.places import Nation, nation_of, region_named
from trigpoint.schools.register.cells import Row, RowError
from trigpoint.schools.register.reading import FileError
from trigpoint.schools.words import spaced_postcode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

STATUSES = {choice.label.casefold(): choice for choice in School.Status}
CODE, NUMBER = re.compile(r"[0-9]{3}"), re.compile(r"[0-9]{7}")
LINKED = re.compile(r"(\d{6,7}) (\S.*)")
NO_LINKS = "does not have links"
MOST_AGE, MOST_PUPILS, MOST_METRES = 99, 60_000, 1_300_000
SHOWN_COLUMNS = 6
LIKE = 3
"""A header that lacks fewer columns than this looks like the layout."""


@dataclass(frozen=True, slots=True)
class SchoolFound:
    """A school in a file: what the file says of it, by field; a field that the file does not carry is missing."""

    urn: int
    values: dict[str, Any]
    authority_code: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A link in a file."""

    urn: int
    other: int
    relation: str
    on: date | None


Found = SchoolFound | LinkFound


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: `needs` tells it from others; `blanks_are_news` where an empty cell means that there is nothing."""

    name: str
    words: str
    needs: frozenset[str]
    blanks_are_news: bool
    read: Callable[[Row], Iterator[Found]]
    extra: str = ""

    @property
    def schools(self) -> bool:
        """Tell whether the file is one of schools, not of links alone."""
        return self.name != "links"


def urn_of(row: Row, column: str) -> int:
    """Return a unique reference number. Raises RowError."""
    text = row.raw(column).strip()
    if not (text.isascii() and text.isdigit()) or not FIRST_URN <= int(text) <= LAST_URN:
        raise RowError(f"{column} is {text[:20]!r}, which is no URN of six digits")
    return int(text)


def status_of(row: Row, column: str) -> School.Status:
    """Return the status. Raises RowError for one that the register is not known to use."""
    text = row.text(column, MOST_LABEL)
    if text.casefold() not in STATUSES:
        raise RowError(f"{column} is {text!r}; it should be one of: {', '.join(s.label for s in School.Status)}")
    return STATUSES[text.casefold()]


def name_of(row: Row, column: str) -> str:
    """Return the name. Raises RowError when there is none."""
    name = row.text(column, MOST_NAME)
    if not name:
        raise RowError(f"{column} is empty")
    return name


def checked_dates(values: dict[str, Any]) -> None:
    """Refuse a school that closed before it opened. Raises RowError."""
    opened, closed = values.get("opened"), values.get("closed")
    if opened and closed and closed < opened:
        raise RowError(f"it closed on {closed:%d-%m-%Y}, before it opened on {opened:%d-%m-%Y}")


def kind_of(row: Row, nation: Nation, kind: Kind, type_: str) -> Kind:
    """Return the kind, settled by the nation where the school is not England's; note a type that is new."""
    if nation in {Nation.WALES, Nation.OVERSEAS}:
        return Kind(nation.value)
    if type_ and type_ not in KIND_OF_TYPE:
        row.notes.append(f"the type {type_!r} is new to Trigpoint, so it is not known what the law makes of it")
    return kind


def figures(row: Row, columns: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the numbers that the file carries."""
    limits = {
        "low_age": MOST_AGE, "high_age": MOST_AGE, "pupils": MOST_PUPILS, "capacity": MOST_PUPILS,
        "easting": MOST_METRES, "northing": MOST_METRES,
    }  # fmt: skip
    for name, column in columns.items():
        if name == "free_meals":
            yield name, row.whole(column, most=1000, times=10)
        elif row.has(column):
            yield name, row.whole(column, most=limits[name])


EXPORT_LABELS = {
    "phase": "PhaseOfEducation (name)", "gender": "Gender (name)", "religion": "ReligiousCharacter (name)",
    "town": "Town",
}  # fmt: skip
EXPORT_FIGURES = {
    "low_age": "StatutoryLowAge", "high_age": "StatutoryHighAge", "pupils": "NumberOfPupils",
    "capacity": "SchoolCapacity", "free_meals": "PercentageFSM", "easting": "Easting", "northing": "Northing",
}  # fmt: skip
LINKS_COLUMN = "Linked establishments"


def read_export(row: Row) -> Iterator[Found]:
    """Yield the school, and the links that a search export writes at the end of its row."""
    urn = urn_of(row, "URN")
    authority = row.text("LA (name)", MOST_NAME) or "Does not apply"
    nation = nation_of(authority)
    type_ = row.label("TypeOfEstablishment (name)", MOST_LABEL)
    values: dict[str, Any] = {
        "name": name_of(row, "EstablishmentName"),
        "status": status_of(row, "EstablishmentStatus (name)"),
        "type": type_,
        "kind": kind_of(row, nation, KIND_OF_TYPE.get(type_, Kind.UNKNOWN), type_),
        "authority_id": authority,
        "opened": row.day("OpenDate"),
        "closed": row.day("CloseDate"),
    }
    checked_dates(values)
    values |= {name: row.label(column, MOST_LABEL) for name, column in EXPORT_LABELS.items() if row.has(column)}
    values |= dict(figures(row, EXPORT_FIGURES))
    if row.has("Postcode"):
        values["postcode"] = spaced_postcode(row.raw("Postcode"))
    if row.has("Trusts (name)"):
        values["trust_id"] = row.label("Trusts (name)", MOST_NAME) or None
    code, number = row.raw("LA (code)").strip(), row.raw("EstablishmentNumber").strip()
    if row.has("EstablishmentNumber"):
        number = f"{code}{number.zfill(4)}" if number else ""
        values["number"] = number if NUMBER.fullmatch(number) else ""
    yield SchoolFound(urn, values, code if CODE.fullmatch(code) else "", region_named(row.raw("GOR (name)")))
    if row.has(LINKS_COLUMN):
        yield from linked(urn, row.cells[row.columns[LINKS_COLUMN] :])


def linked(urn: int, cells: Sequence[str]) -> Iterator[LinkFound]:
    """Yield the links in the last cells of a row. Raises RowError for a cell that is none."""
    for cell in cells:
        text = cell.strip()
        if not text or text.casefold() == NO_LINKS:
            continue
        found = LINKED.fullmatch(text)
        if found is None:
            raise RowError(f"{text[:40]!r} stands where links do, like '115917 Predecessor': a comma too many?")
        yield LinkFound(urn, int(found[1]), found[2][:MOST_LABEL], None)


TABLE_LABELS = {"phase": "phase_of_education", "gender": "gender", "religion": "religious_character", "town": "town"}
TABLE_FIGURES = {
    "low_age": "statutory_low_age", "high_age": "statutory_high_age", "pupils": "number_of_pupils",
    "capacity": "school_capacity", "free_meals": "percentage_fsm", "easting": "easting", "northing": "northing",
}  # fmt: skip


def read_table(row: Row) -> Iterator[Found]:
    """Yield the school of a row of the combined table, or of the register's short list, which has fewer columns."""
    urn = urn_of(row, "urn")
    authority = row.text("local_authority_name", MOST_NAME) or "Does not apply"
    nation = nation_of(authority)
    phase = row.label("phase_of_education", MOST_LABEL)
    type_ = row.label("establishment_type", MOST_LABEL)
    kind = kind_from_types(
        exact=type_, broad=row.raw("type_2018").strip(), census=row.raw("census_school_type").strip(), phase=phase
    )
    values: dict[str, Any] = {
        "name": name_of(row, "name"),
        "status": status_of(row, "status"),
        "type": type_,
        "kind": kind_of(row, nation, kind, type_),
        "authority_id": authority,
        "opened": row.day("open_date"),
    }
    values |= {name: row.label(column, MOST_LABEL) for name, column in TABLE_LABELS.items() if row.has(column)}
    values |= dict(figures(row, TABLE_FIGURES))
    values["postcode"] = spaced_postcode(row.raw("postcode") or row.raw("postcode_2018"))
    number = row.raw("dfe_number").replace("/", "").strip()
    values["number"] = number if NUMBER.fullmatch(number) else ""
    yield SchoolFound(urn, values, number[:3] if values["number"] else "", region_named(row.raw("region")))


def read_link(row: Row) -> Iterator[Found]:
    """Yield the link of a row."""
    relation = row.text("LinkType", MOST_LABEL)
    if not relation:
        raise RowError("LinkType is empty")
    yield LinkFound(urn_of(row, "URN"), urn_of(row, "LinkURN"), relation, row.day("LinkEstablishedDate"))


LAYOUTS = (
    Layout(
        "export",
        "an export of the register",
        frozenset(
            {"URN", "EstablishmentName", "EstablishmentStatus (name)", "TypeOfEstablishment (name)", "LA (name)"}
        ),
        blanks_are_news=True,
        read=read_export,
        extra=LINKS_COLUMN,
    ),
    Layout(
        "table",
        "a table of the whole register",
        frozenset({"urn", "name", "local_authority_name", "phase_of_education", "status"}),
        blanks_are_news=False,
        read=read_table,
    ),
    Layout(
        "links",
        "the links between schools",
        frozenset({"URN", "LinkURN", "LinkType", "LinkEstablishedDate"}),
        blanks_are_news=False,
        read=read_link,
    ),
)


def layout_of(header: list[str]) -> Layout:
    """Return the layout that has this header. Raises FileError, which names the header, when none has."""
    columns = frozenset(header)
    for layout in LAYOUTS:
        if layout.needs <= columns:
            return layout
    nearest = min(LAYOUTS, key=lambda layout: len(layout.needs - columns))
    missing = nearest.needs - columns
    shown = ", ".join(header[:SHOWN_COLUMNS]) + (" …" if len(header) > SHOWN_COLUMNS else "")
    hint = f" It looks like {nearest.words}, but lacks: {', '.join(sorted(missing))}." if len(missing) < LIKE else ""
    known = "; ".join(f"{layout.words} ({', '.join(sorted(layout.needs))})" for layout in LAYOUTS)
    raise FileError(
        f"Its header is not one that Trigpoint knows: {shown}.{hint} It reads: {known}. Nothing was changed."
    )
