"""The style sheet keeps the contrast that the design promises, and takes nothing from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "src/trigpoint/web/static"
CSS = (STATIC / "trigpoint/trigpoint.css").read_text("utf-8")
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", CSS))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(TOKENS[first]), luminance(TOKENS[second])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", ["paper", "wash"])
@pytest.mark.parametrize(
    "text", ["ink", "muted", "loch", "loch-dark", "visited", "moss", "bracken", "rowan", "heather"]
)
def test_text_is_readable_on_every_ground(text: str, ground: str):
    assert contrast(text, ground) >= 7


@pytest.mark.parametrize("name", ["moss", "bracken", "rowan", "heather"])
def test_a_status_is_readable_on_its_tint(name: str):
    assert contrast(name, f"{name}-tint") >= 4.5


@pytest.mark.parametrize(("first", "second"), [("paper", "pine"), ("paper", "pine-dark"), ("ink", "gorse")])
def test_buttons_and_focus_are_readable(first: str, second: str):
    assert contrast(first, second) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_the_edge_of_a_field_can_be_seen(ground: str):
    assert contrast("edge", ground) >= 3


def test_our_style_sheet_is_small_and_takes_nothing_from_elsewhere():
    assert len(CSS.encode()) <= 20_000
    assert re.findall(r"url\(|@import|@font-face", CSS) == []


def test_the_parts_taken_from_govuk_frontend_carry_no_typeface_and_no_crest():
    css = (STATIC / "govuk/govuk-frontend.min.css").read_text("utf-8")

    assert re.findall(r"@font-face|GDS Transport|url\(|sourceMappingURL", css, re.IGNORECASE) == []
