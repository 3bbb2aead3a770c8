"""Tom Bright, nine years a teaching assistant, from his first sign-in to the award. Nobody here exists.

He claims an outcome by prior learning. It is not agreed at first: he adds to it, two assessors differ, a third decides,
a moderator confirms, and the board gives the award. He has a phone; everybody else sits at a desk. A copy of its own.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.journeys.conftest import PATIENCE_SECONDS, a_visitor, wait_until_ready
from tests.journeys.support import Visitor, words_of

from trigpoint.evidence.claims.words import TESTS
from trigpoint.evidence.outcomes import outcome
from trigpoint.platform.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
OUTCOME = "CPD-2"
TITLE = outcome(OUTCOME).title
CRITERIA = outcome(OUTCOME).references
SAYS = {
    "relevance": "I designed the training on visual timetables for the assistants of our school, and gave it.",
    "sufficiency": "One session with a plan, its materials, and visits to four classrooms a month later.",
    "authenticity": "The plan is mine. A colleague who took part has written what she saw.",
    "currency": "It was in January. Nothing has changed since that would change the plan.",
    "level": "I weighed a talk against trying it out, read what is known of both, and chose to try it out.",
}
EVERYTHING_ELSE = f"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "trigpoint.web.settings"
import django
django.setup()
from datetime import timedelta
from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import now, today
from trigpoint.record.actions import enter
from trigpoint.record.queries import facts_of
tom, day = key_of("tom"), today() - timedelta(days=30)
has = {{fact.code for fact in facts_of(tom)}} | {{"achieved:{OUTCOME}"}}
named = [code for code in installed_library().schemes["senco-award"].codes() if code.startswith("achieved:")]
facts = [Fact(code, Period(day), basis=Basis.ASSESSED) for code in named if code not in has]
facts.append(Fact("passed:law-examination", Period(day, day + timedelta(days=1)), 78, Basis.ASSESSED))
enter(actor=key_of("registrar"), subject=tom, facts=facts, now=now())
"""
"""Every other outcome and the law examination, as they would have come in one by one: each has journeys of its own."""


