"""Practice: a learner on her phone answers every kind, does ten in one go and brings in a file; a reviewer reviews."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from tests.journeys.support import words_of

from trigpoint.content.questions import Kind, Question, questions
from trigpoint.learning.asking import code

ONE_OF = {kind: next(one for one in questions().values() if one.kind is kind and one.for_practice) for kind in Kind}
GIFT = b"::One:: What is one? {=1 #Yes ~2 #No}\n\n::Broken:: What {#a}\n"


def give(page: Page, question: Question, prefix: str = "") -> None:
    """Give the right answer, as a person with a keyboard and a finger does: nothing is dragged."""
    key = question.key
    if question.kind is Kind.DATE:
        year, month, day = str(key).split("-")
        for part, typed in (("day", day), ("month", month), ("year", year)):
            page.locator(f"[name='{prefix}answer-{part}']").fill(str(int(typed)))
    elif question.kind is Kind.ORDER:
        for place, step in enumerate(key, 1):
            page.locator(f"[name='{prefix}step-{code(question, step)}']").fill(str(place))
    elif question.kind is Kind.MATCH:
        assert not isinstance(key, str | tuple)
        for left, right in key.items():
            page.locator(f"[name='{prefix}pair-{code(question, left)}']").select_option(code(question, right))
    else:
        for chosen in [key] if isinstance(key, str) else key:
            page.locator(f"[name='{prefix}answer'][value='{chosen}']").check()


def test_every_kind_is_asked_missed_and_answered(visitor):
    page = visitor.page
    visitor.sign_in_as("grace")
    for kind, question in ONE_OF.items():
        visitor.visit(f"/learn/practice/questions/{question.id}/")
        visitor.assert_sound(f"practice-{kind}")
        page.get_by_role("button", name="Check my answer").click()
        visitor.assert_sound(f"practice-{kind}-error")
        give(page, question)
        page.get_by_role("button", name="Check my answer").click()
        assert "That is right." in words_of(page)
        assert question.because in words_of(page)
        visitor.assert_sound(f"practice-{kind}-answered")


def test_a_learner_plans_practises_and_does_ten_in_one_go(someone):
    page = someone.page
    someone.sign_in_as("asha")
    someone.visit("/learn/practice/plan/")
    someone.assert_sound("practice-plan")
    page.get_by_label("At most how many questions a day?").fill("5")
    page.get_by_role("button", name="Save my plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Practise")
    someone.assert_sound("practice")
    someone.visit("/learn/practice/next/?anyway=1")
    page.get_by_role("button", name="I am not sure").click()
    assert "Good to know what is not sure yet." in words_of(page)
    page.get_by_role("link", name="Stop for now").click()

    page.get_by_role("button", name="Open ten questions").click()
    someone.assert_sound("practice-ten-opened")
    page.get_by_role("button", name="Start").click()
    someone.assert_sound("practice-ten")
    page.get_by_role("button", name="Save for later").click()
    someone.assert_sound("practice-ten-saved")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("button", name="Hand in and see the reasons").click()
    assert "0 of 10 right" in words_of(page)
    someone.assert_sound("practice-ten-review")
    page.get_by_role("link", name="Back to practice").click()
    assert "Nothing due until" in words_of(page)
    someone.assert_sound("practice-done")


def test_the_steps_of_an_order_move_by_buttons(visitor):
    question = ONE_OF[Kind.ORDER]
    page = visitor.page
    visitor.sign_in_as("grace")
    visitor.visit(f"/learn/practice/questions/{question.id}/")
    first = page.locator("[data-order] li").first.locator("label").inner_text()
    page.get_by_role("button", name=f"Down: {first}").click()
    assert page.locator("[data-order] li").nth(1).locator("label").inner_text() == first
    assert [one.input_value() for one in page.locator("[data-order] input").all()] == [
        str(number) for number in range(1, len(question.steps) + 1)
    ]
    expect(page.get_by_role("button", name=f"Down: {first}")).to_be_focused()


def test_a_learner_brings_in_questions_of_her_own(someone):
    page = someone.page
    someone.sign_in_as("tom")
    someone.visit("/learn/practice/drafts/")
    someone.assert_sound("drafts-none")
    page.get_by_role("button", name="Bring it in").click()
    someone.assert_sound("drafts-error")
    page.locator("input[type=file]").set_input_files([{"name": "mine.gift", "mimeType": "text/plain", "buffer": GIFT}])
    page.get_by_role("button", name="Bring it in").click()
    assert "is no number. It was left out" in words_of(page)
    someone.assert_sound("drafts")


def test_a_reviewer_narrows_the_list_and_asks_for_a_change(visitor):
    question = next(one for one in questions().values() if not one.for_examination)
    page = visitor.page
    visitor.sign_in_as("reviewer")
    visitor.visit("/learn/questions/")
    visitor.assert_sound("questions")
    page.get_by_label("Topic").select_option(question.topic)
    page.get_by_role("button", name="Show these").click()
    visitor.visit(f"/learn/questions/{question.id}/")
    visitor.assert_sound("question")
    page.get_by_label("It has to be changed first").check()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save my review").click()
    visitor.assert_sound("question-error")
    page.get_by_label("What has to be changed").fill("Option b is arguable.")
    page.get_by_role("button", name="Save my review").click()
    assert "A reviewer asks for a change." in words_of(page)
