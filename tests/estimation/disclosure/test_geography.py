"""Nestings: which variable lies within which."""

from __future__ import annotations

import pytest

from trigpoint.estimation.disclosure import DisclosureError, Nesting, nestings_in
from trigpoint.estimation.disclosure.geography import chains_of

UNITS = {
    "phase": ["P", "S", "P", "S", "P", "P"],
    "la": ["Kent", "Kent", "Leeds", "Leeds", "York", "Kent"],
    "region": ["SE", "SE", "YH", "YH", "YH", "SE"],
}


def test_a_nesting_is_read_from_the_schools():
    nesting = Nesting.of("la", "region", UNITS["la"], UNITS["region"])
    assert dict(nesting.parent_of) == {"Kent": "SE", "Leeds": "YH", "York": "YH"}


def test_an_authority_in_two_regions_is_refused_by_name():
    with pytest.raises(DisclosureError, match="Leeds is in more than one region"):
        Nesting.of("la", "region", ["Leeds", "Leeds"], ["YH", "SE"])


def test_only_true_nestings_are_found():
    assert [(found.child, found.parent) for found in nestings_in(UNITS)] == [("la", "region")]


def test_chains_run_from_coarse_to_fine():
    assert chains_of(("la", "phase", "region"), nestings_in(UNITS)) == (("phase",), ("region", "la"))


def test_two_divisions_of_one_region_need_two_tables():
    nested = [Nesting("la", "region", {}), Nesting("diocese", "region", {})]
    with pytest.raises(DisclosureError, match="Both la and diocese lie within region"):
        chains_of(("region", "la", "diocese"), nested)
