"""The law examination, end to end: a panel sets its pass mark; a candidate on a phone loses the line and goes on; his
result is released. And when the law changes a holder is told, and a refresher makes her law strand current again.

On a copy of its own, since a change in law touches everybody.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.journeys.conftest import PATIENCE_SECONDS, a_visitor, wait_until_ready
from tests.journeys.support import Visitor, words_of

from trigpoint.platform.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from playwright.sync_api import Browser, Locator

ROOT = Path(__file__).parents[2]
SETUP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "trigpoint.web.settings"
import django
django.setup()
from datetime import date, timedelta
from trigpoint.content.library import installed_library
from trigpoint.content.questions import questions
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.learning.examination import actions
from trigpoint.learning.examination.actions import panels
from trigpoint.learning.examination.models import Attempt, Drawn, Panel
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import now
from trigpoint.record.actions import enter
asha, tom = key_of("asha"), key_of("tom")
"""
HER_OUTCOMES = """
rules = installed_library().schemes["senco-award"].rules
outcomes = [one for one in rules if one[:4] == "LAW-" and one[4:].isdigit()]
day = date(2026, 3, 3)
facts = [Fact(f"achieved:{one}", Period(day), basis=Basis.ASSESSED) for one in outcomes]
facts.append(Fact("passed:law-examination", Period(day, day + timedelta(days=1)), 71, Basis.ASSESSED))
enter(actor="p_assessor1", subject=asha, facts=facts, now=now())
"""
THE_REST_OF_HIS_PAPER = """
attempt = Attempt.objects.get(person=tom, state="open")
def keyed(key):
    return list(key) if isinstance(key, tuple) else key if isinstance(key, str) else dict(key)
for number in (1, 2):
    actions.begin_part(person=tom, attempt=attempt.key, number=number, now=now())
    for row in Drawn.objects.filter(part__attempt=attempt, part__number=number):
        actions.save_answer(person=tom, attempt=attempt.key, number=number, place=row.place, answered=True,
                            answer=keyed(questions()[row.question].key), seen=row.latest, later=None, now=now())
    if number == 1:
        actions.hand_in(person=tom, attempt=attempt.key, number=1, now=now())
"""
THE_REST_OF_THE_RATINGS = """
panel = Panel.objects.exclude(stage="signed").get()
for slug in ("judge", "judge-two"):
    judge = key_of(slug)
    panels.take_seat(judge=judge, panel=panel.key, capacity="senco", now=now())
    panels.rate(judge=judge, panel=panel.key, ratings={item: 60 for item, _ in panel.items}, now=now())
"""
NOTE = "The council now has 8 weeks to answer a request, not 6."


