"""Learning: a visitor reads and decides, a learner loses the connection and no answer, an author reads."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.support import settle, words_of

from trigpoint.content.questions import questions
from trigpoint.content.scenarios import scenarios
from trigpoint.content.units import units

UNIT = units()["law-01-what-counts-as-sen"]
CASE = scenarios()["a-request-in-august"]
SAVED = f"/learn/units/{UNIT.id}/saved/"


def test_somebody_reads_a_unit_and_answers_in_its_place(someone):
    page = someone.page
    someone.visit("/learn/")
    someone.assert_sound("learn")
    page.get_by_role("link", name=UNIT.title).first.click()
    someone.assert_sound("unit")
    page.get_by_role("link", name="Start", exact=True).click()
    for step in UNIT.steps:
        expect(page.get_by_role("heading", level=1)).to_contain_text(step.title)
        if step.checks and step is next(one for one in UNIT.steps if one.checks):
            page.get_by_role("button", name="Check my answer").click()
            someone.assert_sound("unit-step-error")
            page.get_by_role("button", name="I am not sure").click()
            assert questions()[step.checks[0]].because in words_of(page)
            someone.assert_sound("unit-step")
        page.get_by_role("button", name="Finish this unit" if step is UNIT.steps[-1] else "Go on").click()

    assert f"That was “{UNIT.title}”" in words_of(page)
    someone.assert_sound("unit-end")
    someone.visit(f"/learn/units/{UNIT.id}/print/")
    someone.assert_sound("unit-whole")


def test_somebody_decides_a_case_and_sees_the_law_of_that_day(someone):
    page = someone.page
    someone.visit("/learn/scenarios/")
    someone.assert_sound("scenarios")
    page.get_by_role("link", name=CASE.title).first.click()
    someone.assert_sound("scenario")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Decide").click()
    someone.assert_sound("scenario-point-error")
    at, number = CASE.start, 0
    while at in CASE.points:
        point, number = CASE.points[at], number + 1
        choice = next(one for one in point.choices if one.verdict.value == "right")
        page.locator(f"input[name=choice][value={choice.id}]").check()
        page.locator(f"input[name=reason][value={point.best_reason}]").check()
        page.get_by_role("button", name="Decide").click()
        assert "The law supports this." in words_of(page)
        if number == 1:
            someone.assert_sound("scenario-told")
        at = choice.to
        page.get_by_role("link", name="See what came of it" if at in CASE.ends else "Go on").click()

    assert CASE.ends[at].words.strip() in words_of(page)
    someone.assert_sound("scenario-end")


def sent(environment: dict[str, str]) -> list[tuple[str, int]]:
    """Return the questions that the copy has answers to, each with how many."""
    with sqlite3.connect(Path(environment["TRIGPOINT_DATA"]) / "trigpoint.sqlite3") as database:
        rows = database.execute("SELECT question, COUNT(*) FROM learning_practice_answer GROUP BY question").fetchall()
    return [row for row in rows if row[0] in UNIT.questions]


@pytest.mark.parametrize("width", [360])
def test_a_learner_on_a_phone_loses_the_connection_and_no_answer(visitor, environment):
    page = visitor.page
    visitor.sign_in_as("grace")
    visitor.visit(f"/learn/units/{UNIT.id}/")
    page.get_by_role("button", name="Save this unit for offline use").click()
    expect(page.locator("[data-save-status]")).to_have_text("Saved on this device.")
    before = dict(sent(environment))

    page.context.set_offline(True)
    page.goto(f"{visitor.address}/learn/units/{UNIT.id}/{UNIT.steps[1].slug}/")
    assert "Saved on a phone, this page works offline." in words_of(page)
    answered = [one for one in UNIT.questions if questions()[one].kind.value == "single"][:2]
    for question in answered:
        form = page.locator(f"form[data-question={question}]")
        form.get_by_role("button", name="Keep my answer").click()
        expect(form.locator("[data-kept]")).to_contain_text("Answer the whole question first")
        form.locator("input[type=radio]").first.check()
        form.get_by_role("button", name="Keep my answer").click()
        expect(form.locator("[data-kept]")).to_contain_text("Kept on this device.")
    visitor.assert_sound("unit-saved-offline")
    page.goto(f"{visitor.address}/learn/scenarios/")
    assert "This page needs a connection" in words_of(page)
    expect(page.get_by_role("link", name=UNIT.title)).to_be_visible()
    visitor.assert_sound("no-connection")
    page.goto(visitor.address + SAVED)
    expect(page.locator("[data-queue]")).to_contain_text("2 answers wait on this device")
    page.get_by_role("button", name="I have read the whole unit").click()
    expect(page.locator("[data-queue]")).to_contain_text("3 answers wait")
    assert dict(sent(environment)) == before

    page.context.set_offline(False)
    expect(page.locator("[data-queue]")).to_contain_text("3 answers are sent and counted.", timeout=20_000)
    for path in (SAVED, "/learn/"):  # whoever looks again sends nothing twice
        page.goto(visitor.address + path)
        settle(page)
    after = dict(sent(environment))
    assert {one: after[one] - before.get(one, 0) for one in answered} == dict.fromkeys(answered, 1)
    assert sum(after.values()) == sum(before.values()) + len(answered)
    visitor.visit(f"/learn/units/{UNIT.id}/")
    assert "You have finished this unit." in words_of(page)


def test_an_author_reads_what_learners_decide(visitor):
    visitor.sign_in_as("author")
    visitor.visit("/learn/scenarios/report/")
    visitor.assert_sound("scenario-reports")
    visitor.page.get_by_role("link", name=CASE.title).click()
    assert "Too few to show" in words_of(visitor.page)
    visitor.assert_sound("scenario-report")
