"""What a rule that applies on a day and is not met lacks: one function for each kind of rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import service_hundredths
from trigpoint.kernel.facts import Kind
from trigpoint.kernel.findings import ARGUABLE, DOES_NOT_APPLY, UNMET
from trigpoint.kernel.matching import posts_at
from trigpoint.kernel.missing import Impossible, Need, Want
from trigpoint.kernel.periods import covers
from trigpoint.kernel.rules import THIS_POST, By, Dated, Group, Have, Reference, Rule, Served, Total, Unless, When
from trigpoint.kernel.service import look_back, served_by, service_steps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trigpoint.kernel.explain import Explainer
    from trigpoint.kernel.missing import Missing


def lacking_parts(explainer: Explainer, rule: Rule) -> Missing:
    """Return what is lacking of a rule all of whose parts are needed."""
    return _among(explainer, rule, explainer.parts(rule), None)


def lacking_target(explainer: Explainer, rule: Reference) -> Missing:
    """Return what the rule that is referred to lacks."""
    return explainer.missing(explainer.program.resolve(rule))


def lacking_members(explainer: Explainer, rule: Group) -> Missing:
    """Return what is lacking of as many members as are needed among those that apply."""
    return _among(explainer, rule, rule.members, rule.need)


def _among(explainer: Explainer, rule: Rule, parts: Sequence[Rule], asked: int | None) -> Missing:
    applying = possible = 0
    lacking: list[Missing] = []
    states, known = explainer.states, explainer.lacks
    for part in parts:
        state = states[part.id]
        if state is not DOES_NOT_APPLY:
            applying += 1
            if state is UNMET or state is ARGUABLE:
                found = known.get(part.id) or explainer.missing(part)
                lacking.append(found)
                possible += found.possible
    if len(lacking) == 1:
        return lacking[0]
    least = (applying if asked is None else min(asked, applying)) - (applying - len(lacking))
    return Need(rule.id, least, tuple(lacking), possible >= least)


def lacking_either(explainer: Explainer, rule: Unless) -> Missing:
    """Return what the exemption and the rule lack, either of which will do."""
    parts = (rule.exemption, rule.then)
    lacking = tuple(explainer.missing(part) for part in parts if explainer.states[part.id] is not DOES_NOT_APPLY)
    return Need(rule.id, 1, lacking, any(found.possible for found in lacking))


def lacking_clock(explainer: Explainer, rule: By) -> Missing:
    """Return what the requirement lacks, for every clock that has run out."""
    if not rule.each:
        return explainer.missing(rule.requirement)
    clock, lacking = explainer.program.clocks[rule.id], []
    for event, inner in zip(explainer.started(rule), explainer.each_clock(rule), strict=True):
        found = inner.missing_of(rule.requirement.id)
        if found is not None and clock.last_day(event, explainer.index) < explainer.day:
            lacking.append(found)
    return Need(rule.id, len(lacking), tuple(lacking), all(found.possible for found in lacking))


def lacking_fact(explainer: Explainer, rule: Have) -> Missing:
    """Return the fact that is wanted, or why none can count on the day."""
    gained, began = rule.match.gained, rule.match.began
    if gained.before is not None and gained.before.toordinal() <= explainer.day:
        return Impossible(rule.id, f"It counts only if gained before {_words(gained.before)}, and that day has passed.")
    for bound in (gained.start, began.start):
        if bound is not None and bound.toordinal() > explainer.day:
            return Impossible(rule.id, f"It counts only from {_words(bound)} on.")
    if began.before is None or began.before.toordinal() > explainer.day:
        return _want(explainer, rule, amount=rule.match.at_least)
    if explainer.program.matchers[rule.id].kind is Kind.SPELL:
        return Impossible(rule.id, f"It counts only for a post that began before {_words(began.before)}.")
    return _want(explainer, rule, amount=rule.match.at_least, began_before=began.before)


def lacking_amount(explainer: Explainer, rule: Total) -> Missing:
    """Return how much is still to be done within the window."""
    held = sum(1 if fact.amount is None else fact.amount for fact in explainer.counted(rule))
    return _want(explainer, rule, amount=rule.at_least - held)


def lacking_service(explainer: Explainer, rule: Served) -> Missing:
    """Return how much service is still needed, or why none can count any more."""
    cut, before = explainer.cut_of(rule), rule.before
    if before == THIS_POST and covers(posts_at(explainer.index, rule.match.code, explainer.at), explainer.day):
        return Impossible(rule.id, "Only service before this post counts, and this post has begun.")
    if isinstance(before, date) and before.toordinal() <= explainer.day:
        return Impossible(rule.id, f"Only service before {_words(before)} counts, and that day has passed.")
    rates = service_steps(explainer.program.matchers[rule.id].facts(explainer.index, explainer.at), rule.measure)
    held = served_by(rates, cut) - (served_by(rates, cut - look_back(rule.within)) if rule.within else 0)
    hundredths = service_hundredths(rule.months) + rule.more_than - held
    return _want(explainer, rule, hundredths=hundredths, measure=rule.measure, before=before, within=rule.within)


def _want(explainer: Explainer, rule: Have | Total | Served, **details: object) -> Want | Impossible:
    match = rule.match
    if match.here and explainer.at is None:
        return Impossible(rule.id, "This depends on a setting, and none was asked about.")
    at = explainer.at if match.here else None
    minutes = explainer.program.minutes[rule.id]
    return Want(match.code, match.basis, match.via, at, **details, rule=rule.id, minutes=minutes)  # type: ignore[arg-type]


LACKING: dict[type[Rule], Callable[..., Missing]] = {
    Have: lacking_fact,
    Total: lacking_amount,
    Served: lacking_service,
    Group: lacking_members,
    By: lacking_clock,
    When: lacking_parts,
    Dated: lacking_parts,
    Unless: lacking_either,
    Reference: lacking_target,
}


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
