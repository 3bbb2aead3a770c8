"""What the law on SENCOs says of each present post, from the facts of the record. Pure: the day comes in.

Law is asked once for each post as SENCO. A day that has passed is told, never set as a task, and where the record only
lacks a fact the page says so instead of calling somebody unfit for her post.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trigpoint.deadlines import last_safe_start
from trigpoint.kernel import State
from trigpoint.law.senco.readings import points
from trigpoint.pathway.eligibility.verdict import (
    NEEDS,
    Asked,
    Kind,
    course_words,
    deadline_of,
    role_needs,
    strict_deadline,
    verdict_of,
)
from trigpoint.pathway.standing.statuses import status_of
from trigpoint.platform.pages import (
    DOES_NOT_APPLY,
    MET,
    NOT_YET_MET,
    OVERDUE,
    UNCLEAR,
    Reason,
    StatusKind,
    TrackDate,
    due,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trigpoint.kernel import Snapshot
    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.law.senco.readings import PointRow
    from trigpoint.pathway.eligibility.verdict import Verdict
    from trigpoint.pathway.present import PresentPost
    from trigpoint.platform.pages import Citation, Status

SENCO = "served:senco"
ARGUED = ("twelve-months", "award-clock-here")
OPEN = {State.NOT_YET_DUE, State.UNMET, State.ARGUABLE}
TELL = "Add what you hold to your timeline. The duty to see to it is the school’s, not yours."


@dataclass(frozen=True, slots=True)
class Post:
    """A post as SENCO, with the standing at its school. `known` says that the register has the school."""

    post: PresentPost
    school: str
    known: bool
    snapshot: Snapshot

    @property
    def lacks_facts(self) -> bool:
        """Tell whether the role is unmet and nobody has said that it is so: facts may only be missing here."""
        return self.known and self.snapshot.state("role") is State.UNMET


@dataclass(frozen=True, slots=True)
class LawRow:
    """What the law asks at a post, in short. `urgent` rows stand first on My standing, the others under the strands."""

    status: Status
    heading: str
    words: tuple[str, ...]
    citations: tuple[Citation, ...]
    urgent: bool


@dataclass(frozen=True, slots=True)
class PostPage:
    """A post on the page about the law: the answer, why, the days, and both readings where the law is unclear."""

    row: LawRow
    school: str
    since: date
    setting: str
    reasons: tuple[Reason, ...]
    dates: tuple[TrackDate, ...]
    points: tuple[PointRow, ...]


def law_row(one: Post, clauses: Clauses, today: date, *, several: bool) -> LawRow:
    """Return what the law asks at a post. `several` says that there are more, so that each is named."""
    place = f" at {one.school}" if several else ""
    if not one.known:
        words: tuple[str, ...] = ("Our register does not tell what it is. A few questions will settle it.",)
        heading = f"We do not know if the rule on SENCOs covers {one.school}"
        return LawRow(DOES_NOT_APPLY, heading, words, clauses.of_rule("covered", today), urgent=False)
    if one.lacks_facts:
        return _facts_missing(one, clauses, today, place)
    verdict = verdict_of(one.snapshot, Asked(today))
    match verdict.kind:
        case Kind.NOT_COVERED:
            heading = f"The rule on SENCOs does not cover {one.school}"
            return LawRow(verdict.status, heading, verdict.lede, clauses.of_rule("covered", today), urgent=False)
        case Kind.CAN_BY if verdict.due:
            heading = f"Your post{place} needs the SENCO qualification by {written(verdict.due)}"
            words = tuple(course_words(verdict.due, Asked(today)))
        case Kind.PASSED if verdict.due:
            heading = f"The SENCO qualification for your post{place} was due by {written(verdict.due)}"
            words = verdict.lede
        case Kind.UNCLEAR:
            heading = f"The law is unclear for your post{place}"
            words = (verdict.heading.removeprefix("The law is unclear. "), *verdict.lede)
        case _:
            return _nothing_more(one, verdict, clauses, today)
    return LawRow(verdict.status, heading, words, _cited(clauses, "award-clock", today), urgent=True)


def _cited(clauses: Clauses, rule: str, today: date) -> tuple[Citation, ...]:
    """Return the provision by its name alone; the page about the law says since when it reads so."""
    return tuple(replace(cited, since=None) for cited in clauses.of_rule(rule, today)[:1])


def _nothing_more(one: Post, verdict: Verdict, clauses: Clauses, today: date) -> LawRow:
    exempt = one.snapshot.state("award") is State.EXEMPT
    heading = f"The law asks nothing more of you at {one.school}"
    rule = "exempt-same-post" if exempt else "award"
    return LawRow(verdict.status, heading, verdict.lede, clauses.of_rule(rule, today)[:1], urgent=False)


def _facts_missing(one: Post, clauses: Clauses, today: date, place: str) -> LawRow:
    heading = f"Your record does not show yet that you may be the SENCO{place}"
    words = [NEEDS[need] for need in role_needs(one.snapshot)]
    clock = strict_deadline(one.snapshot)
    if clock is not None and one.snapshot.state("award") is not State.DOES_NOT_APPLY:
        verb = "is" if clock.last_day >= today else "was"
        words.append(f"The SENCO qualification {verb} due by {written(clock.last_day)}.")
    return LawRow(NOT_YET_MET, heading, (*words, TELL), _cited(clauses, "role", today), urgent=True)


# ---- The page about the law


def post_page(one: Post, clauses: Clauses, today: date) -> PostPage:
    """Return all that the page about the law says of one post."""
    return PostPage(
        row=law_row(one, clauses, today, several=False),
        school=one.school,
        since=one.post.since,
        setting=one.post.setting,
        reasons=tuple(_reasons(one, clauses, today)) if one.known else (),
        dates=tuple(sorted(_dates(one, today), key=lambda row: row.on)),
        points=_points(one, clauses, today) if is_argued(one) else (),
    )


def _points(one: Post, clauses: Clauses, today: date) -> tuple[PointRow, ...]:
    return tuple(replace(point, plain=_settled_later(point.plain, one)) for point in points(clauses, today))


def is_argued(one: Post) -> bool:
    """Tell whether an unclear point of law bears on the post, the qualification still being open."""
    state = one.snapshot.state
    return one.known and state("award") in OPEN and any(state(rule) is State.ARGUABLE for rule in ARGUED)


def _settled_later(words: str, one: Post) -> str:
    """Return words on an unclear point; once the strict day has passed, without the advice to keep to it."""
    return words if one.snapshot.state("award-clock").counts else words.rpartition(". ")[0] + "."


def _reasons(one: Post, clauses: Clauses, today: date) -> Iterator[Reason]:
    snapshot = one.snapshot
    yield _reason(one, "covered", clauses, today)
    if snapshot.state("covered") is not State.MET:
        return
    if snapshot.state("role-head") is State.MET:
        yield _reason(one, "role-head", clauses, today)
    else:
        for rule in ("qualified", "working-as-teacher", "induction"):
            yield _reason(one, rule, clauses, today)
    state = snapshot.state("award")
    if state is State.EXEMPT:
        yield _reason(one, "exempt-same-post", clauses, today)
    elif state is State.MET:
        held = "required-award" if snapshot.state("required-award").counts else "earlier-award"
        yield _reason(one, held, clauses, today)
    elif state is not State.DOES_NOT_APPLY:
        yield _clock_reason(one, clauses, today)
        for rule in ARGUED:
            if snapshot.state(rule) is State.ARGUABLE:
                text = _settled_later(str(clauses.scheme.words(rule)["plain"]), one)
                title = clauses.scheme.rules[rule].title
                yield Reason(UNCLEAR, f"Unclear: {title}", text, clauses.of_rule(rule, today)[:1])


def _reason(one: Post, rule: str, clauses: Clauses, today: date) -> Reason:
    finding = one.snapshot[rule]
    words = clauses.scheme.words(rule)
    cited = clauses.of_rule(rule, today)[:1]
    if finding.state.counts:
        return Reason(status_of(finding, today), str(words["plain"]).removesuffix("."), "", cited)
    if rule == "covered":
        return Reason(DOES_NOT_APPLY, "The rule does not cover this school", str(words["note"]), cited)
    text = str(words["unmet"]).removeprefix("Not yet. ")
    title = clauses.scheme.rules[rule].title
    return Reason(NOT_YET_MET, f"Not on your record: {title[:1].lower()}{title[1:]}", text, cited)


def _clock_reason(one: Post, clauses: Clauses, today: date) -> Reason:
    clock = strict_deadline(one.snapshot)
    status = NOT_YET_MET if clock is None else OVERDUE if clock.last_day < today else due(clock.last_day)
    began = f"You first became a SENCO on {written(clock.event.began or clock.event.valid.start)}." if clock else ""
    text = f"{began} The three years run from that day. The day itself is still in time. "
    text += "No leave and no gap stops this clock."
    return Reason(
        status, "The qualification is not on your record", text.strip(), clauses.of_rule("award-clock", today)[:1]
    )


def _dates(one: Post, today: date) -> Iterator[TrackDate]:
    yield TrackDate(one.post.since, f"You became the SENCO of {one.school}", StatusKind.MET, one.post.since < today)
    if not one.known or one.snapshot.state("award") not in OPEN:
        return
    clock = strict_deadline(one.snapshot)
    if clock is None:
        return
    began = clock.event.began or clock.event.valid.start
    if began != one.post.since:
        yield TrackDate(began, "You first became a SENCO: the clock starts", StatusKind.MET, began < today)
    start = last_safe_start(clock.last_day)
    passed = start < today
    yield TrackDate(
        start, f"The last safe start of the course{'. It has passed' if passed else ''}", StatusKind.DUE, passed
    )
    over = clock.last_day < today
    words = "Third anniversary: the qualification " + ("was due" if over else "must be held after this day")
    yield TrackDate(clock.last_day, words, StatusKind.OVERDUE if over else StatusKind.DUE, over)
    other = deadline_of(one.snapshot, "award-clock-here-date")
    if other and other.last_day != clock.last_day:
        words = "Third anniversary in this post, if the three years began again: unclear in law"
        yield TrackDate(other.last_day, words, StatusKind.UNCLEAR, other.last_day < today)


def is_fine(row: LawRow) -> bool:
    """Tell whether nothing is left to do at the post."""
    return row.status is MET
