"""Facts and what is wanted, in words: from codes of the vocabulary to sentences. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis, Impossible, Kind, Need, Via, Want
from trigpoint.pathway.scheme.in_words import VIAS, capital, name_of
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.kernel import Fact, Missing, Scheme, Vocabulary

ACTS = {"passed": "Pass", "completed": "Do", "holds": "Gain", "enrolled": "Get", "shown": "Gather"}
"""How a step towards a fact with this verb begins; any other is recorded."""
BASES = {
    Basis.DECLARED: "You told us",
    Basis.VERIFIED: "Confirmed by somebody who can know it",
    Basis.ASSESSED: "Judged by assessors",
}
JUDGES = {
    Basis.DECLARED: "You can say this yourself.",
    Basis.VERIFIED: "Somebody who can know it has to confirm it, such as your head, a family or whoever gave it.",
    Basis.ASSESSED: "Assessors judge it by the criteria. You cannot say it yourself.",
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as a page shows it: what, how surely and how learned, when, where, and the page of its entry."""

    what: str
    basis: str
    when: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Something missing, and what stands under it.

    `clause` is the id of the requirement it names; `closed` says that no fact can fill it any more.
    """

    words: str
    parts: tuple[Lack, ...] = ()
    clause: str = ""
    closed: bool = False


def fact_row(fact: Fact, vocabulary: Vocabulary, places: Mapping[str, str], url: str) -> FactRow:
    """Return a fact in words. `places` names settings."""
    code = vocabulary[fact.code]
    what = capital(code.title)
    if fact.amount is not None and code.kind is not Kind.SPELL:
        unit = code.unit or ("of 100" if code.verb == "passed" else "")
        what = f"{what}: {fact.amount} {unit}".rstrip()
    how = f"{BASES[fact.basis]}{f', {VIAS[fact.via]}' if fact.via is not Via.TAUGHT else ''}"
    where = places.get(fact.at, "") if fact.at else ""
    return FactRow(what, how, when(fact, code.kind), where, url)


def when(fact: Fact, kind: Kind) -> str:
    """Return the days of a fact: *3 March 2026*, *from 1 September 2025*, *1 May 2024 to 31 August 2025*."""
    start = written(fact.valid.start)
    if kind is Kind.EVENT:
        return start
    return f"from {start}" if fact.valid.end is None else f"{start} to {written(fact.valid.end - timedelta(days=1))}"


def act(want: Want, scheme: Scheme) -> str:
    """Return a step as an order one gives oneself: *Pass the law examination*, or the title of an outcome."""
    return act_towards(want.code, want.rule, scheme)


def act_towards(code_name: str, rule_id: str, scheme: Scheme) -> str:
    """Return how to begin towards a fact with this code, for a rule."""
    code = scheme.vocabulary[code_name]
    if code.verb == "achieved":
        return scheme.rules[rule_id].title
    return f"{ACTS.get(code.verb, 'Record')} {code.title}"


def lacking(missing: Missing, scheme: Scheme) -> Lack:
    """Return what is missing as sentences, a group with a single part as that part."""
    if isinstance(missing, Impossible):
        return Lack(missing.reason, closed=True)
    if isinstance(missing, Want):
        return Lack(wanted(missing, scheme))
    parts = tuple(_named(part, scheme) for part in missing.of)
    if len(parts) == 1:
        return parts[0]
    heads = {1: "Any one of these:", len(missing.of): "All of these:"}
    return Lack(heads.get(missing.least, f"At least {missing.least} of these:"), parts, closed=not missing.possible)


def _named(missing: Missing, scheme: Scheme) -> Lack:
    """Return a part by the name of its own requirement, where it has one, over what it lacks."""
    found = lacking(missing, scheme)
    rule = scheme.rules.get(missing.rule)
    if rule is None or not rule.named or not rule.title:
        return found
    if isinstance(missing, Need) and found.parts:
        return Lack(name_of(rule), (found,), rule.id, found.closed)
    return replace(found, words=f"{name_of(rule)}. {found.words}", clause=rule.id)


def wanted(want: Want, scheme: Scheme) -> str:
    """Return a want as a sentence: what would meet it, and who can say so."""
    code = scheme.vocabulary[want.code]
    if want.hundredths is not None:
        least = f"about {_months(want.months or 0)} more of {code.title}"
    elif want.amount is not None and code.kind is Kind.EVENT:
        least = f"{want.amount} more {code.unit} of {code.title}" if code.unit else f"{code.title}, {want.amount} more"
    elif want.amount is not None:
        least = f"{code.title}, at least {want.amount}"
    else:
        least = code.title
    more = [
        "counted in full-time months" if want.measure == "fte" else "",
        VIAS[want.via] if want.via in {Via.PRIOR_LEARNING, Via.OUTSIDE} else "",
        "at this school" if want.at else "",
        f"begun before {written(want.began_before)}" if want.began_before else "",
        f"before {written(want.before) if isinstance(want.before, date) else want.before}" if want.before else "",
    ]
    return f"{', '.join(filter(None, (capital(least), *more)))}. {JUDGES[want.basis]}"


def _months(months: float) -> str:
    whole = max(1, -int(-months // 1))
    return "1 month" if whole == 1 else f"{whole} months"
