"""What can be read of a plan. Each function says how many queries it takes; another person's plan is nobody's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Prefetch

from trigpoint.pathway.plan.models import (
    Goal,
    Plan,
    Reflection,
    ReflectionShown,
    Review,
    SelfAssessment,
)
from trigpoint.pathway.plan.rows import (
    GoalRow,
    OutcomeRow,
    PlanPage,
    ReflectionRow,
    ReviewRow,
    StrandRow,
    TimeLine,
    time_words,
)
from trigpoint.pathway.plan.steps import Lacks, chosen, done_rows, split, title_of
from trigpoint.pathway.plan.terms import Calendar
from trigpoint.pathway.plan.tokens import fed, feed_token, stopped
from trigpoint.pathway.plan.words import Digest, GoalState, Sure
from trigpoint.pathway.present import present_post
from trigpoint.pathway.scheme.queries import AWARD
from trigpoint.pathway.standing.pace import minutes_a_week, pace_of
from trigpoint.pathway.standing.queries import UNREADABLE, award_route, frame_of
from trigpoint.pathway.standing.steps import met_of, steps_by_line
from trigpoint.people.time.queries import NEWEST, State
from trigpoint.platform.humane import YEAR_BEGINS
from trigpoint.platform.pages import CalendarEvent
from trigpoint.record.queries import known_of

if TYPE_CHECKING:
    from trigpoint.pathway.present import PresentPost
    from trigpoint.record.queries import Known

LEAVE = "on:leave"
MOST_SUGGESTED = 40
YEAR = timedelta(days=365)
OVERVIEW = f"""
    SELECT p.digest, p.terms, r."on", t.state, t.minutes, t.agreed_minutes,
        g.key, g.words, g.rule, g.minutes, g.by, g.meeting, g.added_on, g.state, g.ended_on
    FROM (SELECT 1 AS one) AS here
    LEFT JOIN pathway_plan p ON p.person = %s
    LEFT JOIN pathway_review r ON r.id = (SELECT MAX(o.id) FROM pathway_review o WHERE o.person = %s)
    LEFT JOIN {NEWEST} t ON 1 = 1
    LEFT JOIN pathway_goal g ON g.person = %s AND (g.state = 'open' OR (g.state = 'done' AND g.ended_on >= %s))
    ORDER BY g.id
