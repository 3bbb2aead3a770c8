"""What an event says as xAPI statements. Pure: the address of this copy and the code of the person come in.

Source: ADL, "Experience API", version 1.0.3, part two (statements), read 2026-11-24. A statement's id follows from its
event, so that one sent twice is one. People are named by a code; nobody can be found by it without this copy.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from trigpoint.content.questions import questions
from trigpoint.content.scenarios import scenarios
from trigpoint.content.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.platform.events import Recorded

IDS = uuid.UUID("6f9c3a1e-6a0b-4a5e-9d0e-2f4c7d1b8a35")
"""The name space of our statement ids. It never changes."""
VERBS = "http://adlnet.gov/expapi/verbs/"
ACTIVITIES = "http://adlnet.gov/expapi/activities/"
VERSION = "1.0.3"
LANGUAGE = "en-GB"
Statement = dict[str, Any]


def statements_of(event: Recorded, *, home: str, person: str) -> list[Statement]:
    """Return what an event says, each statement whole; nothing for an event that says nothing of learning.

    home: the address of this copy, without a slash at its end. person: the code by which a person is named.
    """
    said = {
        "learning.question.answered": _answered,
        "learning.round.submitted": _submitted,
        "learning.unit.finished": _finished,
        "learning.run.decided": _decided,
    }.get(event.name)
    if said is None:
        return []
    shared = {
        "actor": {"objectType": "Agent", "account": {"homePage": home, "name": person}},
        "timestamp": event.at.isoformat(),
        "version": VERSION,
        "context": {"platform": "Trigpoint", "language": LANGUAGE},
    }
    return [
        {"id": str(uuid.uuid5(IDS, f"{event.id}:{number}")), **shared, **one}
        for number, one in enumerate(said(event, home))
    ]


def _answered(event: Recorded, home: str) -> Iterator[Statement]:
    yield _answer(home, str(event.data["question"]), right=bool(event.data["right"]), sure=bool(event.data["sure"]))


def _submitted(event: Recorded, home: str) -> Iterator[Statement]:
    for one in event.data["answered"]:
        question, _, right = str(one).rpartition(":")
        yield _answer(home, question, right=right == "1", sure=True)
    yield {
        "verb": _verb("completed"),
        "object": _activity(
            f"{home}/learn/practice/ten/{event.data['round']}/", "assessment", "Ten questions in one go"
        ),
        "result": {
            "completion": True,
            "score": {"raw": event.data["right"], "min": 0, "max": event.data["of"]},
        },
    }


def _answer(home: str, question: str, *, right: bool, sure: bool) -> Statement:
    known = questions().get(question)
    result: dict[str, Any] = {"success": right, "completion": True}
    if not sure:
        result["response"] = "not sure"
    return {
        "verb": _verb("answered"),
        "object": _activity(
            f"{home}/learn/practice/questions/{question}/", "question", known.stem if known else question
        ),
        "result": result,
    }


def _finished(event: Recorded, home: str) -> Iterator[Statement]:
    unit = str(event.data["unit"])
    known = units().get(unit)
    yield {
        "verb": _verb("completed"),
        "object": _activity(f"{home}/learn/units/{unit}/", "module", known.title if known else unit),
        "result": {"completion": True},
    }


def _decided(event: Recorded, home: str) -> Iterator[Statement]:
    scenario, point = str(event.data["scenario"]), str(event.data["point"])
    known = scenarios().get(scenario)
    yield {
        "verb": _verb("responded"),
        "object": _activity(
            f"{home}/learn/scenarios/{scenario}/#{point}",
            "simulation",
            f"{known.title if known else scenario}: {point}",
        ),
        "result": {
            "response": f"{event.data['choice']}, {event.data['reason']}",
            "success": event.data["verdict"] == "right",
        },
    }


def _verb(name: str) -> dict[str, Any]:
    return {"id": f"{VERBS}{name}", "display": {LANGUAGE: name}}


def _activity(id_: str, type_: str, name: str) -> dict[str, Any]:
    return {
        "objectType": "Activity",
        "id": id_,
        "definition": {"type": f"{ACTIVITIES}{type_}", "name": {LANGUAGE: name}},
    }
