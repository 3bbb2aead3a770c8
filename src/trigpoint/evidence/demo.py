"""Evidence of Asha and Tom, in the demonstration: made up, and about nobody."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from trigpoint.evidence import actions, queries
from trigpoint.evidence.models import Asking
from trigpoint.evidence.tokens import token_of
from trigpoint.evidence.words import CHECKS, Ai, Kind, Origin
from trigpoint.people.demo import key_of
from trigpoint.platform import files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

SITE = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Story:
    """A piece as the demonstration has it."""

    kind: Kind
    said: actions.Said
    why: Mapping[str, str]
    is_ready: bool = True


ASHA = (
    Story(
        Kind.REFLECTION,
        actions.Said(
            title="A draft plan that said “regular support”",
            words=(
                "The council’s draft said “access to regular support as needed”. I asked how often, for how long, from "
                "whom and trained in what. My first letter argued; my second one offered words. The second was taken "
                "over nearly whole. I now begin with the words that I would like to read."
            ),
            made_on=date(2026, 10, 14),
        ),
        {
            "LAW-3.1": "It goes through the draft need by need and finds two without provision.",
            "LAW-3.2": "It quotes the vague words, says why they would be hard to enforce, and gives mine.",
            "TS-8.2": "It shows how I worked with those who advise us.",
        },
    ),
    Story(
        Kind.SESSION,
        actions.Said(
            title="Adaptive teaching: one task, three ways in",
            made_on=date(2026, 9, 2),
            structured={
                "for_whom": "All teaching staff: 23 adults.",
                "aim": "To plan one way in for everybody before planning extras for some.",
                "did": "Ten minutes of showing, twenty of trying it on a lesson of the week, ten of telling.",
                "learned": "A month later 14 of 23 showed me a plan that had it. Next time I will visit sooner.",
            },
        ),
        {"CPD-2.1": "The goal is one that can be seen in a plan of a lesson."},
        is_ready=False,
    ),
)
TOM = (
    Story(
        Kind.SESSION,
        actions.Said(
            title="Visual timetables, for teaching assistants",
            made_on=date(2026, 1, 6),
            structured={
                "for_whom": "Seven teaching assistants.",
                "aim": "That a timetable is used with a pupil, and not only hung up.",
                "did": "We made one for our own day, then changed it without warning, and talked about how that felt.",
                "learned": "I watched four classrooms in February. In three it was taken in hand at each change.",
            },
        ),
        {
            "CPD-2.1": "The goal could be seen in classrooms, and in February I went to see.",
            "TS-8.2": "It shows how I work with colleagues, as an equal.",
        },
    ),
    Story(
        Kind.FILE,
        actions.Said(
            title="The board that we made for changes of the day",
            words="I drew the cards. They are for any class; no child made or is named on them.",
            made_on=date(2026, 1, 7),
        ),
        {"TS-1.1": "It makes changes foreseeable for everybody."},
        is_ready=False,
    ),
)


def fill(now: datetime) -> None:
    """Let both have a few pieces, and a colleague have answered Tom, where they have none."""
    for slug, stories in (("asha", ASHA), ("tom", TOM)):
        owner = key_of(slug)
        if queries.pieces_of(owner):
            continue
        for number, story in enumerate(stories):
            tell(owner, story, now - timedelta(days=20 - number))
    tom = key_of("tom")
    if not Asking.objects.filter(owner=tom).exists():
        key = actions.ask(
            owner=tom,
            kind=Kind.WITNESS,
            name="Petra Lind",
            email="petra.lind@school.example",
            about="The training on visual timetables in January",
            easy_read=False,
            site=SITE,
            now=now,
        )
        answers = {
            "saw": "He had us feel a changed day before he explained anything. Nobody looked at a phone.",
            "changed": "We check the board together each morning now. I had thought of it as a poster.",
        }
        actions.answer(
            token=token_of(key),
            visitor="",
            name="Petra Lind",
            post="Teaching assistant, same school",
            answers=answers,
            now=now,
        )


def tell(owner: str, story: Story, now: datetime) -> None:
    """Make one piece as anybody would."""
    key = actions.begin(owner=owner, kind=story.kind, now=now)
    actions.save(owner=owner, key=key, version=1, said=story.said, now=now)
    if story.kind is Kind.FILE:
        with tempfile.TemporaryDirectory(dir=files.incoming()) as folder:
            path = Path(folder) / "board.png"
            drawn().save(path, "PNG")
            actions.add_file(owner=owner, key=key, path=path, label="board.png", adults=(), now=now)
    actions.map_to(owner=owner, key=key, why=story.why, now=now)
    if story.is_ready:
        actions.declare(owner=owner, key=key, origin=Origin.OWN, origin_words="", ai=Ai.NONE, ai_words="", now=now)
        row = queries.pieces([key])[key]
        actions.make_ready(owner=owner, key=key, version=row.version, checked=CHECKS, now=now)


def drawn() -> Image.Image:
    """Return a picture of a board with five cards."""
    image = Image.new("RGB", (1_000, 400), "#F4F6F3")
    pen = ImageDraw.Draw(image)
    for number, colour in enumerate(("#1B4D3E", "#0B5A78", "#7A4300", "#5B3E80", "#1B5E3B")):
        left = 40 + 190 * number
        pen.rectangle((left, 80, left + 160, 320), fill=colour)
        pen.ellipse((left + 50, 150, left + 110, 210), fill="white")
    return image
