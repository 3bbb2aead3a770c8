"""The link of a referee: nobody makes one, changes one, or makes it last longer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.pathway.referees.tokens import opened, token_of
from trigpoint.platform.tokens import digest, is_kept_as

KEY = "r_" + "0123456789abcdef" * 2
ENDS = datetime(2026, 12, 23, 12, tzinfo=UTC)
TOKEN = token_of(KEY, 1, ENDS)


def test_a_token_says_which_request_which_link_and_until_when():
    found = opened(TOKEN)
    assert found is not None
    assert (found.key, found.turn, found.ends) == (KEY, 1, ENDS)


def test_the_same_request_gives_the_same_token_and_another_turn_another():
    assert token_of(KEY, 1, ENDS) == TOKEN
    assert token_of(KEY, 2, ENDS) != TOKEN


@given(st.integers(0, len(TOKEN) - 1), st.characters(codec="ascii", exclude_characters="\x00"))
def test_no_letter_of_a_token_can_be_changed(place, letter):
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    assert (opened(changed) is None) == (changed != TOKEN)


@given(st.text(max_size=120))
def test_no_text_is_a_token(text):
    assert opened(text) is None


@pytest.mark.parametrize("cut", [1, 10, 40])
def test_a_token_that_was_cut_off_opens_nothing(cut):
    assert opened(TOKEN[:-cut]) is None


def test_a_token_of_another_copy_opens_nothing():
    with override_settings(SECRET_KEY="x" * 60):
        theirs = token_of(KEY, 1, ENDS)
    assert opened(theirs) is None


def test_what_is_kept_is_a_hash_that_tells_nothing():
    kept = digest(TOKEN)
    assert KEY not in kept
    assert is_kept_as(TOKEN, kept)
    assert not is_kept_as(token_of(KEY, 2, ENDS), kept)


def test_a_token_travels_in_an_address_as_it_is():
    assert set(TOKEN) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
    assert len(TOKEN) < 120
