"""A certificate from elsewhere: sent in on a phone, its course judged by two, checked by two, and counted."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from tests.evidence.making import picture
from tests.journeys.support import words_of

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload
    from tests.journeys.support import Visitor

DAYS = itertools.count(1)
CHECKERS = ("registrar", "moderator")


def agree(visitor: Visitor, label: str) -> None:
    visitor.page.get_by_label(label).check()
    visitor.page.get_by_role("button", name="Sign this judgement").click()


def test_a_certificate_is_sent_in_checked_by_two_and_counts(someone: Visitor):
    day = str(next(DAYS))
    someone.sign_in_as("tom")
    someone.visit("/credentials/outside/")
    someone.assert_sound("outside")
    someone.page.get_by_role("link", name="A certificate, as a photo or a PDF").click()
    someone.page.get_by_role("button", name="Send it in").click()
    assert "Choose the file." in words_of(someone.page)
    someone.assert_sound("outside-certificate-error")
    photo: FilePayload = {"name": "IMG_7.jpg", "mimeType": "image/jpeg", "buffer": picture(900, 1200, "white")}
    someone.page.locator("#file").set_input_files(photo)
    someone.page.get_by_label("Which course is it of?").select_option("example-law-course")
    someone.page.get_by_label("Its number").fill(f"L-{day}")
    for part, value in (("Day", day), ("Month", "10"), ("Year", "2026")):
        someone.page.get_by_label(part, exact=True).fill(value)
    someone.page.get_by_role("button", name="Send it in").click()
    someone.page.wait_for_url(re.compile(r"/outside/o_"))
    assert "0 of 2 checks are done" in words_of(someone.page)
    assert "What stays missing" in words_of(someone.page)
    someone.assert_sound("outside-waiting")
    path = someone.page.url.partition("?")[0].removeprefix(someone.address)

    for checker in CHECKERS:
        someone.sign_in_as(checker)
        someone.visit("/credentials/outside/mappings/example-law-course/")
        someone.assert_sound("outside-mapping")
        if "In force Yes" not in words_of(someone.page).replace("\n", " "):
            agree(someone, "Yes, it covers this at these levels")
    for checker in CHECKERS:
        someone.sign_in_as(checker)
        someone.visit("/credentials/outside/checking/")
        someone.assert_sound("outside-to-check")
        someone.visit(path.replace("/outside/", "/outside/checking/"))
        assert f"L-{day}" in words_of(someone.page)
        someone.assert_sound("outside-check")
        agree(someone, "Yes, it is what it claims to be")
        assert "Your agreement is kept." in words_of(someone.page)

    someone.sign_in_as("tom")
    someone.visit(path)
    found = words_of(someone.page)
    assert "Checked and counted." in found
    assert "for 24 months from" in found
    someone.assert_sound("outside-counted")


def test_a_file_that_is_no_badge_is_refused_in_words(someone: Visitor):
    someone.sign_in_as("tom")
    someone.visit("/credentials/outside/badge/")
    wrong: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    someone.page.locator("#file").set_input_files(wrong)
    someone.page.get_by_role("button", name="Send it in").click()
    assert "A scan or a PDF is sent in as a certificate" in words_of(someone.page)
    someone.assert_sound("outside-badge-error")
