"""One question of each kind, made up for tests, resting on provisions of the real register."""

from __future__ import annotations

from datetime import date
from typing import Any

from trigpoint.content.calculators import calculators
from trigpoint.content.questions import Question, read_questions
from trigpoint.content.statute import provisions

SHARED: dict[str, Any] = {
    "outcomes": ["LAW-4"],
    "use": ["practice"],
    "provisions": ["cfa-36"],
    "citation": "s. 36 CFA 2014",
    "because": "The section says so.",
}
SINGLE = SHARED | {
    "id": "one-of-three",
    "kind": "single",
    "stem": "Who may ask for an assessment?",
    "options": [
        {"id": "a", "words": "A neighbour", "why": "Not named."},
        {"id": "b", "words": "The parent", "right": True, "why": "Named in the section."},
        {"id": "c", "words": "A governor alone", "why": "Not named."},
    ],
}
MULTIPLE = SHARED | {
    "id": "two-of-four",
    "kind": "multiple",
    "stem": "Who of these may ask?",
    "options": [
        {"id": "a", "words": "A parent", "right": True, "why": "Named."},
        {"id": "b", "words": "A neighbour", "why": "Not named."},
        {"id": "c", "words": "The school", "right": True, "why": "Named."},
        {"id": "d", "words": "A newspaper", "why": "Not named."},
    ],
}
ORDER = SHARED | {
    "id": "three-steps",
    "kind": "order",
    "stem": "In which order does it happen?",
    "steps": [
        {"id": "s1", "words": "Somebody asks", "why": "It begins with a request."},
        {"id": "s2", "words": "The council decides", "why": "Within six weeks."},
        {"id": "s3", "words": "The council assesses", "why": "Only if it decided to."},
        {"id": "s4", "words": "The council makes a plan", "why": "Only if one is necessary."},
    ],
}
MATCH = SHARED | {
    "id": "three-pairs",
    "kind": "match",
    "stem": "What fits?",
    "pairs": [
        {"id": "p1", "left": "The council", "right": "must", "why": "Law."},
        {"id": "p2", "left": "The school", "right": "should", "why": "Guidance."},
        {"id": "p3", "left": "The governors", "right": "must", "why": "Law."},
    ],
    "extra": [{"id": "x1", "words": "may not", "why": "Nobody is forbidden."}],
}
DATE = SHARED | {
    "id": "by-when",
    "kind": "date",
    "on": date(2026, 10, 12),
    "stem": "The council has the request on 12 October 2026. By when must it answer?",
    "provisions": ["send-regs-5"],
    "citation": "reg 5(1) SEND Regulations 2014",
    "calculator": "ehc-week-6",
    "event": date(2026, 10, 12),
    "near": [{"day": date(2026, 11, 22), "why": "A day short."}],
}
CLAUSE = SHARED | {
    "id": "which-part",
    "kind": "clause",
    "stem": "Which part governs?",
    "parts": [
        {"id": "c1", "citation": "s. 36(1)", "words": "A request may be made.", "right": True, "why": "Who asks."},
        {"id": "c2", "citation": "s. 36(3)", "words": "The council must decide.", "why": "What follows."},
        {"id": "c3", "citation": "s. 36(8)", "words": "It must assess if.", "why": "The test."},
    ],
}
ALL = (SINGLE, MULTIPLE, ORDER, MATCH, DATE, CLAUSE)
CHECKED_ON = date(2026, 11, 24)


def read(*said: dict[str, Any], topic: str = "assessment") -> dict[str, Question]:
    """Return questions read from what a file would say."""
    data = {"title": "Assessment", "checked_on": CHECKED_ON, "questions": list(said)}
    return read_questions({topic: data}, provisions(), calculators())


QUESTIONS = read(*ALL)
