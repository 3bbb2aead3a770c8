"""A served copy in demonstration mode, and Debian's Chromium to visit it.

The browser's scope is this folder: Playwright keeps an event loop running while it is open, and Django
refuses its database under one.
"""

from __future__ import annotations

import functools
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, Page, sync_playwright
from tests.journeys.support import Visitor, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

WIDTHS = (360, 1280)
CHROMIUM = (
    os.environ.get("TRIGPOINT_CHROMIUM")
    or shutil.which("chromium-headless-shell")  # Debian's build without a window: the same engine, half the work
    or shutil.which("chromium")
    or ""
)
QUIET = (
    "--no-sandbox",  # the tests may run as root; the pages are our own
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--metrics-recording-only",
)
PATIENCE_SECONDS = 30
EXPECTED = ("status of 4", "status of 5", "net::ERR_INTERNET_DISCONNECTED")
"""What a browser says of an answer that refuses, or of a journey’s lost connection: no fault of a page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Give the settings of a fresh copy, for its server and for commands beside it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
    return kept | {
        "TRIGPOINT_DATA": str(tmp_path_factory.mktemp("data")),
        "TRIGPOINT_DEMO": "1",
        "TRIGPOINT_WORKERS": "1",
        "TRIGPOINT_POSTS_PER_MINUTE": "100000",
    }


@pytest.fixture(scope="package")
def address(environment: dict[str, str]) -> Iterator[str]:
    """Serve a fresh copy on a free port; give its address; stop it at the end."""
    data = Path(environment["TRIGPOINT_DATA"])
    command = [sys.executable, "-m", "trigpoint.web"]
    subprocess.run([*command, "migrate"], env=environment, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (data / "log").open("w+", encoding="utf-8")
    server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        wait_until_ready(f"http://127.0.0.1:{port}/ready", server, data / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE_SECONDS)
        log.close()


def wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the copy answers; fail with its log when it stops or stays silent."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                answer.read()
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    pytest.fail(f"the copy to test did not start:\n{log.read_text('utf-8')}")


@pytest.fixture(scope="package", autouse=True)
def patient_clicks() -> Iterator[None]:
    """Let every click end when the page that it opens is whole, as a person waits: Playwright returns sooner."""

    def patient(click: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(click)
        def click_and_wait(clicked: Page | Locator, *args: Any, **kwargs: Any) -> None:
            click(clicked, *args, **kwargs)
            settle(clicked.page if isinstance(clicked, Locator) else clicked)

        return click_and_wait

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "click", patient(Page.click))
        patch.setattr(Locator, "click", patient(Locator.click))
        yield


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium, silent towards the outside."""
    if not CHROMIUM:
        pytest.skip("Chromium is not installed. Install it: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    """Give the widths at which pages are looked at: a small phone, a laptop."""
    found: int = request.param
    return found


@pytest.fixture
def visitor(browser: Browser, address: str, width: int) -> Iterator[Visitor]:
    """Give a visitor with script; the browser's console must stay silent."""
    yield from a_visitor(browser, address, width, script=True)


@pytest.fixture
def plain_visitor(browser: Browser, address: str, width: int) -> Iterator[Visitor]:
    """Give a visitor whose browser runs no script."""
    yield from a_visitor(browser, address, width, script=False)


@pytest.fixture(params=[(360, True), (1280, True), (360, False)], ids=["360-script", "1280-script", "360-no script"])
def someone(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Give a visitor with script at both widths, then one without: for journeys that must end well for all.

    Without script on a wide screen adds nothing that the other three would not find, and a quarter of the time.
    """
    width, script = request.param
    yield from a_visitor(browser, address, width, script=script)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Visitor]:
    """Give a visitor with the narrowest screen that WCAG 1.4.10 names."""
    yield from a_visitor(browser, address, 320, script=True)


def a_visitor(browser: Browser, address: str, width: int, *, script: bool) -> Iterator[Visitor]:
    """Open a fresh browser profile: no cookie of an earlier test."""
    context = browser.new_context(viewport={"width": width, "height": 740}, reduced_motion="reduce", locale="en-GB")
    context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page = context.new_page()
    someone = Visitor(page, context.new_cdp_session(page), address, width, script)
    someone.allow_script(allowed=script)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    outside: list[str] = []
    page.on("request", lambda request: outside.append(request.url) if not request.url.startswith(address) else None)
    yield someone
    context.close()
    assert [words for words in complaints if not any(one in words for one in EXPECTED)] == []
    assert outside == []