@dataclass(frozen=True)
class Copy:
    """A served copy of this test."""

    address: str
    environment: dict[str, str]

    def run(self, *command: str) -> None:
        """Run a command of this copy."""
        command = (sys.executable, *command)
        done = subprocess.run(command, env=self.environment, capture_output=True, cwd=ROOT, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def work(self) -> None:
        """Do what waits."""
        self.run("-m", "trigpoint.web", "work", "--once")

    def mails_to(self, name: str) -> str:
        """Return the mails to one of the made-up people, which a demonstration keeps as files."""
        mails = (path.read_text("utf-8") for path in (Path(self.environment["TRIGPOINT_DATA"]) / "mail").glob("*.txt"))
        return "\n".join(mail for mail in mails if f"To: {name}@" in mail)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    """Serve a fresh copy, in which the law strand of Asha has been met since March."""
    folder = tmp_path_factory.mktemp("examination")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
    environment = kept | {
        "TRIGPOINT_DATA": str(folder),
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
        found.run("-c", SETUP + HER_OUTCOMES)
        yield found
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)
        log.close()


def another(browser: Browser, copy: Copy, slug: str, *, width: int = 1280, script: bool = True) -> Iterator[Visitor]:
    for visitor in a_visitor(browser, copy.address, width, script=script):
        visitor.sign_in_as(slug)
        yield visitor


def a_phone(browser: Browser, copy: Copy) -> Visitor:
    """Open a phone whose line may go down: its console then says so, which is no fault."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    return Visitor(page, context.new_cdp_session(page), copy.address, 360, script=True)


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def follow(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("link", name=name).first.click()


def choice(visitor: Visitor) -> Locator:
    """Go to a question with options to choose one of; return the first of them."""
    for place in range(1, 21):
        visitor.visit(visitor.page.url.removeprefix(visitor.address).rsplit("/question/", 1)[0] + f"/question/{place}/")
        found = visitor.page.locator("form[data-exam] input[type=radio]")
        if found.count():
            return found.first
    raise AssertionError("no question of the part has options")


def fill_day(visitor: Visitor, day: date) -> None:
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        visitor.page.get_by_label(label, exact=True).fill(str(value))


def said(visitor: Visitor) -> str:
    return words_of(visitor.page).replace("\xa0", " ")


def test_a_candidate_who_loses_the_line_goes_on_and_passes(browser: Browser, copy: Copy):
    sits_on_a_phone(browser, copy)
    is_marked_and_released(browser, copy)


def test_when_the_law_changes_holders_are_told_and_a_refresher_makes_them_current(browser: Browser, copy: Copy):
    the_law_changes(browser, copy)
    she_catches_up(browser, copy)


def sits_on_a_phone(browser: Browser, copy: Copy) -> None:
    phone = a_phone(browser, copy)
    phone.sign_in_as("tom")
    phone.visit("/learn/examination/")
    assert "Made-up people reviewed these questions and set this pass mark" in said(phone)
    phone.assert_sound("examination")
    phone.visit("/learn/examination/adjustments/")
    phone.assert_sound("examination-adjustments")
    phone.visit("/learn/examination/")
    press(phone, "Open my paper")
    phone.assert_sound("examination-part")
    press(phone, "Begin now")
    answer = choice(phone)
    phone.assert_sound("examination-question")
    assert phone.walk() == []

    saved = phone.page.locator("[data-saved]")
    phone.page.context.set_offline(True)
    answer.check()
    saved.get_by_text("Not saved: the line is down").wait_for()
    phone.assert_sound("examination-line-down")
    phone.page.context.set_offline(False)
    saved.get_by_text("Saved at").wait_for()
    where, chosen = phone.page.url.removeprefix(phone.address), answer.get_attribute("value")
    phone.page.context.close()

    # The battery is dead. He goes on at a school computer whose browser runs no script.
    for desk in another(browser, copy, "tom", script=False):
        desk.visit(where)
        assert desk.page.locator(f"form[data-exam] input[value={chosen}]").is_checked()
        desk.assert_sound("examination-question-resumed")
        press(desk, "Save and go on")
        follow(desk, "All questions, and handing in")
        assert "19 not answered yet" in said(desk)
        desk.assert_sound("examination-review")


def is_marked_and_released(browser: Browser, copy: Copy) -> None:
    copy.run("-c", SETUP + THE_REST_OF_HIS_PAPER)
    for tom in another(browser, copy, "tom", width=360):
        tom.visit("/learn/examination/")
        follow(tom, "Go on with this part")
        follow(tom, "Go on")
        follow(tom, "All questions, and handing in")
        press(tom, "Hand in part 2")
        assert "20 of 20 questions were answered" in said(tom)
        tom.assert_sound("examination-ended")
    for examiner in another(browser, copy, "examiner"):
        examiner.visit("/learn/examiner/")
        assert "1 result" in said(examiner)
        assert "Tom" not in said(examiner)
        examiner.assert_sound("examiner")
        follow(examiner, "Paper ")
        examiner.assert_sound("examiner-paper")
        press(examiner, "Release this result")
        assert "The result is released" in said(examiner)
    for tom in another(browser, copy, "tom", width=360):
        tom.visit("/learn/examination/")
        follow(tom, "Result of")
        assert "You passed with 100 of 100" in said(tom)
        tom.assert_sound("examination-result")


def the_law_changes(browser: Browser, copy: Copy) -> None:
    due = today() + timedelta(days=60)
    for author in another(browser, copy, "author"):
        author.visit("/law/watch/enter/")
        page = author.page
        page.get_by_label("Which provision changed?").fill("s. 36 CFA 2014")
        page.get_by_label("What it says now").fill("The authority must answer within 8 weeks.")
        page.get_by_label("What it said before").fill("The authority must answer within 6 weeks.")
        fill_day(author, today())
        page.get_by_label("What changed it?").fill("SI 2026/900 reg 2")
        page.get_by_label("The official address of the new text").fill("https://www.legislation.gov.uk/ukpga/2014/6")
        press(author, "Enter the change")
        page.get_by_label("It matters", exact=True).check()
        fill_day(author, due)
        page.get_by_label("What changed, in plain words; or why it does not matter").fill(NOTE)
        press(author, "Save my judgement")
    for reviewer in another(browser, copy, "reviewer"):
        reviewer.visit("/law/watch/")
        follow(reviewer, "s. 36")
        reviewer.page.get_by_label("I agree with Ines Park").check()
        press(reviewer, "Save my judgement")
        assert "It matters." in said(reviewer)
    copy.work()
    mail = copy.mails_to("asha.rahman")
    assert "The law has changed: a short refresher is ready" in mail
    assert NOTE in mail


def she_catches_up(browser: Browser, copy: Copy) -> None:
    due = f"{today() + timedelta(days=60):%-d %B %Y}"
    for head in another(browser, copy, "head"):
        head.visit("/school/")
        assert f"A refresher on new law is due by {due}" in said(head)
    for asha in another(browser, copy, "asha", width=360):
        asha.visit("/standing/")
        assert due in said(asha)
        asha.visit("/learn/examination/")
        follow(asha, "Take the refresher")
        assert f"Catch up by {due}" in said(asha)
        asha.assert_sound("refresher-start")
        press(asha, "Begin the refresher")
        asha.assert_sound("refresher")
        follow(asha, "s. 36")
        assert NOTE in said(asha)
        asha.assert_sound("refresher-change")
        press(asha, "I have read this, and know what it changes for us")
        press(asha, "Finish the refresher")
        assert "You are up to date." in said(asha)
        asha.assert_sound("refresher-done")
        asha.visit("/standing/")
        assert due not in said(asha)
    for head in another(browser, copy, "head"):
        head.visit("/school/")
        assert due not in said(head)
        assert "Current until" in said(head)


def test_judges_set_a_pass_mark_and_an_examiner_signs_it(browser: Browser, copy: Copy):
    for examiner in another(browser, copy, "examiner"):
        examiner.visit("/learn/examiner/panels/")
        examiner.assert_sound("examiner-panels")
        press(examiner, "Open a panel")
        panel = examiner.page.url.removeprefix(examiner.address).partition("?")[0]
    for judge in another(browser, copy, "judge-two", width=360):
        judge.visit("/learn/panel/")
        judge.assert_sound("judge")
        follow(judge, "The law examination")
        press(judge, "I have read this: take my seat")
        assert "Select as what you judge" in said(judge)
        judge.page.get_by_label("As a parent carer").check()
        press(judge, "I have read this: take my seat")
        judge.assert_sound("judge-panel")
        follow(judge, "Rate the questions")
        judge.page.get_by_label("Of 100, how many get question 1 right?").fill("101")
        judge.page.get_by_label("Of 100, how many get question 2 right?").fill("70")
        press(judge, "Save and go on")
        judge.assert_sound("judge-rate-error")
        assert judge.page.get_by_label("Of 100, how many get question 2 right?").input_value() == "70"
        judge.page.get_by_label("Of 100, how many get question 1 right?").fill("65")
        press(judge, "Save and go on")
        assert "page 2 of" in said(judge)
    copy.run("-c", SETUP + THE_REST_OF_THE_RATINGS)
    for examiner in another(browser, copy, "examiner"):
        examiner.visit(panel)
        press(examiner, "End the first round and open the discussion")
        examiner.assert_sound("examiner-panel")
    for judge in another(browser, copy, "judge", script=False):
        judge.visit("/learn/panel/")
        follow(judge, "The law examination")
        follow(judge, "See what the judges said")
        judge.assert_sound("judge-discussion")
    for examiner in another(browser, copy, "examiner"):
        examiner.visit(panel)
        press(examiner, "Open the second round")
        press(examiner, "Sign the pass mark")
        assert "Pass mark 60 of 100" in said(examiner)
        assert "made-up judges" in said(examiner)
        for name in ("items", "reliability", "papers"):
            examiner.visit(f"/learn/examiner/{name}/")
            examiner.assert_sound(f"examiner-{name}")
        examiner.visit("/learn/examiner/items/")
        examiner.page.locator("tbody a").first.click()
        examiner.assert_sound("examiner-item")
