"""An award from the board to its end: downloaded, verified, due, renewed, under another name, revoked after a reply."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.journeys.support import Visitor

HOLDER = "board-one"
STEP = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
import django
django.setup()
from datetime import timedelta
from trigpoint.kernel import Basis, Fact, Period, Via
from trigpoint.people.demo import key_of
from trigpoint.platform import clock
from trigpoint.record import actions, queries
now = clock.now()
today = now.date()
day = Period(today, today + timedelta(days=1))
earlier = Period(today - timedelta(days=9), today - timedelta(days=8))
what, slug = sys.argv[1:3]
law = "scheme:senco-award"
if what == "ratified":
    facts = [
        Fact("passed:law-examination", earlier, 71, basis=Basis.ASSESSED),
        Fact("achieved:LAW-1", earlier, basis=Basis.ASSESSED),
        Fact("achieved:COO-1", earlier, basis=Basis.ASSESSED, via=Via.PRIOR_LEARNING),
        Fact("holds:senco-award", Period(today), basis=Basis.ASSESSED),
    ]
    actions.enter(actor="board", subject=key_of(slug), facts=facts, now=now)
elif what == "law":
    facts = [Fact("changed:law", day, due=today + timedelta(days=60))]
    print(actions.enter(actor="board", subject=law, facts=facts, now=now)[0])
elif what == "law-back":
    actions.correct(actor="board", subject=law, entry=slug, fact=None, now=now)
elif what == "refresher":
    facts = [Fact("completed:law-refresher", Period(today), basis=Basis.VERIFIED)]
    actions.enter(actor="board", subject=key_of(slug), facts=facts, now=now)
"""


@pytest.fixture
def step(environment: dict[str, str]) -> Iterator[Callable[..., str]]:
    """Do what rooms below do, in the copy that is served, and let a worker do what follows."""
    changed: list[str] = []

    def take(what: str, slug: str = "-") -> str:
        run = [sys.executable, "-c", STEP, what, slug]
        said = subprocess.run(run, env=environment, check=True, capture_output=True, text=True).stdout.strip()
        work()
        if what == "law":
            changed.append(said)
        return said

    def work() -> None:
        subprocess.run(
            [sys.executable, "-m", "trigpoint.web", "work", "--once"], env=environment, check=True, capture_output=True
        )

    take.work = work  # type: ignore[attr-defined]
    yield take
    for entry in changed:
        take("law-back", entry)


def verdict(visitor: Visitor, file: Path, name: str) -> str:
    """Check a file as a stranger, and return the heading."""
    visitor.page.context.clear_cookies()
    visitor.visit("/verify/")
    visitor.page.set_input_files("input[type=file]", str(file))
    visitor.page.get_by_role("button", name="Check it").click()
    visitor.assert_sound(name)
    return str(visitor.page.locator("h1").inner_text())


def download(visitor: Visitor, folder: Path) -> Path:
    """Download the award as its holder."""
    with visitor.page.expect_download() as waited:
        visitor.page.get_by_role("link", name="Your award as a file for a wallet").click()
    path = folder / "award.json"
    waited.value.save_as(path)
    return path


def test_an_award_from_the_board_to_its_end(  # noqa: PLR0915 - one story, told in its order
    phone: Visitor, step: Callable[..., str], tmp_path: Path
) -> None:
    visitor, holder = phone, HOLDER
    visitor.sign_in_as(holder)
    visitor.visit("/credentials/")
    visitor.assert_sound("award-none")
    step("ratified", holder)
    visitor.visit("/credentials/")
    assert "You hold the SENCO Award." in words_of(visitor.page)
    visitor.assert_sound("award-mine")
    file = download(visitor, tmp_path)
    assert verdict(visitor, file, "verify-valid") == "This award is real and valid today."
    assert "It is not QTS" in words_of(visitor.page)

    step("law")
    assert verdict(visitor, file, "verify-due") == "This award is real. It is due for refresh."
    step("refresher", holder)
    visitor.sign_in_as(holder)
    visitor.visit("/credentials/")
    visitor.page.get_by_role("button", name="Renew my award").click()
    assert "Your award is renewed." in words_of(visitor.page)
    newer = download(visitor, tmp_path)
    assert verdict(visitor, newer, "verify-renewed") == "This award is real and valid today."

    visitor.sign_in_as(holder)
    visitor.visit("/credentials/name/")
    visitor.page.get_by_label("What name is your award to carry?").fill("Lena Frost-Hale")
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.sign_in_as("registrar")
    visitor.visit("/credentials/awards/")
    visitor.assert_sound("awards")
    visitor.page.get_by_role("button", name="I saw it: issue it").click()
    visitor.visit("/credentials/awards/?q=Frost-Hale")
    visitor.page.get_by_role("link", name="Lena Frost-Hale").click()
    award = visitor.page.url.removeprefix(visitor.address)
    visitor.assert_sound("award-registrar")
    visitor.page.get_by_role("link", name="Give notice that it may be revoked").click()
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.assert_sound("notice-error")
    visitor.page.get_by_label("The work that it rests on was not hers or his").check()
    visitor.page.get_by_label("What do you tell the holder?").fill("Two records are alike.")
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.visit(f"{award}revoke/")
    visitor.page.get_by_label("The work that it rests on was not hers or his").check()
    visitor.page.get_by_label("What do you tell the holder?").fill("Two records are alike.")
    visitor.page.get_by_role("button", name="Continue").click()
    assert "The holder has until" in words_of(visitor.page)

    visitor.sign_in_as(holder)
    visitor.visit("/credentials/")
    final = download(visitor, tmp_path)
    visitor.page.get_by_role("link", name="Reply", exact=True).click()
    visitor.assert_sound("notice-reply")
    visitor.page.get_by_label("What do you reply?").fill("Both are mine.")
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.sign_in_as("registrar")
    visitor.visit(f"{award}revoke/")
    visitor.page.get_by_label("The work that it rests on was not hers or his").check()
    visitor.page.get_by_label("What do you tell the holder?").fill("It was heard and it stands.")
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.assert_sound("award-revoked")
    assert verdict(visitor, final, "verify-revoked") == "This award was revoked. Do not rely on it."


def test_anyone_can_check_without_script_and_is_told_what_a_file_is(someone: Visitor, tmp_path: Path) -> None:
    someone.visit("/verify/")
    someone.assert_sound("verify")
    someone.page.get_by_label("Or paste the credential").fill("{ broken")
    someone.page.get_by_role("button", name="Check it").click()
    someone.assert_sound("verify-error")
    assert "That is broken JSON" in words_of(someone.page)
    assert someone.page.get_by_label("Or paste the credential").input_value() == "{ broken"
    sample = Path(__file__).parents[1] / "credentials" / "vectors" / "simple.json"
    assert verdict(someone, sample, "verify-unknown") == "The signature is good. We do not know who issued this."
    changed = tmp_path / "changed.json"
    changed.write_text(sample.read_text().replace("Teamwork Badge", "Leadership Badge"))
    assert verdict(someone, changed, "verify-altered").startswith("This credential was altered")
    someone.visit("/register/?q=nobody")
    someone.assert_sound("register-empty")
