"""Component tags that draw the same for the same row."""

from __future__ import annotations

from trigpoint.platform.templatetags.components import pips


def test_pips_are_for_eyes_only_and_as_many_as_there_are():
    drawn = pips(3, 5)

    assert 'aria-hidden="true"' in drawn
    assert (drawn.count('<i class="on"></i>'), drawn.count("<i></i>")) == (3, 2)


def test_nothing_to_count_draws_nothing():
    assert pips(0, 0).endswith('"true"></span>')
