"""The route finder itself: content and answers in, rows out. Pure; addresses come from the caller."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trigpoint.pathway.routes.fitting import Fit, Outcome, Verdict, fit_of, fits_of
from trigpoint.pathway.routes.knowing import NOT_SURE, Known, is_asked, known_from, open_questions
from trigpoint.pathway.routes.path import whole_time
from trigpoint.pathway.routes.prose import questions_of, words_of
from trigpoint.pathway.routes.rows import (
    ConditionRow,
    FindOutRow,
    GapRow,
    NoteRow,
    ResultPage,
    RouteGroup,
    RouteRow,
    StandardRow,
    StartPage,
)
from trigpoint.pathway.routes.sourcing import cited
from trigpoint.pathway.routes.times import length_words
from trigpoint.pathway.routes.wording import GROUPS, STATUSES, answer_of, lower, verdict_words
from trigpoint.platform.pages import SummaryRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from trigpoint.kernel import Scheme
    from trigpoint.pathway.routes.prose import Asked, RouteWords, SenWork
    from trigpoint.platform.pages import Citation

SHOWN_IN_FULL = (Verdict.FITS, Verdict.COULD_FIT)
MOST_COMPARED = 5
"""As many columns as the widest page holds without scrolling."""
NOTHING_KNOWN = Known(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where things are: a question (to change its answer), a Teachers' Standard, a page by its name; "" for none."""

    question: Callable[[str], str]
    standard: Callable[[str], str]
    page: Callable[[str], str]


