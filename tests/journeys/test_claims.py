"""A claim for prior learning on a phone without script: a gap and its plan, why it is not ready, the pack for QTS."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from tests.journeys.conftest import a_visitor

from trigpoint.evidence.claims.words import NOT_QTS, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from tests.journeys.support import Visitor


@pytest.fixture
def tom(browser: Browser, address: str) -> Iterator[Visitor]:
    """Give Tom on his phone, on which no script runs."""
    for visitor in a_visitor(browser, address, 360, script=False):
        visitor.sign_in_as("tom")
        yield visitor


def words(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("main").inner_text().split())


def press(visitor: Visitor, name: str) -> None:
    """Press a button, or a link that looks like one."""
    page = visitor.page
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).click()


def test_a_claim_is_begun_and_a_gap_planned_and_it_says_why_it_is_not_ready(tom: Visitor):
    tom.visit("/claims/")
    press(tom, "See how it adds up")
    assert "Midday supervisor" in words(tom) or "Ringwood" in words(tom)
    tom.assert_sound("claims-experience")
    tom.visit("/claims/")
    tom.page.get_by_role("link", name="LEA-4").click()
    assert "0 of 4 criteria shown by pieces that are ready." in words(tom)
    press(tom, "Begin this claim")
    tom.assert_sound("claim-say")
    tom.page.get_by_label(TESTS[0].label).fill("I led the assistants of two year groups.")
    press(tom, "Keep it")
    assert "What you wrote is kept." in words(tom)

    tom.page.get_by_role("link", name="Plan how to close this gap for criterion 2").click()
    for label, value in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
        tom.page.get_by_label(label, exact=True).fill(value)
    tom.page.get_by_label("What will you do?").fill("Agree with two teachers how we prepare, and write it down.")
    press(tom, "Keep the plan")
    tom.assert_sound("claim-gap-error")
    assert "Agree with two teachers" in tom.page.get_by_label("What will you do?").input_value()
    tom.page.get_by_label("Day", exact=True).fill("26")
    press(tom, "Keep the plan")
    assert "Your plan, by 26 February 2027: Agree with two teachers how we prepare, and write it down." in words(tom)

    press(tom, "It is ready to send")
    for reason in (
        "Say something about: sufficiency, authenticity, currency, level.",
        "Choose the posts, or a certificate, that it comes from.",
        "Criterion 2: no piece that is ready shows it.",
    ):
        assert reason in words(tom)
    assert "I led the assistants of two year groups." in words(tom)
    tom.assert_sound("claim-not-ready")


def test_the_pack_for_qts_names_its_gaps_and_is_fetched_as_a_zip(tom: Visitor, environment: dict[str, str]):
    tom.visit("/claims/")
    press(tom, "My pack for a route to QTS")
    assert NOT_QTS in words(tom)
    assert "points have nothing yet" in words(tom)
    tom.assert_sound("qts-pack")
    press(tom, "Make a zip with all files")
    tom.assert_sound("qts-pack-waits")
    subprocess.run(
        [sys.executable, "-m", "trigpoint.web", "work", "--once"], env=environment, check=True, capture_output=True
    )
    press(tom, "See how far it is now")
    tom.assert_sound("qts-pack-made")
    file = tom.page.request.get(f"{tom.page.url.partition('?')[0]}file/")
    with zipfile.ZipFile(io.BytesIO(file.body())) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        names = pack.namelist()
    assert manifest["says"] == NOT_QTS
    assert "TS-3.1" in manifest["not_shown"]
    assert {"index.html", "SHA256SUMS"} <= set(names)
