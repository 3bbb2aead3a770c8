"""What the record says of a holder: her award, the law she covers, the outcomes she achieved, whether she is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.credentials.building import Achieved, Scheme
from trigpoint.credentials.errors import NoAwardError
from trigpoint.credentials.words import AWARD, LONGEST, RENEWAL, RENEWS_AFTER, SCHEME
from trigpoint.kernel import Basis, Via
from trigpoint.record import queries as record

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.kernel import Fact, Snapshot
    from trigpoint.kernel import Scheme as Rules

LAW_CURRENT, LAW_REFRESH = "law-current", "LAW-refresh"
LEARNED_LAW = frozenset({"passed:law-examination", "completed:law-refresher"})
"""By the scheme's own note, each covers every change in law up to its own day."""
HOW = {
    Via.TAUGHT: "Taught and shown here",
    Via.PRIOR_LEARNING: "Prior learning",
    Via.OUTSIDE: "Learned elsewhere, with a certificate that was checked",
}
BY = {
    Basis.DECLARED: "the holder alone",
    Basis.VERIFIED: "the awarding body’s checkers of certificates",
    Basis.ASSESSED: "assessors of the awarding body, two for each outcome where the scheme asks for two",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """An award as the record tells it today. `entry` is the entry that gives it."""

    key: str
    entry: str
    given_on: date
    route: str
    scheme: Scheme
    law_covered: date
    valid_until: date
    achieved: tuple[Achieved, ...]
    law_is_current: bool
    law_to_catch_up_with: bool
    is_renewed: bool

    def is_due(self, issued_on: date, today: date) -> bool:
        """Tell whether a credential that was issued on a day is due for refresh today."""
        yearly = today >= issued_on + RENEWS_AFTER and not self.is_renewed
        return not self.law_is_current or self.law_to_catch_up_with or yearly

    def can_renew(self, issued_on: date, today: date) -> bool:
        """Tell whether the record carries a newer credential: the law is current, and a due year is covered."""
        year_is_over = today >= issued_on + RENEWS_AFTER
        return self.law_is_current and not self.law_to_catch_up_with and (self.is_renewed or not year_is_over)


def holder(key: str, today: date) -> Holder:
    """Return what the record says of the holder of an award. Raises NoAwardError. Three or four queries."""
    facts = record.facts_of(key)
    award = award_in(facts, today)
    if award is None:
        raise NoAwardError("The record does not hold the award. The award board gives it.")
    enrolled = record.enrolment_of(key, SCHEME)
    snapshot = record.standing_of(key, SCHEME, RENEWAL, today=today)
    rules = snapshot.standing.scheme
    described = describe(rules)
    learned = [fact.valid.start for fact in facts if fact.code in LEARNED_LAW and fact.valid.start <= today]
    return Holder(
        key=key,
        entry=award.source,
        given_on=award.valid.start,
        route=rules.routes[enrolled.route].title if enrolled else "Not told",
        scheme=described,
        law_covered=max([described.law_checked_to, *learned]),
        valid_until=valid_until(snapshot, today),
        achieved=tuple(outcomes(rules, facts, today)),
        law_is_current=today in snapshot.standing.met(LAW_CURRENT),
        law_to_catch_up_with=any(one.rule == LAW_REFRESH for one in snapshot.deadlines()),
        is_renewed=today in snapshot.standing.award(),
    )


def award_in(facts: tuple[Fact, ...], today: date) -> Fact | None:
    """Return the fact by which somebody holds the award, as the board gave it."""
    held = (one for one in facts if one.code == AWARD and one.basis is Basis.ASSESSED and today in one.valid)
    return next(held, None)


def describe(rules: Rules) -> Scheme:
    """Return a version of the scheme as credentials describe it."""
    about = rules.about["about"]
    return Scheme(
        title=rules.title,
        version=rules.version,
        what=_one_line(about["what"]),
        is_not=_one_line(about["not"]),
        standard=_one_line(about["standard"]),
        law_checked_to=rules.law_checked_to or rules.start,
    )


def valid_until(snapshot: Snapshot, today: date) -> date:
    """Return the last day of a credential issued today: while her law is current, and never past the longest time."""
    latest = today + LONGEST
    current = snapshot.standing.met(LAW_CURRENT).at(today)
    if current is None:
        return today + RENEWS_AFTER
    return latest if current.end is None else min(latest, current.end - timedelta(days=1))


def outcomes(rules: Rules, facts: tuple[Fact, ...], today: date) -> list[Achieved]:
    """Return the outcomes that somebody achieved by today, in the order of the scheme, each as it was shown best."""
    best: dict[str, Fact] = {}
    for fact in facts:
        verb, _, code = fact.code.partition(":")
        if verb == "achieved" and code in rules.rules and fact.valid.start <= today and fact.basis > Basis.DECLARED:
            there = best.get(code)
            if there is None or fact.basis > there.basis:
                best[code] = fact
    return [
        Achieved(
            code=code,
            title=rules.rules[code].title or code,
            plain=_one_line(rules.prose.get(code, {}).get("plain", "")),
            on=best[code].valid.start,
            how=HOW[best[code].via],
            by=BY[best[code].basis],
        )
        for code in rules.rules
        if code in best
    ]


def _one_line(text: object) -> str:
    return " ".join(str(text).split())
