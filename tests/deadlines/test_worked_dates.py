from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from trigpoint.citations import parse
from trigpoint.deadlines import Confidence, Term, Terms, load

HERE = Path(__file__).parent
CONTENT = HERE.parents[1] / "content" / "deadlines"
TABLE: list[dict[str, Any]] = yaml.safe_load((HERE / "worked.yaml").read_text(encoding="utf-8"))
FILES = sorted(CONTENT.glob("*.yaml"))
LOADED = [load(yaml.safe_load(path.read_text(encoding="utf-8")), file=path.name) for path in FILES]
ALL = [calculator for calculators in LOADED for calculator in calculators]
BY_ID = {calculator.id: calculator for calculator in ALL}
TERMS = Terms(
    (
        Term("autumn, first half", date(2026, 9, 3), date(2026, 10, 23)),
        Term("autumn, second half", date(2026, 11, 2), date(2026, 12, 18)),
        Term("spring, first half", date(2027, 1, 5), date(2027, 2, 12)),
        Term("spring, second half", date(2027, 2, 22), date(2027, 3, 25)),
        Term("summer, first half", date(2027, 4, 12), date(2027, 5, 28)),
        Term("summer, second half", date(2027, 6, 7), date(2027, 7, 21)),
        Term("autumn 2027, first half", date(2027, 9, 2), date(2027, 10, 22)),
        Term("autumn 2027, second half", date(2027, 11, 1), date(2027, 12, 17)),
        Term("spring 2028, first half", date(2028, 1, 4), date(2028, 2, 11)),
        Term("spring 2028, second half", date(2028, 2, 21), date(2028, 3, 31)),
        Term("summer 2028, first half", date(2028, 4, 18), date(2028, 5, 26)),
        Term("summer 2028, second half", date(2028, 6, 5), date(2028, 7, 20)),
        Term("autumn 2028, first half", date(2028, 9, 4), date(2028, 10, 20)),
        Term("autumn 2028, second half", date(2028, 10, 30), date(2028, 12, 20)),
    ),
    holiday_from=date(2026, 8, 1),
)


def _name(row: dict[str, Any]) -> str:
    return f"{row['id']} {row['event']} {row.get('later', '')}"


@pytest.mark.parametrize("row", TABLE, ids=_name)
def test_each_worked_date_comes_out_as_on_paper(row: dict[str, Any]) -> None:
    found = BY_ID[row["id"]].reckon(row["event"], later=row.get("later"), terms=TERMS)
    expected = (row.get("ends", row["date"]), row["date"], row.get("plan", row["date"]), row.get("doubt", False))
    assert (found.ends, found.date, found.plan_by, bool(found.doubts)) == expected


def test_at_least_eighty_dates_are_worked_by_hand() -> None:
    assert len(TABLE) >= 80


def test_every_kind_of_calculator_is_worked_by_hand_at_least_once() -> None:
    kinds = {(c.clock.how, c.clock.period and c.clock.period.unit, c.roll, bool(c.later)) for c in ALL}
    worked = {BY_ID[row["id"]] for row in TABLE}
    assert {(c.clock.how, c.clock.period and c.clock.period.unit, c.roll, bool(c.later)) for c in worked} == kinds


def test_no_id_is_used_in_two_files() -> None:
    assert len(BY_ID) == len(ALL)


@pytest.mark.parametrize("calculator", ALL, ids=lambda calculator: calculator.id)
def test_every_source_is_a_citation_whose_official_address_is_the_one_given(calculator: Any) -> None:
    addresses = [
        (source.citation, source.address)
        for source in calculator.sources
        if "legislation.gov.uk" in source.address or "caselaw.nationalarchives" in source.address
    ]
    amended = {"s. 164A(3) DPA 2018"}  # read in the amending Act, whose address is given
    expected = [(c, a if c in amended else parse(c).address()) for c, a in addresses]
    assert addresses == expected


@pytest.mark.parametrize("calculator", ALL, ids=lambda calculator: calculator.id)
def test_every_citation_in_a_rule_or_note_is_in_its_normal_form(calculator: Any) -> None:
    citations = [source.citation for source in calculator.sources]
    assert [str(parse(citation)) for citation in citations] == citations


def test_a_calculator_whose_counting_leaves_a_doubt_every_time_says_to_be_checked() -> None:
    always = [c for c in ALL if c.clock.how == "at least so long before the day"]
    assert {c.confidence for c in always} == {Confidence.TO_BE_CHECKED}
