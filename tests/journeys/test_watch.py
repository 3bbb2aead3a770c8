"""A change in law, end to end: two real texts of a section that a test's own content cites, two people who judge it,
and everyone whose law strand falls due. On a copy of its own, since a change touches everybody.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.journeys.conftest import PATIENCE_SECONDS, a_visitor, wait_until_ready
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

from trigpoint.platform.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from tests.journeys.support import Visitor

ROOT = Path(__file__).parents[2]
LEGISLATION = ROOT.parent / "shared" / "data" / "legislation"
TEXTS = ("ukpga-2000-38-section-19-2014-04-01.xml", "ukpga-2000-38-section-19.xml")
STATUTE = """
title: Transport Act 2000 (of this test alone)
statute:
  - id: ta-2000-19
    citation: 2000 c. 38, s. 19
    title: A section for a test
    plain: A section of which two real texts are held.
    made: 2000-11-30
    in_force_from: 2001-02-01
    extent: E
    confidence: V
    read: 2026-11-23
    text_as_at: 2014-04-01
"""
DUTY = """
title: Duties of this test
checked_on: 2026-11-23
for_whom: nobody
duties:
  - id: test-duty
    holder: school
    strength: must
    what: do what this test says.
    by_when: within 6 weeks
    deadline: test-deadline
    provision: ta-2000-19
    situations: [an-annual-review-is-due]
"""
DEADLINE = """
calculators:
  - id: test-deadline
    title: A day for a test
    who: school
    event: {id: test-event, text: the test begins}
    period: {count: 6, unit: weeks}
    reckoning: {counts: after the day, roll: none}
    rule: Six weeks from the day on which the test begins.
    source:
      citation: s. 19 of 2000 c. 38
      title: Transport Act 2000
      address: https://www.legislation.gov.uk/ukpga/2000/38/section/19
      read: 2026-11-23
      text_as_at: 2014-04-01
      confidence: V
    confidence: V
    from: 2014-04-01
    checked_to: 2014-04-01
"""
LETTER = """
title: Letters of this test
checked_on: 2026-11-23
letters:
  - id: test-letter
    title: A letter for a test
    writes: From a test to a test
    lede: Only here.
    duties: [test-duty]
    questions:
      - {id: begun-on, kind: date, label: When does it begin?, ask: the day on which it begins}
    dates:
      - {id: ends-on, calculator: test-deadline, from: begun-on}
    subject: A test
    body: ["It ends on {ends-on}.", "{duties}"]
    after: [Nothing more.]
"""
NOTE = "The rule has changed. Read the new section before you rely on it."
HER_LAW_STRAND = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "trigpoint.web.settings"
import django
django.setup()
from datetime import date, timedelta
from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import now
from trigpoint.record.actions import enter
day = date(2026, 3, 3)
rules = installed_library().schemes["senco-award"].rules
outcomes = [one for one in rules if one[:4] == "LAW-" and one[4:].isdigit()]
facts = [Fact(f"achieved:{one}", Period(day), basis=Basis.ASSESSED) for one in outcomes]
facts.append(Fact("passed:law-examination", Period(day, day + timedelta(days=1)), 71, Basis.ASSESSED))
enter(actor="p_assessor1", subject=key_of("asha"), facts=facts, now=now())
"""


