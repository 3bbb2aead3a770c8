"""How much of full time, as people type it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.pathway.timeline.amounts import number, part, share


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("0.8", 80), ("0,8", 80), (" 80% ", 80), ("80 %", 80), ("80", 80), ("1", 100), ("1.0", 100), ("100%", 100),
     (".8", None), ("0", None), ("0.001", None), ("1.2", None), ("120%", None),
     ("-0.5", None), ("half", None), ("", None), ("٨", None)],
)  # fmt: skip
def test_a_part_of_full_time(typed, hundredths):
    assert part(typed) == hundredths


@given(st.decimals(Decimal("0.5"), 60, places=1), st.decimals(1, 60, places=1))
def test_a_share_is_always_a_post_that_the_record_takes(hours, week):
    assert 1 <= share(hours, week) <= 100


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_number_or_none(text):
    found = number(text)
    assert found is None or found >= 0