@dataclass(frozen=True)
class Copy:
    """A served copy with the made-up people."""

    address: str
    environment: Mapping[str, str]

    def run(self, *command: str) -> None:
        """Run a command of this copy."""
        done = subprocess.run(
            [sys.executable, *command], env=self.environment, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Serve a copy in which nobody else sends or draws anything."""
    folder = tmp_path_factory.mktemp("award")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
    environment = kept | {
        "TRIGPOINT_DATA": str(folder / "data"),
        "TRIGPOINT_DEMO": "1",
        "TRIGPOINT_WORKERS": "1",
        "TRIGPOINT_POSTS_PER_MINUTE": "100000",
    }
    command = [sys.executable, "-m", "trigpoint.web"]
    subprocess.run([*command, "migrate"], env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "log").open("w+", encoding="utf-8")
    server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        found = Copy(f"http://127.0.0.1:{port}", environment)
        wait_until_ready(f"{found.address}/ready", server, folder / "log")
        yield found
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)
        log.close()


@pytest.fixture
def tom(browser: Browser, copy: Copy) -> Iterator[Visitor]:
    """Give Tom on his phone."""
    yield from a_visitor(browser, copy.address, 360, script=True)


@pytest.fixture
def staff(browser: Browser, copy: Copy) -> Iterator[Visitor]:
    """Give the desk at which everybody else works."""
    yield from a_visitor(browser, copy.address, 1280, script=True)


def words(visitor: Visitor) -> str:
    """Return the words of the page itself."""
    return " ".join(visitor.page.locator("main").inner_text().split())


def press(visitor: Visitor, name: str) -> None:
    """Press a button, or a link that looks like one."""
    page = visitor.page
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).click()


def key_in(visitor: Visitor) -> str:
    """Return the key that ends the address of the page."""
    return visitor.page.url.partition("?")[0].rstrip("/").rpartition("/")[2]


def fill_day(visitor: Visitor, day: int, month: int, year: int) -> None:
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        visitor.page.get_by_label(label, exact=True).fill(str(value))


def prove(visitor: Visitor) -> None:
    """Press the button that stands in for a password, where the page asks for it."""
    way = visitor.page.get_by_role("link", name="Go on as a made-up person")
    if way.count():
        way.click()
        press(visitor, "It is me (demonstration)")


def add_piece(tom: Visitor, title: str, text: str, shows: Mapping[str, str]) -> None:
    """Add a piece to the portfolio, say what it shows and whose it is, and make it ready."""
    tom.visit("/portfolio/")
    press(tom, "Add something else")
    press(tom, "Reflection")
    page = tom.page
    page.get_by_label("What do you call it?").fill(title)
    fill_day(tom, 6, 1, 2026)
    page.locator("textarea[name=words]").fill(text)
    press(tom, "Save")
    piece = page.url.partition("/portfolio/")[2].partition("/")[0]
    tom.visit(f"/portfolio/{piece}/criteria/{OUTCOME}/")
    for criterion, why in shows.items():
        page.get_by_label(criterion).fill(why)
    press(tom, "Save")
    tom.visit(f"/portfolio/{piece}/whose/")
    page.get_by_label("It is my own work").check()
    page.get_by_label("No AI tool had a part in it").check()
    press(tom, "Save")
    tom.visit(f"/portfolio/{piece}/ready/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(tom, "Make it ready to submit")
    assert "It is ready to submit." in words(tom)


def send(tom: Visitor) -> str:
    """Go from a claim that is ready, or a refusal, to its being sent; return the key of the submission."""
    press(tom, "Continue")
    press(tom, "Keep these")
    press(tom, "Check and send")
    for box in tom.page.locator("input[name=said]").all():
        box.check()
    press(tom, "Send it")
    assert "Sent" in words(tom)
    return key_in(tom)


def give_to(staff: Visitor, key: str, *names: str) -> None:
    """Give the slots that wait to assessors, as registrar."""
    staff.sign_in_as("registrar")
    for name in names:
        staff.visit(f"/allocation/{key}/")
        staff.page.get_by_label(name, exact=True).check()
        press(staff, "Give it to this assessor")


def decide(staff: Visitor, slug: str, key: str, *, not_shown: str = "", why: str = "") -> None:
    """Judge every criterion as shown, or all but one, and go to where it is signed."""
    staff.sign_in_as(slug)
    staff.visit(f"/queue/{key}/")
    assert "Tom Bright" not in words_of(staff.page)
    for part in staff.page.locator("section[id^=criterion-]").all():
        shown = not not_shown or outcome_words(not_shown) not in part.inner_text()
        part.get_by_label("Shown" if shown else "Not shown", exact=True).check()
        part.get_by_label("It is shown clearly." if shown else "What was sent shows a part of it.").check()
        if not shown:
            part.get_by_label("In your words, for the candidate").fill(why)
    press(staff, "Check and sign")


def sign(staff: Visitor) -> None:
    prove(staff)
    press(staff, "Sign it")


def outcome_words(reference: str) -> str:
    return next(row.words for row in outcome(OUTCOME).rows if row.reference == reference)


def ask_for_more(staff: Visitor, slug: str, key: str, criterion: str, text: str) -> None:
    staff.sign_in_as(slug)
    staff.visit(f"/queue/{key}/")
    press(staff, "Ask for more")
    prove(staff)
    staff.page.get_by_label("There is too little to tell").check()
    staff.page.locator(f"input[name=criteria][value='{criterion}']").check()
    staff.page.get_by_label("What exactly would help?").fill(text)
    press(staff, "Sign and ask")


@contextmanager
def more(tom: Visitor, key: str) -> Iterator[None]:
    """Open the page for an answer; send it after what is done in between."""
    tom.visit(f"/submissions/{key}/")
    press(tom, "Send more")
    yield
    tom.page.get_by_label("No pupil can be known from it").check()
    press(tom, "Send it")


def claims(tom: Visitor) -> None:
    """Look at nine years, add a certificate, and claim what he can do already, with what shows it."""
    tom.sign_in_as("tom")
    tom.visit("/timeline/")
    for school in ("Ringwood", "Vigo"):
        assert school in words(tom)
    tom.assert_sound("award-timeline")
    tom.visit("/claims/")
    press(tom, "My certificates")
    press(tom, "Add a certificate")
    tom.page.get_by_label("What is it called?").fill("Leading training for colleagues")
    tom.page.get_by_label("Who gave it?").fill("A made-up college")
    tom.page.get_by_label("Its number").fill("MADE-UP-22")
    tom.page.get_by_label("Its level").fill("5")
    fill_day(tom, 4, 7, 2024)
    press(tom, "Keep it")
    assert "The certificate is kept." in words(tom)
    tom.visit("/claims/")
    assert re.search(r"1\d\.\d years in schools, \d+\.\d in full time", words(tom))
    tom.assert_sound("award-claims")
    tom.page.get_by_role("link", name=f"{OUTCOME} {TITLE}").click()
    press(tom, "Begin this claim")
    for test in TESTS:
        tom.page.get_by_label(test.label).fill(SAYS[test.id])
    for box in tom.page.locator("input[name=posts], input[name=certificates]").all():
        box.check()
    press(tom, "Keep it")
    press(tom, "It is ready to send")
    assert "Criterion 2: no piece that is ready shows it." in words(tom)
    add_piece(
        tom,
        "How I planned the training on visual timetables",
        "First a changed day for everyone, without a word. Then what is known of timetables, then trying it in pairs.",
        {
            CRITERIA[1]: "It names what builds knowledge, what motivates, what develops technique and what embeds.",
            CRITERIA[2]: "It says when I visit classrooms, and what I look for there.",
            CRITERIA[3]: "The cards are large and plain, and went round a day before.",
        },
    )
    tom.visit(f"/claims/outcomes/{OUTCOME}/")
    press(tom, "It is ready to send")
    assert "Your claim is ready to send." in words(tom)
    tom.assert_sound("award-claim")
    press(tom, "Send it to be judged")


def is_referred(tom: Visitor, staff: Visitor, key: str) -> None:
    """Two judge it, after asking for more: three criteria are shown, and one is not."""
    give_to(staff, key, "Alex Reed", "Bea Quill")
    staff.visit(f"/allocation/{key}/")
    assert "Prior learning is always judged by two." in words(staff)
    ask_for_more(staff, "assessor", key, CRITERIA[2], "What did you find in the classrooms?")
    with more(tom, key):
        tom.page.get_by_label("What do you want to say?").fill("In three of four it was taken in hand.")
    for slug in ("assessor", "assessor-two"):
        decide(staff, slug, key, not_shown=CRITERIA[2], why="Say how the result was to be judged, before it began.")
        sign(staff)
    tom.visit(f"/submissions/{key}/")
    found = words(tom)
    assert f"We could not agree {OUTCOME} yet" in found
    assert "Your evidence shows 3 of its 4 criteria." in found
    assert "Say how the result was to be judged, before it began." in found
    assert "What would change it: Send what shows the rest of it." in found
    assert "appeal by" in found
    tom.assert_sound("award-referred")


def is_agreed_by_a_third(tom: Visitor, staff: Visitor, key: str) -> None:
    """Only what was not shown is judged again. One is refused a refusal, asks first, and still differs."""
    give_to(staff, key, "Alex Reed", "Bea Quill")
    decide(staff, "assessor", key)
    sign(staff)
    decide(staff, "assessor-two", key, not_shown=CRITERIA[2], why="I miss a word on pupils.")
    sign(staff)
    assert "Ask first: nobody is refused" in words(staff)
    ask_for_more(staff, "assessor-two", key, CRITERIA[2], "What did pupils do differently?")
    add_piece(
        tom,
        "What pupils did, as their teachers told me",
        "Four teachers counted reminders for two weeks before, and for two weeks in March. In three classes, fewer.",
        {CRITERIA[2]: "It says how the result was judged, and what came of it."},
    )
    with more(tom, key):
        tom.page.get_by_label("What pupils did, as their teachers told me").check()
    decide(staff, "assessor-two", key, not_shown=CRITERIA[2], why="The count came after the plan.")
    sign(staff)
    tom.visit(f"/submissions/{key}/")
    assert "Two judged differently. A third person judges it" in words(tom)
    assert "The count came after the plan." not in words(tom)
    give_to(staff, key, "Cal Wynn")
    staff.assert_sound("award-allocated")
    staff.sign_in_as("assessor-three")
    staff.visit(f"/queue/{key}/")
    staff.assert_sound("award-third")
    assert SAYS["level"] in words(staff)
    decide(staff, "assessor-three", key)
    sign(staff)
    tom.visit(f"/submissions/{key}/")
    assert "All 4 criteria are shown." in words(tom)
    assert "by three assessors" in words(tom)
    tom.assert_sound("award-agreed")


def is_confirmed(staff: Visitor, key: str) -> None:
    """A moderator draws a sample, sees that two differed, and confirms what they came to."""
    staff.sign_in_as("moderator")
    staff.visit("/moderation/samples/")
    press(staff, "Draw a sample")
    staff.visit(f"/moderation/look/{key}/")
    assert "Tom Bright" not in words_of(staff.page)
    for shown in (SAYS["level"], "The count came after the plan.", "Third judgement: Shown."):
        assert shown in words(staff)
    staff.assert_sound("award-look")
    staff.page.get_by_label("I confirm it: it is agreed").check()
    prove(staff)
    staff.page.get_by_label("I confirm it: it is agreed").check()
    press(staff, "Sign it")
    assert "Signed. You confirmed it." in words(staff)


def is_given_the_award(staff: Visitor, copy: Copy) -> None:
    """The board meets: no quorum, then three of them with one from outside, and two sign."""
    staff.sign_in_as("secretary")
    staff.visit("/board/")
    assert "1 is ready to ratify" in words(staff)
    press(staff, "Call a meeting")
    day = today()
    fill_day(staff, day.day, day.month, day.year)
    press(staff, "Call the meeting")
    meeting = key_in(staff)
    press(staff, "Bring the agenda up to date")
    assert "Tom Bright Route S. Every strand is met." in words(staff)
    assert "No quorum." in words(staff)
    press(staff, "Note who is here")
    for box in staff.page.locator("input[name=members]").all():
        box.check()
    staff.page.locator("input[name=outside]").last.check()
    press(staff, "Keep it")
    for slug, button in (("board-one", "Sign as the first of two"), ("board-two", "Ratify with the second signature")):
        staff.sign_in_as(slug)
        staff.visit(f"/board/meetings/{meeting}/")
        prove(staff)
        staff.visit(f"/board/meetings/{meeting}/")
        press(staff, button)
    assert "Ratified. The awards are being entered" in words(staff)
    staff.assert_sound("award-ratified")
    copy.run("-m", "trigpoint.web", "work", "--once")


def test_a_teaching_assistant_of_nine_years_gains_the_award(tom: Visitor, staff: Visitor, copy: Copy):
    claims(tom)
    first = send(tom)
    is_referred(tom, staff, first)
    press(tom, "Send it again")
    second = send(tom)
    is_agreed_by_a_third(tom, staff, second)
    is_confirmed(staff, second)
    copy.run("-c", EVERYTHING_ELSE)
    is_given_the_award(staff, copy)
    tom.visit("/standing/")
    assert "You hold the SENCO Award." in words(tom)
    assert "42 of 42 outcomes met." in words(tom)
    tom.assert_sound("award-standing")
    tom.visit(f"/submissions/{second}/")
    assert "Agreed, and counted by the award board" in words(tom)