"""  # noqa: S608 - put together from texts of ours
"""Everything on My plan that the record does not know, at once: the page may ask six queries with signing in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a plan keeps beside the record: what she chose, her goals, the newest review and request."""

    digest: Digest
    calendar: Calendar
    reviewed_on: date | None
    time: TimeLine | None
    goals: tuple[GoalRow, ...]


# ---- My plan


def my_plan(person: str, today: date, minutes: int = 0) -> PlanPage:
    """Return My plan of a person; with `minutes`, what fits in them too. Three queries."""
    known = known_of(person, (AWARD,))
    return plan_page(known, kept_of(person, today), today, minutes)


def plan_page(known: Known, kept: Kept, today: date, minutes: int = 0) -> PlanPage:
    """Return My plan from what was read. No query."""
    lacks = lacks_of(known, today)
    half = kept.calendar.around(today)
    few, later = split(kept.goals, half, today, lacks)
    return PlanPage(
        half=half,
        holiday=today < half.start,
        few=few,
        later=later,
        done=done_rows(kept.goals, lacks),
        chosen=chosen(minutes, few, later, lacks) if minutes else None,
        time=kept.time,
        reviewed_on=kept.reviewed_on,
        review_due=bool(kept.reviewed_on and today - kept.reviewed_on >= YEAR),
        empty=not any(goal.state is GoalState.OPEN for goal in kept.goals),
        on_leave=is_on_leave(known, today),
        reminded=kept.digest is not Digest.NEVER,
        minutes_left=pace_of(lacks.snapshot, lacks.frame, 0).left if lacks else 0,
        readable=lacks is not None,
        today=today,
    )


def kept_of(person: str, today: date) -> Kept:
    """Return what a plan keeps: goals that are open, or were done since the school year began. One query."""
    since = school_year_of(today)
    with connection.cursor() as cursor:
        cursor.execute(OVERVIEW, [person] * 4 + [connection.ops.adapt_datefield_value(since)])
        rows = cursor.fetchall()
    digest, terms, reviewed_on, *time = rows[0][:6]
    line = None
    if time[0]:
        line = TimeLine(State(time[0]), time_words(time[1]), time_words(time[2] or 0))
    return Kept(
        digest=Digest(digest) if digest else Digest.NEVER,
        calendar=Calendar.of(json.loads(terms) if terms else []),
        reviewed_on=reviewed_on,
        time=line,
        goals=tuple(_goal(row[6:]) for row in rows if row[6]),
    )


def lacks_of(known: Known, today: date) -> Lacks | None:
    """Return what the award still asks of her; None where the rules that she enrolled on cannot be read. No query."""
    try:
        frame = frame_of(known.scheme(AWARD), award_route(known, today))
        snapshot = known.standing(frame.scheme, frame.route, today=today)
    except UNREADABLE:
        return None
    return Lacks(frame, snapshot, steps_by_line(snapshot, frame, met_of(snapshot, frame), MOST_SUGGESTED))


def is_on_leave(known: Known, today: date) -> bool:
    """Tell whether she has entered leave for a day. No query."""
    return any(fact.code == LEAVE and today in fact.valid for fact in known.facts)


def school_year_of(today: date) -> date:
    """Return the first day of the school year that a day is in."""
    return date(today.year if today.month >= YEAR_BEGINS else today.year - 1, YEAR_BEGINS, 1)


# ---- Goals


def goal_of(person: str, key: str) -> GoalRow | None:
    """Return one goal of a person, or None. One query."""
    return next((_goal(row) for row in _goals(person).filter(key=key).values_list(*GOAL)), None)


def goals_of(person: str) -> tuple[GoalRow, ...]:
    """Return every goal of a person, those taken off the plan too, the oldest first. One query."""
    return tuple(_goal(row) for row in _goals(person).values_list(*GOAL))


def goal_titles(person: str, today: date) -> dict[str, str]:
    """Return what each requirement of her award is called. Two queries."""
    lacks = lacks_of(known_of(person, (AWARD,)), today)
    return {rule: line.title for rule, line in lacks.frame.lines.items()} if lacks else {}


def title_of_goal(person: str, goal: GoalRow, today: date) -> str:
    """Return what one goal is called. Two queries at most."""
    return goal.words or title_of(goal, lacks_of(known_of(person, (AWARD,)), today))


GOAL = ("key", "words", "rule", "minutes", "by", "meeting", "added_on", "state", "ended_on")


def _goals(person: str) -> Any:  # noqa: ANN401 - a query set
    return Goal.objects.filter(person=person).order_by("id")


def _goal(row: Any) -> GoalRow:  # noqa: ANN401 - a row of the database
    key, words, rule, minutes, by, meeting, added_on, state, ended_on = row
    return GoalRow(key, words, rule, minutes, by, meeting, added_on, GoalState(state), ended_on)


# ---- Self-assessment


def strands_of(person: str, today: date) -> tuple[StrandRow, ...]:
    """Return the outcomes of her award, strand by strand, with what she said of each last. Four queries."""
    lacks = lacks_of(known_of(person, (AWARD,)), today)
    if lacks is None:
        return ()
    said = latest_of(person)
    planned = set(_goals(person).filter(state=GoalState.OPEN).exclude(rule="").values_list("rule", flat=True))
    frame = lacks.frame
    return tuple(
        StrandRow(
            strand.line.id,
            strand.line.title,
            tuple(
                OutcomeRow(
                    rule=rule,
                    name=frame.lines[rule].name,
                    title=frame.lines[rule].title,
                    plain=str(frame.scheme.words(rule).get("plain") or ""),
                    url=frame.lines[rule].url,
                    met=lacks.is_met(rule),
                    minutes=frame.minutes.get(rule, 0),
                    sure=said[rule][0] if rule in said else None,
                    on=said[rule][1] if rule in said else None,
                    planned=rule in planned,
                )
                for rule in strand.counted
                if rule in frame.lines
            ),
        )
        for strand in frame.strands
    )


def gaps(strands: tuple[StrandRow, ...]) -> tuple[OutcomeRow, ...]:
    """Return what may become a goal: what she is not sure of, those not yet first, then what the record lacks. Pure."""
    found = [row for strand in strands for row in strand.outcomes if not row.planned]
    order = {Sure.NOT_YET: 0, Sure.PARTLY: 1, None: 2}
    unsure = [row for row in found if row.sure in {Sure.NOT_YET, Sure.PARTLY} or (row.sure is None and not row.met)]
    return tuple(sorted(unsure, key=lambda row: (order[row.sure], row.met)))


def latest_of(person: str) -> dict[str, tuple[Sure, date]]:
    """Return what somebody said last of each outcome, and when. One query."""
    rows = SelfAssessment.objects.filter(person=person).order_by("on", "id").values_list("rule", "sure", "on")
    return {rule: (Sure(sure), on) for rule, sure, on in rows}


def said_of(person: str) -> tuple[tuple[str, Sure, date], ...]:
    """Return everything she ever said of an outcome, the oldest first. One query."""
    rows = SelfAssessment.objects.filter(person=person).values_list("rule", "sure", "on")
    return tuple((rule, Sure(sure), on) for rule, sure, on in rows)


# ---- Reviews and reflections


def reviews_of(person: str) -> tuple[ReviewRow, ...]:
    """Return the yearly reviews, the newest first. One query."""
    fields = ("key", "on", "since", "done", "ahead", "goals_done", "met", "of")
    return tuple(ReviewRow(*row) for row in Review.objects.filter(person=person).values_list(*fields))


@dataclass(frozen=True, slots=True)
class YearRow:
    """What a review looks back at: goals done since the last one, and outcomes met."""

    since: date | None
    goals: tuple[str, ...]
    met: int | None
    of: int | None


def year_of(person: str, today: date) -> YearRow:
    """Return the year behind: since the last review before today, or everything. Four queries."""
    last = Review.objects.filter(person=person, on__lt=today).values_list("on", flat=True).first()
    lacks = lacks_of(known_of(person, (AWARD,)), today)
    done = [goal for goal in goals_of(person) if goal.state is GoalState.DONE and goal.ended_on]
    titles = tuple(title_of(goal, lacks) for goal in done if last is None or (goal.ended_on or today) >= last)
    if lacks is None:
        return YearRow(last, titles, None, None)
    met = sum(met_of(lacks.snapshot, lacks.frame).values())
    return YearRow(last, titles, met, sum(len(strand.counted) for strand in lacks.frame.strands))


def reflections_of(person: str) -> tuple[ReflectionRow, ...]:
    """Return what somebody wrote for herself, the newest first. Two queries."""
    return _reflections(Reflection.objects.filter(person=person))


def reflection_of(person: str, key: str) -> ReflectionRow | None:
    """Return one reflection of a person, or None. Two queries at most."""
    return next(iter(_reflections(Reflection.objects.filter(person=person, key=key))), None)


def reflections_shown(person: str, to: str) -> tuple[ReflectionRow, ...]:
    """Return those reflections of a person that she shows to another now. Two queries at most."""
    return _reflections(Reflection.objects.filter(person=person, shown__to=to, shown__until=None))


def _reflections(found: Any) -> tuple[ReflectionRow, ...]:  # noqa: ANN401 - a query set
    shown = Prefetch("shown", ReflectionShown.objects.filter(until=None))
    return tuple(
        ReflectionRow(row.key, row.words, row.written_at, row.changed_at, tuple(one.to for one in row.shown.all()))
        for row in found.prefetch_related(shown)
    )


# ---- Protected time


@dataclass(frozen=True, slots=True)
class TimeSum:
    """What a request rests on: the minutes left of the award, what she says she has a week, and where she works."""

    left: int
    a_week: int
    post: PresentPost | None

    @property
    def left_words(self) -> str:
        """The minutes left, in words."""
        return time_words(self.left)


def time_sum(person: str, today: date) -> TimeSum:
    """Return what a request rests on. Two queries."""
    known = known_of(person, (AWARD,))
    lacks = lacks_of(known, today)
    left = pace_of(lacks.snapshot, lacks.frame, 0).left if lacks else 0
    return TimeSum(left, minutes_a_week(known.facts, today), present_post(known.facts, today))


# ---- Reminders and the calendar


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """What somebody chose: how often to be reminded, her half-terms, and the token of her calendar's address."""

    digest: Digest
    terms: tuple[tuple[date, date], ...]
    feed: str


