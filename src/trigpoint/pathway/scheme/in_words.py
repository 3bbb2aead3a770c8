"""A rule in plain words, made from the rule itself, so that the page cannot say other than what is judged. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis, Kind, Of, Via
from trigpoint.kernel.rules import (
    Bounds,
    By,
    Dated,
    Group,
    Have,
    Match,
    Reference,
    Rule,
    Served,
    Total,
    Unless,
    When,
)
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from trigpoint.kernel import Scheme

VERBS = {"holds": "Holds:", "passed": "Passed:", "completed": "Completed:", "working": "In post:", "served": "In post:"}
"""How a fact with this verb is said; any other is said to be on record. A colon, since titles are of every shape."""
QUOTED = re.compile(r"[A-Z]+(-P?[0-9.]+)?")
VIAS = {Via.TAUGHT: "taught here", Via.PRIOR_LEARNING: "by prior learning", Via.OUTSIDE: "from outside"}


@dataclass(frozen=True, slots=True)
class Words:
    """A line, and the lines under it. `clause` is the id of the clause that the line names and links to."""

    text: str
    parts: tuple[Words, ...] = ()
    clause: str = ""

    def flat(self) -> str:
        """Return everything in one line, brackets round what stands under a line."""
        inner = "; ".join(part.flat() for part in self.parts)
        known = not self.clause or self.text.startswith(self.clause)
        name = self.text if known else f"{self.text} [{self.clause}]"
        return f"{name} ({inner})" if inner else name


def in_words(rule: Rule, scheme: Scheme) -> Words:
    """Return what a rule asks. A rule inside it that has an id of its own is named, not spelt out."""
    said = _spelt(rule, scheme)
    unclear = "Unclear in law, so nobody is cleared by it. " if rule.arguable else ""
    return Words(unclear + said.text, said.parts, said.clause)


def name_of(rule: Rule) -> str:
    """Return what to call a clause: its title, after its id where people quote that (LAW-3, TS-1.1)."""
    if not rule.title:
        return rule.id
    return f"{rule.id} {rule.title}" if QUOTED.fullmatch(rule.id) else rule.title


def between(bounds: Bounds, start: str = "from", end: str = "until") -> str:
    """Return the days between bounds, *until* being the first day on which it is no longer so."""
    said = [f"{start} {written(bounds.start)}"] if bounds.start else []
    said += [f"{end} {written(bounds.before)}"] if bounds.before else []
    return " ".join(said)


def _inner(rule: Rule, scheme: Scheme) -> Words:
    if isinstance(rule, Reference):
        target = scheme.rules[rule.target]
        return Words(name_of(target), clause=target.id)
    if rule.named:
        return Words(name_of(rule), clause=rule.id)
    said = in_words(rule, scheme)
    force = between(rule.in_force)
    return Words(f"In force {force}: {said.text}", said.parts, said.clause) if force else said


def _spelt(rule: Rule, scheme: Scheme) -> Words:  # noqa: PLR0911 - one return for each kind of rule
    match rule:
        case Have():
            return Words(_have(rule, scheme))
        case Total():
            return Words(_total(rule, scheme))
        case Served():
            return Words(_served(rule, scheme))
        case Group():
            many = {None: "All of these:", 1: "Any one of these:"}.get(rule.need, f"At least {rule.need} of these:")
            return Words(many, tuple(_inner(member, scheme) for member in rule.members))
        case By():
            return Words(_by(rule, scheme), (_inner(rule.requirement, scheme),))
        case When():
            condition, then = _inner(rule.condition, scheme), _inner(rule.then, scheme)
            return Words(
                "Asked only in some cases:",
                (Words("Where this is so:", (condition,)), Words("this is asked:", (then,))),
            )
        case Unless():
            exemption, then = _inner(rule.exemption, scheme), _inner(rule.then, scheme)
            return Words(
                "Not asked of everyone:",
                (Words("This lets someone off:", (exemption,)), Words("Anyone else is asked this:", (then,))),
            )
        case Dated():
            return Words(
                "It depends on the day:",
                tuple(Words(f"{capital(between(days))}:", (_inner(then, scheme),)) for days, then in rule.versions),
            )
        case Reference():
            return _inner(rule, scheme)
    raise TypeError(f"No words for {type(rule).__name__}.")


def _have(rule: Have, scheme: Scheme) -> str:
    code = scheme.vocabulary[rule.match.code]
    verb = "The school is:" if code.of is Of.SETTING else VERBS.get(code.verb, "On record:")
    amount = rule.match.at_least
    least = f"at least {amount} {code.unit or 'hundredths of full time'}" if amount is not None else ""
    lasts = f"within the last {_months(rule.lasts)}" if rule.lasts is not None else ""
    return _joined(f"{verb} {code.title}", least, *_qualities(rule.match, scheme), lasts, _paused(rule.pauses, scheme))


def _total(rule: Total, scheme: Scheme) -> str:
    code = scheme.vocabulary[rule.match.code]
    times = "once" if rule.at_least == 1 else f"{rule.at_least} times"
    head = f"At least {rule.at_least} {code.unit} of {code.title}" if code.unit else f"At least {times}: {code.title}"
    within = f"within the last {_months(rule.within)}" if rule.within is not None else ""
    return _joined(head, *_qualities(rule.match, scheme), within, _paused(rule.pauses, scheme))


def _served(rule: Served, scheme: Scheme) -> str:
    title = scheme.vocabulary[rule.match.code].title
    measure = "counted in full-time months" if rule.measure == "fte" else "counted by the calendar"
    before = ""
    if rule.before is not None:
        before = f"before {written(rule.before) if isinstance(rule.before, date) else rule.before}"
    within = f"within the {_months(rule.within)} before" if rule.within is not None else ""
    head = f"{'More than' if rule.more_than else 'At least'} {_months(rule.months)} of {title}"
    return _joined(head, measure, *_qualities(rule.match, scheme), before, within)


def _by(rule: By, scheme: Scheme) -> str:
    event = _joined(scheme.vocabulary[rule.event.code].title, *_qualities(rule.event, scheme))
    time = f"there are {_months(rule.months)}" if rule.months is not None else "there is time until the day set for it"
    day = "the day" if scheme.vocabulary[rule.event.code].kind is Kind.EVENT else "the first day"
    anew = ", each time anew" if rule.each else ""
    fresh = "only what starts after it counts" if rule.each else ""
    asides = "; ".join(aside for aside in (fresh, _paused(rule.pauses, scheme)) if aside)
    return f"From {day} of {event}{anew}, {time} to meet this{f' ({asides})' if asides else ''}:"


def _qualities(match: Match, scheme: Scheme) -> list[str]:
    """Return what else must be so of a fact: where, how surely, how learned, when."""
    is_setting = scheme.vocabulary[match.code].of is Of.SETTING
    basis = {Basis.VERIFIED: "verified", Basis.ASSESSED: "assessed"}.get(match.basis, "")
    gained, began = between(match.gained, "on or after", "before"), between(match.began, "on or after", "before")
    return [
        "at this school" if match.here and not is_setting else "",
        basis,
        VIAS[match.via] if match.via else "",
        f"begun {began}" if began else "",
        f"gained {gained}" if gained else "",
    ]


def _paused(code: str | None, scheme: Scheme) -> str:
    return f"not counting days of {scheme.vocabulary[code].title}" if code else ""


def _months(number: int) -> str:
    return "1 month" if number == 1 else f"{number} months"


def _joined(*pieces: str) -> str:
    return ", ".join(piece for piece in pieces if piece)


def capital(words: str) -> str:
    """Return the words with a capital first letter."""
    return words[:1].upper() + words[1:]