class Finder:
    """All that the content says about routes to QTS, ready to be asked."""

    def __init__(self, schemes: Mapping[str, Scheme], addresses: Addresses) -> None:
        self.scheme = schemes["qts-routes"]
        self.standards, self.award, self.statute = (
            schemes[name] for name in ("teachers-standards", "senco-award", "statutory-senco")
        )
        self.addresses = addresses
        self.questions = questions_of(self.scheme)
        self.words: dict[str, RouteWords] = {route: words_of(self.scheme.routes[route]) for route in self.scheme.routes}

    @property
    def checked_to(self) -> date:
        """The day to which the law on these pages was checked: the earliest of the schemes they quote."""
        days = [scheme.law_checked_to for scheme in (self.scheme, self.statute, self.award)]
        return min(day for day in days if day is not None)

    @property
    def rule(self) -> Citation:
        """The rule on who may be the SENCO."""
        return cited(self.statute.sources["reg-49"])

    def known(self, answers: Mapping[str, str] | None) -> Known:
        """Return what answers tell; without any, that nothing is held."""
        return NOTHING_KNOWN if answers is None else known_from(self.questions, answers)

    def fit(self, route: str, answers: Mapping[str, str] | None, today: date) -> Fit:
        """Return how one route stands."""
        return fit_of(self.scheme, self.words, route, self.known(answers), today)

    def start(self, today: date) -> StartPage:
        """Return every route before anything is asked, those not open last."""
        rows = [self.row(self.fit(route, None, today)) for route in self.words]
        return StartPage(len(self.questions), tuple(sorted(rows, key=lambda row: not row.is_open)), self.checked_to)

    def result(self, answers: Mapping[str, str], today: date) -> ResultPage:
        """Return the answer for a finished form; `answers` holds the value chosen, by the code of the question."""
        rows = [self.row(fit) for fit in fits_of(self.scheme, self.words, self.known(answers), today)]
        to_ask = tuple(row for row, _ in self.to_find_out(answers))
        nothing_known = all(value == NOT_SURE for value in answers.values())
        answer = answer_of(rows, unsure=len(to_ask), nothing_known=nothing_known)
        groups = [
            RouteGroup(verdict.name.lower().replace("_", "-"), words.heading, words.intro, found)
            for verdict, words in GROUPS.items()
            if (found := tuple(row for row in rows if row.verdict is verdict))
        ]
        in_full, in_short = split(groups, 0 if nothing_known else MOST_COMPARED)
        return ResultPage(
            status=answer.status,
            heading=answer.heading,
            lede=answer.lede,
            first=None if nothing_known else rows[0],
            first_words="See the shortest route" if in_full else "See the nearest route",
            notes=self.notes_on(answers),
            find_out=to_ask,
            in_full=in_full,
            gaps=gaps_of(rows),
            in_short=in_short,
            summary=self.summary(answers),
            rule=self.rule,
            checked_to=self.checked_to,
        )

    def row(self, fit: Fit) -> RouteRow:
        """Return a route as a card and as a row of the comparison."""
        words, length = self.words[fit.route], self.words[fit.route].length
        return RouteRow(
            id=fit.route,
            title=self.scheme.routes[fit.route].title,
            verdict=fit.verdict,
            verdict_words=verdict_words(fit),
            weeks=length.shortest_weeks,
            time=length_words(length.shortest_weeks, length.longest_weeks),
            length=length.said.words,
            is_open=words.open,
            open_words=words.status.words,
            reason=self.reason_against(fit),
            conditions=self.conditions(fit),
            next_step=words.next_step,
            counts_already=length.longest_weeks == 0,
            paid=words.paid,
            saves=words.saves.words,
            shows=words.shows.words,
            shows_standards=self.standard_rows(words.shows),
            cannot_show=words.cannot_show.words,
            cannot_show_standards=self.standard_rows(words.cannot_show),
            notes=self.notes(fit.route),
            induction=words.induction.said.words,
            whole=whole_time(length, words.induction).words,
        )

    def reason_against(self, fit: Fit) -> str:
        """Return why a route is not the way for somebody, whatever its conditions; nothing where it may be."""
        words = self.words[fit.route]
        if fit.verdict is Verdict.CLOSED:
            return words.status.words
        return words.instead.words if fit.verdict is Verdict.LONGER and words.instead else ""

    def conditions(self, fit: Fit) -> tuple[ConditionRow, ...]:
        """Return the conditions of a route in a few words each; those that do not apply are left out."""
        return tuple(
            ConditionRow(
                STATUSES[requirement.outcome],
                self.scheme.rules[requirement.rule].title,
                self.scheme.words(requirement.rule)["unmet"] if requirement.outcome is Outcome.MISSING else "",
            )
            for requirement in fit.requirements
            if requirement.outcome is not Outcome.DOES_NOT_APPLY
        )

    def notes(self, route: str) -> tuple[NoteRow, ...]:
        """Return how providers of a route differ."""
        sources = self.scheme.sources
        return tuple(
            NoteRow(note.said.words, tuple(cited(sources[key]) for key in note.said.sources), note.read)
            for note in self.words[route].notes
        )

    def standard_rows(self, work: SenWork) -> tuple[StandardRow, ...]:
        """Return the Teachers' Standards that some work shows."""
        ids = [(number, f"TS-{number}") for number in work.standards]
        return tuple(
            StandardRow(number, self.standards.rules[rule].title, self.addresses.standard(rule)) for number, rule in ids
        )

    def to_find_out(self, answers: Mapping[str, str]) -> Iterator[tuple[FindOutRow, Asked]]:
        """Yield what to find out: the questions that were asked and not settled."""
        known = self.known(answers)
        for asked in open_questions(self.questions, known):
            if is_asked(asked, known.held):
                yield FindOutRow(asked.question, asked.not_sure, self.addresses.question(asked.code)), asked

    def notes_on(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Return what the content has to say on the answers that were chosen."""
        chosen = (asked.choice(answers.get(asked.code, NOT_SURE)) for asked in self.questions)
        return tuple(choice.note for choice in chosen if choice and choice.note)

    def summary(self, answers: Mapping[str, str]) -> tuple[SummaryRow, ...]:
        """Return the answers to check, in the order of the questions."""
        found = []
        for asked in self.questions:
            if asked.code in answers:
                choice = asked.choice(answers[asked.code])
                words = choice.label if choice else "I am not sure"
                url = self.addresses.question(asked.code)
                found.append(SummaryRow(asked.question, words, url, f"your answer to: {asked.question}"))
        return tuple(found)


def split(groups: Sequence[RouteGroup], most: int) -> tuple[tuple[RouteGroup, ...], tuple[RouteGroup, ...]]:
    """Return the groups to show in full, with `most` routes in all, and those to show in short."""
    in_full: list[RouteGroup] = []
    in_short: list[RouteGroup] = []
    for group in groups:
        room = most - sum(len(each.rows) for each in in_full) if group.rows[0].verdict in SHOWN_IN_FULL else 0
        shown, rest = group.rows[:room], group.rows[room:]
        if shown:
            in_full.append(replace(group, rows=shown))
        if rest:
            more = replace(group, id=f"{group.id}-more", heading=f"More: {lower(group.heading)}") if shown else group
            in_short.append(replace(more, rows=rest))
    return tuple(in_full), tuple(in_short)


def gaps_of(rows: Sequence[RouteRow]) -> tuple[GapRow, ...]:
    """Return what the routes that do not fit yet lack, each thing once, the nearest route's first."""
    near = [row for row in rows if row.verdict is Verdict.NOT_YET]
    lacked = {row.id: [condition for condition in row.conditions if condition.text] for row in near}
    return tuple(
        GapRow(
            gap.title,
            gap.text,
            "; ".join(row.title for row in near if gap in lacked[row.id]),
            "; ".join(row.title for row in near if lacked[row.id] == [gap]),
        )
        for gap in dict.fromkeys(condition for row in near for condition in lacked[row.id])
    )
