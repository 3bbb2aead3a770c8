"""The file of erased keys: only added to, safe from a power failure, and plain when something is wrong with it."""

from __future__ import annotations

import stat

import pytest
from tests.record.support import NOON

from trigpoint.people.data import erased_keys

ONE, TWO = "p_oneoneoneone", "p_two-two_two"


def test_without_a_file_nobody_was_erased():
    assert erased_keys.read() == ()


def test_keys_are_added_once_and_the_file_is_for_its_owner_alone(erased_keys_file):
    for key in (ONE, TWO, ONE):
        erased_keys.add(key, NOON)

    assert erased_keys_file.read_text() == f"{ONE} 2026-11-23\n{TWO} 2026-11-23\n"
    assert erased_keys.read() == (ONE, TWO)
    assert stat.S_IMODE(erased_keys_file.stat().st_mode) == 0o600


@pytest.mark.parametrize("rest", ["p_two", f"{TWO} 2026-1", f"{TWO} 2026-11-23"])
def test_a_line_cut_off_by_a_power_failure_harms_neither_its_neighbours_nor_its_own_return(erased_keys_file, rest):
    erased_keys.add(ONE, NOON)
    with erased_keys_file.open("a") as file:
        file.write(rest)

    erased_keys.add(TWO, NOON)
    erased_keys.add("p_threethree", NOON)

    assert set(erased_keys.read()) == {ONE, TWO, "p_threethree"}


def test_what_is_no_key_is_named_by_its_line(erased_keys_file):
    erased_keys.add(ONE, NOON)
    erased_keys_file.write_text(f"{ONE} 2026-11-23\nsomething else\n{TWO} 2026-11-23\n")

    with pytest.raises(erased_keys.ErasedKeysError, match=r"Line 2 of .* Restore the file"):
        erased_keys.read()


def test_a_file_that_cannot_be_read_is_named(erased_keys_file):
    erased_keys_file.mkdir(parents=True)

    with pytest.raises(erased_keys.ErasedKeysError, match="cannot be read"):
        erased_keys.read()
