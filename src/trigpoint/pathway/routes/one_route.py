"""The page of one route: everything about it, and somebody's own case. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.routes.fitting import Fit, Outcome, Verdict, conditions_of
from trigpoint.pathway.routes.path import LAW, steps_of
from trigpoint.pathway.routes.rows import AskedRow, CheckRow, RoutePage, StepRow, YourCase
from trigpoint.pathway.routes.sourcing import Numbered, numbered
from trigpoint.pathway.routes.wording import FIND_OUT, STATUSES, verdict_words
from trigpoint.platform.pages import MET, NOT_YET_MET

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trigpoint.kernel import Source
    from trigpoint.pathway.routes.finder import Finder
    from trigpoint.pathway.routes.prose import Said
    from trigpoint.pathway.routes.rows import SaidRow

HEADINGS = {
    Verdict.FITS: "Your case: this route fits",
    Verdict.COULD_FIT: "Your case: this route could fit",
    Verdict.NOT_YET: "Your case: not yet",
    Verdict.ELSEWHERE: "Your case: this is for people who qualified elsewhere",
    Verdict.LONGER: "Your case: there is a shorter way",
    Verdict.CLOSED: "Your case: not open to people in England",
}


def route_page_of(finder: Finder, route: str, answers: Mapping[str, str] | None, today: date) -> RoutePage:
    """Return everything about a route, and how the answers stand against it where there are any."""
    words, fit = finder.words[route], finder.fit(route, answers, today)
    sources = numbered(sources_of(finder, route))

    def said(each: Said) -> SaidRow:
        return sources.said(each.words, *(f"qts-routes/{key}" for key in each.sources))

    return RoutePage(
        row=finder.row(fit),
        for_whom=words.for_whom,
        status=said(words.status),
        length=said(words.length.said),
        where_it_counts=said(words.where_it_counts) if words.where_it_counts else None,
        conditions=conditions(finder, fit, sources, told=answers is not None),
        case=None if answers is None else case_of(finder, fit, answers),
        assessed_on=said(words.assessed_on),
        saves=said(words.saves),
        checks=tuple(CheckRow(check.who, said(check.said)) for check in words.checks),
        next_step=words.next_step,
        steps=tuple(
            StepRow(
                step.title,
                step.time,
                sources.said(step.words, *step.sources),
                finder.addresses.page(step.page) if step.page else "",
                step.page_words,
            )
            for step in steps_of(finder.scheme.routes[route].title, words, finder.award)
        ),
        rule=finder.rule,
        sources=tuple(sources.rows.values()),
        checked_to=finder.checked_to,
    )


def conditions(finder: Finder, fit: Fit, sources: Numbered, *, told: bool) -> tuple[AskedRow, ...]:
    """Return the conditions of a route at length; `told` says that there are answers to hold against them."""
    found = []
    for requirement in fit.requirements:
        words, rule = finder.scheme.words(requirement.rule), finder.scheme.rules[requirement.rule]
        asks = [asked.not_sure for asked in finder.questions if asked.facts & requirement.depends_on]
        unmet = f"{words['unmet']} {words.get('note', '')}".strip()
        text = {
            Outcome.MET: words["plain"],
            Outcome.MISSING: unmet,
            Outcome.FIND_OUT: "".join(asks[:1]),
            Outcome.DOES_NOT_APPLY: "By your answers, this is not asked of you.",
        }[requirement.outcome]
        status = STATUSES[requirement.outcome] if told else FIND_OUT
        row = sources.said(text if told else unmet, *(f"qts-routes/{key}" for key in rule.sources))
        found.append(AskedRow(status, rule.title, row))
    return tuple(found)


def case_of(finder: Finder, fit: Fit, answers: Mapping[str, str]) -> YourCase:
    """Return how somebody's answers stand against a route."""
    status = {Verdict.FITS: MET, Verdict.COULD_FIT: FIND_OUT}.get(fit.verdict, NOT_YET_MET)
    depends_on: frozenset[str] = frozenset().union(*(each.depends_on for each in fit.requirements))
    return YourCase(
        status,
        HEADINGS[fit.verdict],
        finder.reason_against(fit) or f"{verdict_words(fit)}.",
        tuple(row for row, asked in finder.to_find_out(answers) if asked.facts & depends_on),
        finder.summary(answers),
    )


def sources_of(finder: Finder, route: str) -> dict[str, Source]:
    """Return every source that a route's page rests on, by scheme and key."""
    words, scheme = finder.words[route], finder.scheme
    said = [words.status, words.length.said, words.assessed_on, words.saves, words.induction.said]
    said += [words.where_it_counts] if words.where_it_counts else []
    said += [check.said for check in words.checks] + [note.said for note in words.notes]
    keys = [*words.sources, *(key for each in said for key in each.sources)]
    keys += [key for rule in conditions_of(scheme, route) for key in rule.sources]
    found = {f"qts-routes/{key}": scheme.sources[key] for key in keys}
    return found | {name: finder.statute.sources[name.partition("/")[2]] for name in LAW}