def settings_of(person: str) -> SettingsRow:
    """Return what somebody chose. One query."""
    found = Plan.objects.filter(person=person).first()
    if found is None:
        return SettingsRow(Digest.NEVER, (), "")
    feed = feed_token(found.feed_key, found.feed_turn) if found.feed_turn else ""
    return SettingsRow(Digest(found.digest), Calendar.of(found.terms).own, feed)


def reminded_by(token: str) -> str | None:
    """Return whose reminders a link stops, None where it stops nothing. One query, none for what is not ours."""
    key = stopped(token)
    return Plan.objects.filter(stop_key=key).values_list("person", flat=True).first() if key else None


def calendar_of(token: str, today: date) -> tuple[CalendarEvent, ...] | None:
    """Return the dates behind a calendar's address, None where it opens nothing. Four queries.

    The titles say nothing that others should not read over a shoulder: neither her words nor what is asked.
    """
    key, turn = fed(token)
    found = Plan.objects.filter(feed_key=key, feed_turn=turn).exclude(feed_turn=0) if key else Plan.objects.none()
    person = found.values_list("person", flat=True).first()
    if person is None:
        return None
    goals = _goals(person).filter(state=GoalState.OPEN, by__isnull=False).values_list("key", "by")
    events = [CalendarEvent(f"{goal}@trigpoint", by, "Trigpoint: a step of my plan") for goal, by in goals]
    lacks = lacks_of(known_of(person, (AWARD,)), today)
    if lacks is not None:
        for deadline in lacks.snapshot.deadlines():
            uid = f"{key}.{deadline.rule}.due@trigpoint"
            events.append(CalendarEvent(uid, deadline.last_day, "Trigpoint: something is due"))
        for lapse in lacks.snapshot.lapses():
            uid = f"{key}.{lapse.rule}.lapses@trigpoint"
            events.append(CalendarEvent(uid, lapse.day, "Trigpoint: something to renew"))
    return tuple(sorted(events, key=lambda event: (event.on, event.uid)))
