"""Moderation with a verifier, an appeal, and the award board: each from start to end."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.support import Visitor

ROOT = Path(__file__).parents[2]
SAMPLED = itertools.cycle(("COP-1", "COP-2", "COP-3", "COP-4"))
APPEALED = itertools.cycle(("ADV-3", "ADV-4", "ADV-5"))
AWARDED = itertools.cycle(("DEV-1", "DEV-2", "DEV-3", "DEV-4"))
"""Each walk takes another outcome: one is open at a time."""

SETTINGS = {"DJANGO_SETTINGS_MODULE": "trigpoint.web.settings"}
PREPARE = """
import sys, django
django.setup()
from tests.journeys.prepared import prepare
sys.stdout.write(prepare(*sys.argv[1:]))
"""


@pytest.fixture
def prepared(environment: dict[str, str], address: str) -> Callable[..., str]:
    """Bring the served copy to where a journey begins."""

    def run(*what: str) -> str:
        command = [sys.executable, "-c", PREPARE, *what]
        done = subprocess.run(
            command, env={**environment, **SETTINGS}, cwd=ROOT, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def prove(visitor: Visitor) -> None:
    """Press the button that stands in for a password."""
    way = visitor.page.get_by_role("link", name="Go on as a made-up person")
    if way.count():
        way.click()
        press(visitor, "It is me (demonstration)")


def look_again(someone: Visitor, key: str) -> None:
    """Draw a sample as the moderator, and confirm what was decided."""
    someone.sign_in_as("moderator")
    someone.visit("/moderation/")
    someone.assert_sound("moderation")
    someone.visit("/moderation/samples/")
    someone.assert_sound("samples")
    press(someone, "Draw a sample")
    someone.assert_sound("sample")
    assert "To work it out again" in words_of(someone.page)
    someone.visit(f"/moderation/look/{key}/")
    assert "Wanda" not in words_of(someone.page)
    prove(someone)
    press(someone, "Sign it")
    someone.assert_sound("look-error")
    assert "Select what you decide" in words_of(someone.page)
    someone.page.get_by_label("I confirm it: it is agreed").check()
    press(someone, "Sign it")
    assert "Signed. You confirmed it." in words_of(someone.page)


def open_room(someone: Visitor, outcome: str) -> str:
    """Look at the other pages, open a room to the verifier, and return its key."""
    for path in ("done", "agreement", "assessors", "rooms"):
        someone.visit(f"/moderation/{path}/")
        someone.assert_sound(f"moderation-{path}")
    someone.visit("/moderation/rooms/open/")
    someone.page.get_by_label("For whom?").select_option(label="Vic Dean")
    someone.page.get_by_label("What is it for?").fill(f"A look at {outcome}")
    for group, day in (("First day", "24"), ("Last day", "30")):
        part = someone.page.get_by_role("group", name=group)
        for name, value in (("Day", day), ("Month", "11"), ("Year", "2026")):
            part.get_by_label(name).fill(value)
    someone.assert_sound("room-open")
    someone.page.get_by_label(outcome).first.check()
    press(someone, "Open the room")
    someone.assert_sound("room")
    return someone.page.url.partition("?")[0].rstrip("/").rpartition("/")[2]


def find(someone: Visitor, outcome: str) -> None:
    """Read an item as the verifier, and write a finding."""
    someone.sign_in_as("verifier")
    someone.visit("/verifier/")
    someone.assert_sound("verifier")
    someone.page.get_by_role("link", name=f"A look at {outcome}").click()
    someone.assert_sound("verifier-room")
    someone.page.get_by_role("link", name="Item 1").click()
    someone.assert_sound("verifier-item")
    for name in ("Wanda", "Alex", "Quill"):
        assert name not in someone.page.locator("main").inner_text()
    someone.page.get_by_role("link", name="Write a finding").click()
    press(someone, "Keep the finding")
    someone.assert_sound("finding-error")
    someone.page.get_by_label("What is it about?").select_option(label="Item 1")
    someone.page.get_by_label("Should be made better").check()
    someone.page.get_by_label("What did you find?").fill("The reasons could say more.")
    press(someone, "Keep the finding")


def test_a_sample_is_drawn_looked_at_and_seen_by_a_verifier(someone: Visitor, prepared):
    outcome = next(SAMPLED)
    look_again(someone, prepared("agreed", outcome, "new"))
    room = open_room(someone, outcome)
    find(someone, outcome)
    someone.sign_in_as("moderator")
    someone.visit(f"/moderation/rooms/{room}/")
    assert "Vic Dean, item 1" in words_of(someone.page)
    someone.page.get_by_role("link", name="Answer it").click()
    someone.page.get_by_label("What was done").fill("We talk about it in January.")
    press(someone, "Send the answer")
    someone.sign_in_as("verifier")
    someone.visit(f"/verifier/{room}/")
    someone.page.get_by_role("link", name="Say whether it is settled").click()
    someone.page.get_by_label("Yes, it is settled").check()
    press(someone, "Keep it")
    assert "Settled on" in words_of(someone.page)
    someone.sign_in_as("moderator")
    someone.visit(f"/moderation/rooms/{room}/")
    press(someone, "Close it now")
    someone.sign_in_as("verifier")
    someone.visit(f"/verifier/{room}/1/")
    assert "This room closed on" in words_of(someone.page)
    someone.assert_sound("verifier-shut")


def test_a_refusal_is_appealed_and_somebody_new_decides(someone: Visitor, prepared):
    key = prepared("declined", next(APPEALED), "asha")
    someone.sign_in_as("asha")
    someone.visit(f"/submissions/{key}/")
    someone.page.get_by_role("link", name="Appeal", exact=True).click()
    press(someone, "Send the appeal")
    someone.assert_sound("appeal-error")
    someone.page.get_by_label("Evidence that I sent was not weighed.").check()
    someone.page.get_by_label("What happened, in your words?").fill("The second half was not read.")
    press(someone, "Send the appeal")
    someone.assert_sound("appeal-made")
    someone.sign_in_as("secretary")
    someone.visit("/board/appeals/")
    someone.assert_sound("appeals")
    someone.page.locator(".assess-queue a").last.click()
    someone.page.get_by_label("Who looks at it?").select_option(label="Ruth Cole")
    someone.assert_sound("appeal-give")
    press(someone, "Give it")
    someone.sign_in_as("board-three")
    someone.visit("/board/")
    someone.page.locator(".assess-queue a").first.click()
    prove(someone)
    someone.page.get_by_label("It is judged again").check()
    someone.page.get_by_label("Why?").fill("The second half was not weighed.")
    someone.assert_sound("appeal-decide")
    press(someone, "Sign it")
    assert "Signed. The candidate is told." in words_of(someone.page)
    someone.sign_in_as("asha")
    someone.visit(f"/appeals/{key}/")
    assert "The second half was not weighed." in words_of(someone.page)
    assert "Your appeal is decided" in words_of(someone.page)
    someone.assert_sound("appeal-decided")


def test_the_board_gives_an_award_with_two_signatures(someone: Visitor, prepared):
    outcome = next(AWARDED)
    prepared("board", outcome, "new")
    someone.sign_in_as("secretary")
    someone.visit("/board/")
    someone.assert_sound("board")
    someone.page.get_by_role("link", name="Call a meeting").or_(
        someone.page.get_by_role("button", name="Call a meeting")
    ).click()
    for part, value in (("Day", "1"), ("Month", "12"), ("Year", "2026")):
        someone.page.get_by_label(part, exact=True).fill(value)
    press(someone, "Call the meeting")
    meeting = someone.page.url.partition("?")[0].rstrip("/").rpartition("/")[2]
    press(someone, "Bring the agenda up to date")
    assert f"Wanda {outcome}" in words_of(someone.page)
    someone.sign_in_as("board-one")
    someone.visit(f"/board/meetings/{meeting}/")
    assert "No quorum." in words_of(someone.page)
    assert someone.page.get_by_role("button", name="Sign as").count() == 0
    someone.assert_sound("meeting-no-quorum")
    someone.sign_in_as("secretary")
    someone.visit(f"/board/meetings/{meeting}/present/")
    members, outside = (someone.page.locator(f"input[name={name}]") for name in ("members", "outside"))
    for number in range(members.count()):
        members.nth(number).check()
    outside.last.check()
    someone.assert_sound("meeting-present")
    press(someone, "Keep it")
    for slug, button in (("board-one", "Sign as the first of two"), ("board-two", "Ratify with the second signature")):
        someone.sign_in_as(slug)
        someone.visit(f"/board/meetings/{meeting}/")
        prove(someone)
        someone.visit(f"/board/meetings/{meeting}/")
        someone.assert_sound(f"meeting-{slug}")
        press(someone, button)
    assert "Ratified. The awards are being entered" in words_of(someone.page)
    someone.sign_in_as("secretary")
    someone.visit(f"/board/meetings/{meeting}/minutes/")
    someone.page.get_by_label("Minutes").fill("All agreed.")
    press(someone, "Keep this text")
    someone.assert_sound("minutes")
    for path in ("/board/decisions/", "/board/minutes/", "/award/figures/", "/about-you/", "/assessment-record/"):
        someone.visit(path)
        someone.assert_sound(path.strip("/").replace("/", "-"))
    someone.visit("/board/decisions/")
    assert f"Wanda {outcome}" in words_of(someone.page)


def test_an_assessor_judges_an_exercise_and_reads_the_key(visitor: Visitor):
    visitor.sign_in_as("assessor")
    visitor.visit("/standardisation/")
    visitor.assert_sound("exercises")
    visitor.visit("/standardisation/people/")
    press(visitor, "See how it fits the key")
    visitor.assert_sound("exercise-error")
    for number in (1, 2, 3):
        visitor.page.locator(f"input[name=v{number}][value=shown]").check()
    press(visitor, "See how it fits the key")
    assert "You have passed: 3 of 3 fit the key" in words_of(visitor.page)
    visitor.assert_sound("exercise-result")


def test_nothing_runs_off_the_narrowest_phone(phone: Visitor):
    for slug, paths in {
        "moderator": ("/moderation/", "/moderation/samples/", "/moderation/agreement/", "/moderation/rooms/"),
        "secretary": ("/board/", "/award/figures/", "/assessment-record/"),
    }.items():
        phone.sign_in_as(slug)
        for path in paths:
            phone.visit(path)
            for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
                phone.with_style(style)
                assert phone.runs_off() == [], path
