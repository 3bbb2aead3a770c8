"""What a draft of a post comes to: which page is asked next, and, when none is open, what would be saved.

Every answer is checked again each time, so a guessed address leads back to the open question, and a changed answer
drops what no longer applies.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.timeline import forms
from trigpoint.pathway.timeline.actions import PAST, Exceptional
from trigpoint.pathway.timeline.lawful import AWARD, INDUCTION, QUALIFIED, Judged, judge
from trigpoint.pathway.timeline.posts import DAY, Said, facts_of
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.platform.fields import Option
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from trigpoint.kernel import Scheme
    from trigpoint.pathway.timeline.drafts import Draft
    from trigpoint.pathway.timeline.places import Places
    from trigpoint.pathway.timeline.posts import Post
    from trigpoint.platform.forms import PageForm

SCHOOL, CHECK = "school", "check"
STEPS = ("role", SCHOOL, "dates", "closed", "hours", "standing", "covered", "law", "exception")
ASKABLE = (QUALIFIED, INDUCTION, AWARD)
"""What fails and can be put right by an answer; how somebody works at the school is asked before."""


@dataclass(slots=True)
class Telling:
    """A draft worked out. `path` are the pages asked so far, `open_step` the one without a right answer, if any."""

    path: list[str] = field(default_factory=list)
    open_step: str = ""
    values: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    said: tuple[Said, ...] = ()
    more: tuple[Fact, ...] = ()
    asked: tuple[str, ...] = ()
    judged: Judged | None = None
    closed_options: tuple[Option, ...] = ()
    exceptional: Exceptional | None = None

    @property
    def fails(self) -> tuple[str, ...]:
        """The limbs of the rule that fail with all that was told."""
        return self.judged.fails if self.judged else ()

    @property
    def is_over(self) -> bool:
        """Whether the post is over on the day of asking."""
        return bool(self.said and self.judged and self.said[-1].last and self.said[-1].last <= self.judged.day)


@dataclass(frozen=True, slots=True)
class Asking:
    """What a draft is worked out with: the day, her facts and posts, the schools, the law, the post corrected."""

    today: date
    facts: Sequence[Fact]
    posts: Sequence[Post]
    places: Places
    scheme: Scheme
    old: Post | None = None
    carried: tuple[Fact, ...] = ()


def tell(draft: Draft, asking: Asking) -> Telling:
    """Work a draft out."""
    found = Telling()
    for step in STEPS:
        if not _is_asked(step, found, asking):
            continue
        found.path.append(step)
        if not _answered(step, draft, found, asking):
            found.open_step = step
            break
    return found


def form_for(step: str, found: Telling, asking: Asking, data: Mapping[str, Any] | None) -> PageForm:
    """Return the form of a step, with what was typed or sent. Raises KeyError for a step that is no form."""
    if step == "closed":
        return forms.ClosedForm(data, options=found.closed_options, today=asking.today)
    if step == "law":
        return forms.LawForm(data, asked=found.asked, today=asking.today)
    if step == "exception":
        kind = forms.PastExceptionForm if found.is_over else forms.ExceptionForm
        return kind(data, today=asking.today)
    plain: dict[str, type[PageForm]] = {
        "role": forms.RoleForm,
        "dates": forms.DatesForm,
        "hours": forms.HoursForm,
        "standing": forms.StandingForm,
        "covered": forms.CoveredForm,
    }
    return plain[step](data, today=asking.today)


def _is_asked(step: str, found: Telling, asking: Asking) -> bool:
    if step == "closed":
        return _outlives_its_school(found, asking)
    role = found.values["role"]["role"] if "role" in found.values else ""
    if step == "standing":
        return role in {Role.SENCO, Role.ASSISTANT}
    if step == "covered":
        return role == Role.SENCO and asking.places.covered(_setting(found)) is None
    if step == "law":
        _say(found, asking)
        return bool(found.asked)
    if step == "exception":
        return bool(found.fails)
    return True


def _answered(step: str, draft: Draft, found: Telling, asking: Asking) -> bool:
    kept = draft.typed.get(step)
    if kept is None:
        return False
    if step == SCHOOL:
        found.values[step] = kept
        return bool(kept.get("setting"))
    form = form_for(step, found, asking, kept)
    if not form.is_valid():
        return False
    found.values[step] = form.cleaned_data
    if step == "law":
        found.more = (*found.more, *_facts_told(form.cleaned_data, found.said[0].first))
        found.judged = _judged(found, asking)
    if step == "exception":
        found.exceptional = _exceptional(found, form.cleaned_data)
    return True


def _setting(found: Telling) -> str:
    return str(found.values[SCHOOL]["setting"])


def _outlives_its_school(found: Telling, asking: Asking) -> bool:
    """Tell whether the school closed before the post is over, and keep the choices that there are then."""
    gone = asking.places.gone_on(_setting(found))
    first, last = found.values["dates"]["first"], found.values["dates"].get("last")
    if gone is None or (last is not None and last < gone):
        return False
    began_before = first < gone
    verb = "It went on at" if began_before else "It was at"
    ended = [Option("ended", f"It ended when the school closed, by {written(gone - DAY)}")] if began_before else []
    after = [
        Option(setting, f"{verb} {name}", f"The school that took its place, URN {setting.removeprefix('urn:')}")
        for setting, name in asking.places.after(_setting(found))
    ]
    found.closed_options = (*ended, *after, Option("keep", "Keep the days as I gave them", apart=True))
    return True


def _say(found: Telling, asking: Asking) -> None:
    """Put together what is said so far, and judge it."""
    role, dates, hours = found.values["role"], found.values["dates"], found.values["hours"]
    kind = Role(role["role"])
    standing = {Role.HEAD: Standing.HEAD, Role.TEACHER: Standing.TEACHER}.get(kind, Standing.NEITHER)
    if "standing" in found.values:
        standing = Standing(found.values["standing"]["standing"])
    said = Said(
        role=kind,
        setting=_setting(found),
        first=dates["first"],
        last=dates.get("last"),
        hundredths=hours.get("hundredths") or 100,
        hours=hours.get("typed", ""),
        title=role.get("job_title", ""),
        standing=standing,
    )
    found.said = tuple(replace(one, covered=_covered(one, found, asking)) for one in _split(said, found, asking))
    found.more = asking.carried
    found.judged = _judged(found, asking)
    found.asked = tuple(rule for rule in found.fails if rule in ASKABLE)


def _split(said: Said, found: Telling, asking: Asking) -> tuple[Said, ...]:
    """Return the post as one, or as two where it went on at the school that took the place of the first."""
    choice = found.values["closed"]["closed"] if "closed" in found.values else "keep"
    gone = asking.places.gone_on(said.setting)
    if choice == "keep" or gone is None:
        return (said,)
    if choice == "ended":
        return (replace(said, last=gone - DAY),)
    if said.first >= gone:
        return (replace(said, setting=choice),)
    return (replace(said, last=gone - DAY), replace(said, setting=choice, first=gone))


def _covered(said: Said, found: Telling, asking: Asking) -> bool:
    known = asking.places.covered(said.setting)
    if known is not None:
        return known
    return "covered" not in found.values or found.values["covered"]["covered"] != "no"


def _judged(found: Telling, asking: Asking) -> Judged | None:
    """Return what the law's rule comes to for a SENCO's post; None where it asks nothing."""
    said = found.said[-1]
    if said.role is not Role.SENCO or not said.covered:
        return None
    replaced = set(asking.old.entries.values()) if asking.old else set()
    own = [fact for fact in asking.facts if fact.source not in replaced]
    new = [fact for one in found.said for fact in facts_of(one, "new")]
    facts = (*own, *new, *found.more, *asking.places.facts(said.setting))
    return judge(facts, scheme=asking.scheme, at=said.setting, valid=said.valid, today=asking.today)


def _facts_told(law: Mapping[str, Any], first: date) -> tuple[Fact, ...]:
    """Return the facts behind the answers about the law: so on the first day of the post, or on the day given."""
    found = []
    for name in ("qualified", "induction"):
        code = law.get(name)
        if code and code != "none":
            found.append(Fact(code, Period(first)))
    if law.get("qualified") == "holds:qtls":
        found.append(Fact("holds:set-membership", Period(first)))
    if law.get("award") not in {None, "", "none"}:
        found.append(Fact(law["award"], Period(law["award_gained"]), began=law.get("award_began")))
    return tuple(found)


def _exceptional(found: Telling, told: Mapping[str, Any]) -> Exceptional:
    if found.is_over:
        last = found.said[-1].last
        assert last is not None
        return Exceptional(found.fails, told["decided_by"], last, PAST, is_over=True)
    return Exceptional(found.fails, told["decided_by"], told["until"], told["doing"])


def typed_from(post: Post) -> dict[str, dict[str, Any]]:
    """Return what would have been typed to say a post, so that it can be corrected page by page."""
    said = post.said
    how: dict[str, Any] = {"how": "full"}
    if said.hours:
        hours, _, week = said.hours.partition("/")
        how = {"how": "hours", "hours": hours, "week": week}
    elif said.hundredths < 100:  # noqa: PLR2004 - of full time
        how = {"how": "part", "part": f"{said.hundredths / 100:g}"}
    return {
        "role": {"role": said.role.value, "job_title": said.title},
        SCHOOL: {"setting": said.setting},
        "dates": {**typed_day("first", said.first), "still": [] if said.last else ["yes"]}
        | (typed_day("last", said.last) if said.last else {}),
        "closed": {"closed": "keep"},
        "hours": how,
        "standing": {"standing": said.standing.value},
        "covered": {"covered": "yes" if said.covered else "no"},
    }


def typed_day(name: str, day: date) -> dict[str, str]:
    """Return the three pieces of a date as they are typed."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
