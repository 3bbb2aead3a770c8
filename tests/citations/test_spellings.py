from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from trigpoint.citations import find, parse

TABLE = yaml.safe_load((Path(__file__).parent / "spellings.yaml").read_text(encoding="utf-8"))
SINGLE = [row for row in TABLE if "is" in row]


def _ids(row: dict[str, Any]) -> str:
    return str(row["text"])


@pytest.mark.parametrize("row", SINGLE, ids=_ids)
def test_each_real_spelling_has_one_normal_form(row: dict[str, Any]) -> None:
    assert str(parse(row["text"])) == row["is"]


@pytest.mark.parametrize("row", SINGLE, ids=_ids)
def test_each_normal_form_reads_back_to_the_same_citation(row: dict[str, Any]) -> None:
    assert parse(row["is"]) == parse(row["text"])


@pytest.mark.parametrize("row", [r for r in SINGLE if "long" in r], ids=_ids)
def test_the_long_form_is_written_out(row: dict[str, Any]) -> None:
    assert parse(row["text"]).long() == row["long"]


@pytest.mark.parametrize("row", [r for r in SINGLE if "address" in r], ids=_ids)
def test_the_address_follows_the_documented_pattern_or_is_missing(row: dict[str, Any]) -> None:
    assert parse(row["text"]).address() == row["address"]


@pytest.mark.parametrize("row", [r for r in TABLE if "list" in r], ids=_ids)
def test_a_list_is_found_member_by_member(row: dict[str, Any]) -> None:
    assert [str(found.citation) for found in find(row["text"])] == row["list"]


def test_the_table_holds_at_least_eighty_spellings() -> None:
    assert len({row["text"] for row in TABLE}) >= 80
