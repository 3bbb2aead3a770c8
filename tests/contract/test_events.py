"""Every event with those who are told of it: subscribers hear of declared events only, and the reference says whom."""

from __future__ import annotations

import re
from pathlib import Path

from trigpoint.platform.events import declared
from trigpoint.platform.subscribers import subscribed, subscribers_of

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "events.md").read_text(encoding="utf-8")


def test_nobody_subscribes_to_an_event_that_no_room_declares():
    assert [name for name in subscribed() if name not in declared()] == []


def test_the_reference_says_of_each_event_who_is_told():
    sections = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL))
    lines = {name: re.findall(r"^Told: (.+?)$", text, re.MULTILINE) for name, text in sections.items()}
    told = {name: tuple(re.findall(r"`([^`]+)`", " ".join(found))) for name, found in lines.items()}

    assert told == {name: subscribers_of(name) for name in declared()}
