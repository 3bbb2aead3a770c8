"""A portfolio: a candidate with a phone, a witness without an account, a parent with Easy Read."""

from __future__ import annotations

import io
import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from tests.evidence.making import colour_at, picture

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload
    from tests.journeys.support import Visitor

ONCE = itertools.count(1)


def words_of(visitor: Visitor) -> str:
    return re.sub(r"\s+", " ", visitor.page.locator("main").inner_text())


def mailed_link(environment: dict[str, str], address: str) -> str:
    """Return the link in the newest message to an address; the worker of this copy writes messages to files."""
    subprocess.run(
        [sys.executable, "-m", "trigpoint.web", "work", "--once"], env=environment, check=True, capture_output=True
    )
    texts = [path.read_text("utf-8") for path in Path(environment["TRIGPOINT_DATA"]).rglob("*.txt")]
    (text,) = [text for text in texts if address in text]
    found = re.search(r"http://[^/]+(/portfolio/witness/\S+)", text.replace("=\n", ""))
    assert found
    return found[1]


def test_a_candidate_takes_a_photo_and_makes_it_ready(someone: Visitor):
    someone.sign_in_as("grace")
    someone.visit("/portfolio/")
    someone.assert_sound("portfolio")
    photo: FilePayload = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": picture(1200, 900, "white")}
    someone.page.locator("#photo").set_input_files(photo)
    if not someone.script:
        someone.page.get_by_role("button", name="Add the photo").click()
    someone.page.wait_for_url(re.compile(r"/portfolio/v_"))
    assert "Where it was taken was in it, and is taken out." in words_of(someone)
    someone.assert_sound("portfolio-piece")
    piece = someone.page.url.partition("?")[0].removeprefix(someone.address)

    someone.page.get_by_role("link", name="Black parts out").click()
    someone.assert_sound("portfolio-black-out")
    someone.page.get_by_label("Row 1, column 1", exact=True).check()
    someone.page.get_by_role("button", name="Black it out for good").click()
    assert "The places are black now" in words_of(someone)
    shown = someone.page.request.get(someone.address + str(someone.page.locator(".ev-canvas img").get_attribute("src")))
    assert max(colour_at(shown.body(), 10, 10)) < 30
    assert min(colour_at(shown.body(), 800, 1100)) > 220

    someone.visit(f"{piece}write/")
    someone.assert_sound("portfolio-write")
    someone.page.get_by_label("What do you call it?").fill("The wall of our staff room")
    someone.page.get_by_label("What does it show").fill("What we agreed after the training.")
    if someone.script:
        someone.page.get_by_text("Saved at").wait_for()
    someone.page.get_by_role("button", name="Save").click()
    someone.visit(f"{piece}criteria/CPD-2/")
    someone.page.get_by_label("CPD-2.1").fill("The goal that we wrote on the wall.")
    someone.assert_sound("portfolio-why")
    someone.page.get_by_role("button", name="Save").click()
    someone.assert_sound("portfolio-mapping")
    someone.visit(f"{piece}whose/")
    someone.page.get_by_label("It is my own work").check()
    someone.page.get_by_label("No AI tool had a part in it").check()
    someone.assert_sound("portfolio-whose")
    someone.page.get_by_role("button", name="Save").click()
    someone.visit(f"{piece}ready/")
    someone.page.get_by_role("button", name="Make it ready to submit").click()
    someone.assert_sound("portfolio-ready-error")
    for box in someone.page.get_by_role("checkbox").all():
        box.check()
    someone.page.get_by_role("button", name="Make it ready to submit").click()
    assert "It is ready to submit." in words_of(someone)
    someone.visit("/portfolio/criteria/?strand=CPD")
    someone.assert_sound("portfolio-criteria")
    someone.visit(f"{piece}identifies-a-child/")
    someone.assert_sound("portfolio-identifies")
    someone.page.get_by_role("button", name="Hide it at once").click()
    assert "Thank you. It is hidden" in words_of(someone)


