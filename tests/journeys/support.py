"""What a journey can do and what it may expect of every page (design rules on access, one by one)."""

from __future__ import annotations

import itertools
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page, Response

SCREENSHOTS = Path("var/screenshots")

SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
SPACED += " p { margin-bottom: 2em !important; }"
WIDE_FONT = "* { font-family: 'DejaVu Sans', sans-serif !important; }"
DOUBLE_TEXT = "html { font-size: 200% !important; }"

FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

RUNS_OFF = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && e.getClientRects().length
    && !e.closest('.tp-table-region, .tp-hidden, .govuk-visually-hidden, .tp-skip'))
  .map(e => e.tagName + '.' + e.className).slice(0, 5)"""

SMALL_TARGETS = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
  .filter(e => e.getClientRects().length && !e.closest('.tp-hidden, .tp-skip'))
  .filter(e => {
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const height = style.display === 'inline' ? parseFloat(style.lineHeight) : box.height;
    return box.width < 24 || height < 24;
  })
  .map(e => e.outerHTML.slice(0, 80))"""

FOCUS_STATE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  e.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length);
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const x = box.left + Math.min(box.width / 2, 8), y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  return {
    stop: Number(e.dataset.stop),
    name: e.outerHTML.slice(0, 80),
    marked: style.boxShadow !== 'none' || style.outlineStyle !== 'none',
    uncovered: !!top && (e.contains(top) || top.contains(e) || !!top.closest('label')),
    place: [...document.querySelectorAll('*')].indexOf(e),
  };
}"""


@dataclass
class Visitor:
    """A person at a screen: a page of a given width, with script or without."""

    page: Page
    session: CDPSession
    address: str
    width: int
    script: bool

    def allow_script(self, *, allowed: bool) -> None:
        """Let the browser run script, or not, as its own setting does."""
        self.session.send("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def visit(self, path: str) -> Response:
        """Open a page of the site."""
        response = self.page.goto(self.address + path)
        assert response is not None
        return response

    def sign_in_as(self, slug: str) -> None:
        """Sign in as one of the made-up people of the demonstration, such as `asha`."""
        self.visit("/sign-in/demonstration/")
        self.page.click(f"button[name=person][value={slug}]")

    def axe(self) -> list[str]:
        """Return what axe finds wrong with the page, one line a fault."""
        settle(self.page)
        if not self.script:  # the page has loaded without script; axe itself is one
            self.allow_script(allowed=True)
        found = Axe().run(self.page).response["violations"]
        if not self.script:
            self.allow_script(allowed=False)
        return [f"{fault['id']}: {node['target']} {node['html'][:120]}" for fault in found for node in fault["nodes"]]

    def with_style(self, css: str) -> None:
        """Add a visitor's own style, as a browser setting would."""
        script = "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }"
        self.page.evaluate(script, css)

    def runs_off(self) -> list[str]:
        """Return what runs off the side of the page."""
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return self.page.evaluate(RUNS_OFF) or (["the page itself"] if wider > 0 else [])

    def small_targets(self) -> list[str]:
        """Return the controls smaller than 24 by 24 pixels, or set closer than that (WCAG 2.5.8)."""
        found: list[str] = self.page.evaluate(SMALL_TARGETS)
        return found

    def walk(self) -> list[str]:
        """Tab through the page; return what is wrong: a stop unseen or covered, an order that jumps, a trap."""
        faults: list[str] = []
        places: list[int] = []
        seen: set[int] = set()
        limit = self.page.locator(FOCUSABLE).count() + 2
        for _ in range(limit):
            self.page.keyboard.press("Tab")
            state = self.page.evaluate(FOCUS_STATE)
            if state is None:
                break
            if state["stop"] in seen:
                faults += [f"trapped at {state['name']}"]
                break
            seen.add(state["stop"])
            places.append(state["place"])
            faults += [f"focus unseen: {state['name']}"] if not state["marked"] else []
            faults += [f"focus covered: {state['name']}"] if not state["uncovered"] else []
        if places != sorted(places):
            faults.append(f"focus jumps about: {places}")
        if not places:
            faults.append("nothing takes focus")
        return faults

    def outline_faults(self) -> list[str]:
        """Return what is wrong with headings, landmarks, language and title."""
        page = self.page
        settle(page)
        levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1]))")
        faults = [] if levels.count(1) == 1 else [f"{levels.count(1)} h1"]
        faults += [f"h{a} then h{b}" for a, b in itertools.pairwise(levels) if b > a + 1]
        faults += [] if page.get_attribute("html", "lang") == "en-GB" else ["no language"]
        for landmark in ("header", "nav", "main", "footer"):
            faults += [] if page.locator(landmark).count() else [f"no {landmark}"]
        faults += [] if re.fullmatch(r"\S.* - Trigpoint", page.title()) else [f"title {page.title()!r}"]
        return faults

    def keep_screenshot(self, name: str) -> None:
        """Keep a picture in var/screenshots, when TRIGPOINT_SCREENSHOTS=1 asks for it."""
        if os.environ.get("TRIGPOINT_SCREENSHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            file = f"{name}-{self.width}{'' if self.script else '-plain'}.png"
            self.page.screenshot(path=SCREENSHOTS / file, full_page=True)

    def assert_sound(self, name: str) -> None:
        """Assert what holds for every page, at any width, with script or without."""
        self.keep_screenshot(name)
        assert self.axe() == []
        assert self.outline_faults() == []
        assert self.runs_off() == []
        assert self.small_targets() == []


def settle(page: Page) -> None:
    """Wait until the page is whole: a click returns when the next page has begun, which on a busy machine is blank."""
    page.wait_for_load_state("load")


def words_of(page: Page) -> str:
    """Return the words of the page that every visitor gets, script or not, in one line."""
    settle(page)
    text = page.evaluate("[...document.querySelectorAll('header, nav, main, footer')].map(e => e.innerText).join(' ')")
    return re.sub(r"\s+", " ", text).strip()
