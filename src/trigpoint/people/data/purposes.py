"""What somebody can let others see, and to whom: the words of consent. Without one, nobody else sees any of it.

The promise behind it: a head sees, without asking, only whether the law's rule is met at that school and whether the
law strand is current; all else is the SENCO's to show, item by item, and to take back.
"""

from __future__ import annotations

from dataclasses import dataclass

from trigpoint.people.roles import Role


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to show. `code` is stored; `title` completes *They see your …*."""

    code: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """Why something is shown, what can be, and to holders of which roles."""

    code: str
    title: str
    words: str
    items: tuple[Item, ...]
    roles: tuple[Role, ...]


SUPPORT = Purpose(
    "support",
    "So that others can support you",
    "It may not be used for appraisal or capability. You can take it back at any time, without giving a reason.",
    (
        Item("progress", "progress", "Which parts of the award you have met, and what comes next."),
        Item("plan", "plan", "The steps and dates that you have set yourself."),
        Item("hours", "hours", "The time that you noted for training and for the role."),
        Item("marks", "attempts and marks", "Examinations and tasks you sat, with their results."),
    ),
    (Role.HEAD, Role.GOVERNOR, Role.MENTOR),
)
MENTORING = Purpose(
    "mentoring",
    "So that your mentor can help you",
    "It goes to your mentor alone, by name, and ends when the mentoring does.",
    (Item("assessment", "self-assessment", "How sure you are of each outcome, in your own view."),),
    (Role.MENTOR,),
)
PURPOSES = (SUPPORT, MENTORING)
PURPOSE_OF = {item.code: purpose for purpose in PURPOSES for item in purpose.items}
ITEMS = {item.code: item for purpose in PURPOSES for item in purpose.items}

SHOWN = {
    "account": "your name, e-mail address and roles",
    "standing": "whether the law’s rule is met at your school",
    "law": "whether your law training is current",
    "time": "the time that you asked your school for",
    "reflection": "a reflection that you showed",
    "evidence": "a piece of evidence that you showed or submitted",
    **{code: f"your {item.title}" for code, item in ITEMS.items()},
}
"""What can be in the list of views: the items above, and what some see without asking."""