@dataclass(frozen=True)
class Copy:
    """A served copy with the content of this test."""

    address: str
    environment: dict[str, str]

    def run(self, *command: str) -> None:
        """Run a command of this copy."""
        subprocess.run([sys.executable, *command], env=self.environment, check=True, capture_output=True, cwd=ROOT)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Serve a copy whose content cites the section, with the made-up people and Asha's law strand met."""
    if not LEGISLATION.is_dir():
        pytest.skip("The real files of law are not here: they lie in ../shared/data/legislation, beside this folder.")
    folder = tmp_path_factory.mktemp("watch")
    shutil.copytree(ROOT / "content", folder / "content")
    for name, text in (("statute", STATUTE), ("duties", DUTY), ("deadlines", DEADLINE), ("letters", LETTER)):
        (folder / "content" / name / "of-this-test.yaml").write_text(text, encoding="utf-8")
    # Every process of this copy reads this first, and so takes its content from here.
    (folder / "sitecustomize.py").write_text(
        "from pathlib import Path\nfrom trigpoint.content import paths\n"
        f"paths.INSTALLED = Path({str(folder / 'content')!r})\n",
        encoding="utf-8",
    )
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
    environment = kept | {
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT / "src")]),
        "TRIGPOINT_DATA": str(folder / "data"),
        "TRIGPOINT_DEMO": "1",
        "TRIGPOINT_WORKERS": "1",
        "TRIGPOINT_POSTS_PER_MINUTE": "100000",
    }
    subprocess.run([sys.executable, "-m", "trigpoint.web", "migrate"], env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (folder / "log").open("w+", encoding="utf-8")
    command = [sys.executable, "-m", "trigpoint.web", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        found = Copy(f"http://127.0.0.1:{port}", environment)
        wait_until_ready(f"{found.address}/ready", server, folder / "log")
        found.run("-c", HER_LAW_STRAND)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)
        log.close()


@pytest.fixture
def somebody(browser: Browser, copy: Copy, width: int) -> Iterator[Visitor]:
    """Give a visitor of this copy."""
    yield from a_visitor(browser, copy.address, width, script=True)


@pytest.fixture
def plain_somebody(browser: Browser, copy: Copy, width: int) -> Iterator[Visitor]:
    """Give a visitor of this copy whose browser runs no script."""
    yield from a_visitor(browser, copy.address, width, script=False)


def another(browser: Browser, copy: Copy, slug: str, *, script: bool = True) -> Iterator[Visitor]:
    for visitor in a_visitor(browser, copy.address, 1280, script=script):
        visitor.sign_in_as(slug)
        yield visitor


def fill_day(visitor: Visitor, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        visitor.page.get_by_label(label, exact=True).fill(str(value))


def words(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("main").inner_text().split())


def written(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"


def test_a_newer_text_is_judged_by_two_and_falls_due_for_everyone(browser: Browser, copy: Copy):
    due = today() + timedelta(days=60)
    for author in another(browser, copy, "author"):
        author.visit("/law/watch/")
        author.assert_sound("watch-empty")
        assert "No change waits to be judged." in words(author)

    for name in TEXTS:
        copy.run("-m", "trigpoint.web", "import-law", str(LEGISLATION / name))
    copy.run("-m", "trigpoint.web", "work", "--once")

    for asha in another(browser, copy, "asha"):
        asha.visit("/standing/senco-award/LAW/")
        assert written(due) not in words(asha)
        asha.visit("/law/letters/test-letter/")
        assert "This letter is out of date." in words(asha)
    for author in another(browser, copy, "author"):
        page = author.page
        author.visit("/law/watch/")
        author.assert_sound("watch-list")
        page.get_by_role("link", name="A section for a test").click()
        author.assert_sound("watch-notice-new")
        assert page.locator("main ins").count() > 0
        assert page.locator("main del").count() > 0
        for title in ("Duties (1)", "Date calculators (1)", "Letters (1)", "Situations (1)"):
            assert page.get_by_role("heading", name=title).is_visible()
        page.get_by_role("button", name="Save my judgement").click()
        author.assert_sound("watch-notice-error")
        page.get_by_label("It matters", exact=True).check()
        fill_day(author, due)
        page.get_by_label("What changed, in plain words; or why it does not matter").fill(NOTE)
        page.get_by_role("button", name="Save my judgement").click()
        assert "Waiting for a second judgement" in words(author)
    for reviewer in another(browser, copy, "reviewer", script=False):
        page = reviewer.page
        reviewer.visit("/law/watch/")
        page.get_by_role("link", name="A section for a test").click()
        reviewer.assert_sound("watch-notice-second")
        page.get_by_label("I agree with Ines Park").check()
        page.get_by_role("button", name="Save my judgement").click()
        assert "It matters." in words(reviewer)
        assert "Ines Park and Rob Dale decided on" in words(reviewer)
        reviewer.assert_sound("watch-notice-decided")
    for asha in another(browser, copy, "asha"):
        asha.visit("/standing/")
        assert written(due) in words(asha)
        asha.assert_sound("standing-after-a-change")


def test_what_changed_is_public_and_sound_on_any_screen(somebody: Visitor, plain_somebody: Visitor):
    for visitor in (somebody, plain_somebody):
        visitor.visit("/law/changes/")
        assert NOTE in words(visitor)
        visitor.assert_sound("law-changes")
    assert somebody.walk() == []
    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        somebody.with_style(style)
        assert somebody.runs_off() == []


def test_a_notice_is_sound_on_any_screen_and_by_keyboard(somebody: Visitor):
    somebody.sign_in_as("author")
    somebody.visit("/law/watch/")
    somebody.page.get_by_role("link", name="A section for a test").click()
    somebody.assert_sound("watch-notice")
    assert somebody.walk() == []


def test_a_change_is_entered_by_hand_and_its_errors_keep_what_was_typed(somebody: Visitor):
    somebody.sign_in_as("author")
    somebody.visit("/law/watch/enter/")
    somebody.assert_sound("watch-enter")
    page = somebody.page
    page.get_by_label("Which provision changed?").fill("reg 999 of nothing")
    page.get_by_label("What it says now").fill("Within 3 weeks.")
    page.get_by_role("button", name="Enter the change").click()
    somebody.assert_sound("watch-enter-error")
    assert page.get_by_label("What it says now").input_value() == "Within 3 weeks."
    page.get_by_label("Which provision changed?").fill("reg 20 SEND Regulations 2014")
    fill_day(somebody, date(2026, 9, 1))
    page.get_by_label("What changed it?").fill("SI 2026/900 reg 2")
    page.get_by_label("The official address of the new text").fill(
        "https://www.legislation.gov.uk/uksi/2014/1530/regulation/20"
    )
    page.get_by_role("button", name="Enter the change").click()
    assert "The earlier text is not held here." in words(somebody)


def test_on_paper_a_public_change_keeps_its_words_and_loses_its_menu(somebody: Visitor):
    somebody.visit("/law/changes/")
    somebody.page.emulate_media(media="print")

    assert somebody.page.get_by_text(NOTE).is_visible()
    assert not somebody.page.locator(".tp-nav").is_visible()
