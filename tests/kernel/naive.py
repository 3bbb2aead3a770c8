"""A second reading of the algebra, one day at a time and without any cleverness, to hold the evaluator against.

It works on the same rules but shares none of the evaluator's code except the adding of months.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

from trigpoint.kernel import Kind
from trigpoint.kernel.calendar import add_months
from trigpoint.kernel.rules import By, Dated, Group, Have, Reference, Served, Total, Unless, When

ONE = timedelta(days=1)


class Naive:
    """Evaluates rules on one day. `lenient`, `grace` and `exempt` say which help counts."""

    def __init__(self, scheme, facts, at, day, *, lenient=False, grace=True, exempt=True, pausing=None):
        self.scheme, self.facts, self.at, self.day = scheme, list(facts), at, day
        self.pausing = self.facts if pausing is None else pausing
        self.lenient, self.grace, self.exempt = lenient, grace, exempt

    def judge(self, rule) -> tuple[bool, bool]:
        """Return (applies, met)."""
        applies, met = getattr(self, type(rule).__name__.lower())(rule)
        limits = rule.in_force
        if (limits.start and self.day < limits.start) or (limits.before and self.day >= limits.before):
            return False, False
        if rule.arguable and not self.lenient:
            met = False
        return applies, applies and met

    def matching(self, match):
        found = [fact for fact in self.facts if fact.code == match.code and fact.basis >= match.basis]
        if match.via:
            found = [fact for fact in found if fact.via is match.via]
        if match.here:
            found = [fact for fact in found if self.at is not None and fact.at == self.at]
        if match.at_least is not None:
            found = [fact for fact in found if (fact.amount or 0) >= match.at_least]
        found = [fact for fact in found if inside(fact.valid.start, match.gained)]
        return [fact for fact in found if inside(self.began(fact), match.began)]

    def began(self, fact):
        if self.scheme.vocabulary[fact.code].kind is not Kind.SPELL:
            return fact.began or fact.valid.start
        began = fact.began or fact.valid.start
        touching = {fact}
        grew = True
        while grew:
            grew = False
            for other in self.facts:
                if other in touching or other.code != fact.code or other.at != fact.at:
                    continue
                if other.valid.start > fact.valid.start:
                    continue
                if any(touch(other, member) for member in touching):
                    touching.add(other)
                    grew = True
        return min([began, *(member.began or member.valid.start for member in touching)])

    def window_over(self, start, months, pauses):
        """Return whether the window of months from a day is over on this day, paused days not counted."""
        length = (add_months(start, months) - start).days
        counted = sum(not self.paused(start + n * ONE, pauses) for n in range((self.day - start).days))
        return counted >= length

    def paused(self, day, code):
        return code is not None and any(fact.code == code and day in fact.valid for fact in self.pausing)

    def have(self, rule):
        for fact in self.matching(rule.match):
            if fact.valid.start > self.day:
                continue
            event = self.scheme.vocabulary[fact.code].kind is Kind.EVENT
            if (event or self.day in fact.valid) and (
                rule.lasts is None or not self.window_over(fact.valid.start, rule.lasts, rule.pauses)
            ):
                return True, True
        return True, False

    def total(self, rule):
        amounts = [
            1 if fact.amount is None else fact.amount
            for fact in self.matching(rule.match)
            if fact.valid.start <= self.day
            and (rule.within is None or not self.window_over(fact.valid.start, rule.within, rule.pauses))
        ]
        return True, sum(amounts) >= rule.at_least

    def served(self, rule):
        spells = self.matching(rule.match)
        until = self.day
        if rule.before == "this post":
            posts = [fact for fact in self.facts if fact.code == rule.match.code and fact.at == self.at and self.at]
            if any(self.day in fact.valid for fact in posts):
                while any(until - ONE in fact.valid for fact in posts):
                    until -= ONE
        elif isinstance(rule.before, date):
            until = min(until, rule.before)
        day = min((fact.valid.start for fact in spells), default=until)
        if rule.within:
            day = max(day, until - (rule.within * 365 // 12) * ONE)
        served = 0
        while day < until:
            rates = [
                100 if rule.measure == "calendar" else (fact.amount or 100) for fact in spells if day in fact.valid
            ]
            served += min(100, sum(rates))
            day += ONE
        need = ceil(rule.months * 36500 / 12)
        return True, served > need if rule.more_than else served >= need

    def group(self, rule):
        judged = [self.judge(member) for member in rule.members]
        applying = sum(applies for applies, _ in judged)
        need = applying if rule.need is None else min(rule.need, applying)
        return applying > 0, sum(met for _, met in judged) >= need

    def last_day(self, rule, event):
        """Return the last day in time, or any later day than this one where it lies in the future."""
        if rule.months is None:
            anchor, last = event.valid.start, event.due or event.valid.start
        else:
            anchor = event.began or event.valid.start
            last = add_months(anchor, rule.months)
        if last < anchor:
            return last
        left, day = (last - anchor).days, anchor
        while day <= self.day:
            if not self.paused(day, rule.pauses):
                if left == 0:
                    return day
                left -= 1
            day += ONE
        return day

    def by(self, rule):
        events = sorted(
            (fact for fact in self.matching(rule.event) if fact.valid.start <= self.day),
            key=lambda fact: (fact.valid.start, fact.began or fact.valid.start, fact.due or fact.valid.start),
        )
        if not events:
            return False, False
        judged = [self.clock(rule, event) for event in (events if rule.each else events[:1])]
        return any(applies for applies, _ in judged), all(met for applies, met in judged if applies)

    def clock(self, rule, event):
        facts = [fact for fact in self.facts if fact.valid.start >= event.valid.start] if rule.each else self.facts
        inner = Naive(self.scheme, facts, self.at, self.day, lenient=self.lenient, grace=self.grace, exempt=self.exempt)
        applies, met = inner.judge(rule.requirement)
        if self.day <= self.last_day(rule, event):
            return True, met or self.grace
        return applies, met

    def when(self, rule):
        holds = Naive(self.scheme, self.facts, self.at, self.day).judge(rule.condition)[1]
        applies, met = self.judge(rule.then)
        return holds and applies, met

    def unless(self, rule):
        exempted = self.judge(rule.exemption)[1] and self.exempt
        applies, met = self.judge(rule.then)
        return applies, met or exempted

    def dated(self, rule):
        for bounds, version in rule.versions:
            if inside(self.day, bounds):
                return self.judge(version)
        return False, False

    def reference(self, rule: Reference):
        return self.judge(self.scheme.rules[rule.target])


def inside(day, bounds):
    return (bounds.start is None or day >= bounds.start) and (bounds.before is None or day < bounds.before)


def touch(a, b):
    return (b.valid.end is None or a.valid.start <= b.valid.end) and (
        a.valid.end is None or b.valid.start <= a.valid.end
    )


__all__ = ["By", "Dated", "Group", "Have", "Naive", "Served", "Total", "Unless", "When"]