def test_a_large_file_is_sent_in_parts(visitor: Visitor):
    visitor.sign_in_as("grace")
    visitor.visit("/portfolio/add/")
    visitor.assert_sound("portfolio-add")
    visitor.page.get_by_role("button", name="Document, picture or recording").click()
    visitor.page.get_by_role("link", name="Back without saving").click()
    noise = io.BytesIO()
    Image.effect_noise((2400, 2400), 90).save(noise, "PNG")
    assert noise.tell() > 2 * 2 * 1024 * 1024
    visitor.page.get_by_label("Choose a file").set_input_files(
        {"name": "noise.png", "mimeType": "image/png", "buffer": noise.getvalue()}
    )
    visitor.page.get_by_role("button", name="Add the file").click()
    visitor.page.wait_for_url(re.compile(r"done=added"))
    assert "noise.png" in words_of(visitor)
    visitor.page.get_by_label("Choose a file").set_input_files(
        {"name": "page.html", "mimeType": "text/html", "buffer": b"<!DOCTYPE html><script>alert(1)</script>"}
    )
    visitor.page.get_by_role("button", name="Add the file").click()
    visitor.page.get_by_text("which can run programs").wait_for()


def test_a_witness_and_a_parent_answer_without_an_account(someone: Visitor, environment: dict[str, str]):
    turn = next(ONCE)
    someone.sign_in_as("grace")
    someone.visit("/portfolio/ask/")
    someone.assert_sound("portfolio-ask-whom")
    for kind, reading in (("witness", ""), ("family", "Easy Read")):
        someone.visit(f"/portfolio/ask/{kind}/")
        someone.page.get_by_role("button", name="Send the request").click()
        someone.assert_sound(f"portfolio-ask-{kind}-error")
        someone.page.get_by_label("Whom do you ask?").fill("Somebody Invented")
        someone.page.get_by_label("What is their e-mail address?").fill(f"{kind}{turn}@home.example")
        someone.page.get_by_label("What do you ask them about?").fill("Our meeting in October")
        if reading:
            someone.page.get_by_label(reading).check()
        someone.page.get_by_role("button", name="Send the request").click()
        assert "They are asked, by e-mail." in words_of(someone)
    witness, family = (mailed_link(environment, f"{kind}{turn}@home.example") for kind in ("witness", "family"))
    someone.page.context.clear_cookies()

    someone.visit(witness)
    someone.assert_sound("witness")
    someone.page.get_by_label("What did you see or hear yourself?").fill("She asked before she told.")
    someone.page.get_by_label("What is your name?").fill("Somebody Invented")
    someone.page.get_by_label("What do you do").fill("Teacher at the same school")
    someone.page.get_by_role("button", name="Send").click()
    someone.assert_sound("witness-error")
    someone.page.get_by_label("Yes: this may be kept").check()
    someone.page.get_by_role("button", name="Send").click()
    assert "Thank you. Your words have come." in words_of(someone)

    someone.visit(family)
    assert "This page is a draft." in words_of(someone)
    someone.assert_sound("family-easy-read")
    someone.page.get_by_label("Did this person listen to you?").fill("Yes.")
    someone.page.get_by_label("Yes. You can use my words.").check()
    someone.page.get_by_role("button", name="Send").click()
    someone.assert_sound("family-thanks")
    someone.page.get_by_role("link", name="Take my words back").click()
    someone.assert_sound("family-take-back")
    someone.page.get_by_role("button", name="Take them back").click()
    assert "You took your words back" in words_of(someone)

    someone.sign_in_as("grace")
    someone.visit("/portfolio/")
    assert "They took their words back." in words_of(someone)
    someone.page.get_by_role("link", name="What a witness said").first.click()
    assert "She asked before she told." in words_of(someone)
    someone.assert_sound("portfolio-witness")
