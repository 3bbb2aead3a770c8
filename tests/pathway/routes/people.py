"""People who ask for their route: answers by the code of the question, all given with the labels of the content."""

from __future__ import annotations

from datetime import date

from trigpoint.content.library import installed_library
from trigpoint.pathway.routes.finder import Addresses, Finder

TODAY = date(2026, 11, 23)

GRADUATE = {
    "highest-qualification": "degree",
    "english-and-maths": "both",
    "phase": "either",
    "science": "yes",
    "whole-classes": "two-schools",
    "key-stages": "yes",
    "school-post": "employed",
    "residence": "uk",
    "other-status": "none",
}
ASSISTANT = GRADUATE | {"highest-qualification": "level-3", "whole-classes": "no"}
NOTHING = {
    "highest-qualification": "neither",
    "english-and-maths": "neither",
    "phase": "secondary",
    "whole-classes": "no",
    "school-post": "no",
    "residence": "part",
    "other-status": "none",
}
UNSURE = dict.fromkeys(GRADUATE, "not-sure")


def a_finder() -> Finder:
    """Return a finder of the installed content whose addresses are easy to read."""
    return Finder(
        installed_library().schemes,
        Addresses(
            question=lambda code: f"/change/{code}",
            standard=lambda rule: f"/standard/{rule}",
            page=lambda name: f"/page/{name}",
        ),
    )
