"""Rules of judging: who judges twice, who decides where two differ, how long things take, and coded reasons.

`content/assessment/rules.yaml` holds them. Each section says why it is so and where it comes from; sections that are
not named here belong to moderation and the board, which read them through `section`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.marked import Document

FOLDER = "assessment/"
NAME = f"{FOLDER}rules"
TOP = ("assessment", "from", "checked_on", "review")
EXPLAINED = ("why", "source", "review")
"""What every section of rules says beside its rules."""
WHEN = ("prior-learning", "new-assessor", "refusal", "sample")
WHOLE: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "judging": {"judge_within_days": (1, 365)},
    "more": {"rounds": (0, 3), "answer_within_days": (1, 365)},
    "refusal": {"carry_days": (0, 3650), "appeal_within_days": (1, 365)},
    "deferral": {"most_days": (1, 3650), "grace_days": (0, 365)},
    "allocation": {"most_open": (1, 100), "most_allowed": (1, 500), "conflict_years": (0, 50)},
    "reminders": {"first_after_days": (1, 365), "every_days": (1, 365)},
}
"""The whole numbers of each section, with the least and the most that make sense."""
FIXED: Mapping[str, tuple[str, ...]] = {
    "two_agree": ("every-criterion",),
    "on_disagreement": ("third-assessor",),
    "third_sees": ("nothing",),
    "settled_by": ("majority-on-each-criterion",),
}
"""What the rule of agreement can say: no more than `trigpoint.assessment.agreement` can do."""
REFER_WHEN = ("some-criteria-shown", "never")
REASONS = ("more", "not_shown", "shown", "conflict", "reallocate")
WITH_CHANGE = ("more", "not_shown")


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded reason: its code, a sentence, and for a refusal what would change it."""

    id: str
    words: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Second:
    """When a second blind judgement is asked for. `number` is a count of judgements or a percentage, else 0."""

    id: str
    when: str
    words: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class AssessmentRules:
    """The rules of judging. Days are calendar days."""

    since: date
    judge_within_days: int
    second: tuple[Second, ...]
    refer_when: str
    decline_for: frozenset[str]
    rounds: int
    answer_within_days: int
    ask_before_refusal: bool
    carry_days: int
    appeal_within_days: int
    deferral_most_days: int
    grace_days: int
    most_open: int
    most_allowed: int
    conflict_years: int
    remind_first_after_days: int
    remind_every_days: int
    reasons: Mapping[str, tuple[Coded, ...]]

    def reason(self, kind: str, code: str) -> Coded | None:
        """Return a coded reason of a kind, or None for a code that these rules do not have."""
        return next((one for one in self.reasons[kind] if one.id == code), None)

    def words_of(self, code: str) -> str:
        """Return the sentence of a code of any kind, or the code itself where a later version dropped it."""
        coded = {one.id: one.words for kind in REASONS for one in self.reasons[kind]}
        return {**coded, **{one.id: one.words for one in self.second}}.get(code, code)


@cache
def rules() -> AssessmentRules:
    """Return the rules of judging that this installation carries, read once."""
    data = installed_library().documents[NAME].data
    judging, more, refusal = data["judging"], data["more"], data["refusal"]
    deferral, allocation, reminders = data["deferral"], data["allocation"], data["reminders"]
    return AssessmentRules(
        since=data["from"],
        judge_within_days=judging["judge_within_days"],
        second=tuple(
            Second(one["id"], one["when"], one["words"], one.get("judgements", one.get("percent", 0)))
            for one in judging["second"]
        ),
        refer_when=judging["refer_when"],
        decline_for=frozenset(judging["decline_for"]),
        rounds=more["rounds"],
        answer_within_days=more["answer_within_days"],
        ask_before_refusal=more["ask_before_refusal"],
        carry_days=refusal["carry_days"],
        appeal_within_days=refusal["appeal_within_days"],
        deferral_most_days=deferral["most_days"],
        grace_days=deferral["grace_days"],
        most_open=allocation["most_open"],
        most_allowed=allocation["most_allowed"],
        conflict_years=allocation["conflict_years"],
        remind_first_after_days=reminders["first_after_days"],
        remind_every_days=reminders["every_days"],
        reasons={
            kind: tuple(Coded(one["id"], one["words"], one.get("change", "")) for one in data["reasons"][kind])
            for kind in REASONS
        },
    )


def section(name: str) -> Mapping[str, Any]:
    """Return a section of the rules as written, for those who read their own. Raises LookupError."""
    found: Mapping[str, Any] = installed_library().documents[NAME].data[name]
    return found


def assessment_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with the file of rules."""
    data = document.data
    if not isinstance(data, dict):
        yield Problem((), "is no set of rules; write keys and values")
        return
    yield from _top(data)
    for name, said in data.items():
        if name not in {*TOP, "reasons"}:
            yield from _explained(name, said)
    for name, numbers in WHOLE.items():
        yield from _whole(name, data.get(name), numbers)
    if isinstance(data.get("judging"), dict):
        yield from _judging(data["judging"])
    more = data.get("more")
    if isinstance(more, dict) and not isinstance(more.get("ask_before_refusal"), bool):
        yield Problem(("more", "ask_before_refusal"), "ask_before_refusal is true or false")
    yield from _reasons(data.get("reasons"), data.get("judging"))


def _top(data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in TOP:
        if key not in data:
            yield Problem((), f"{key} is missing")
    for key in ("from", "checked_on"):
        if key in data and not isinstance(data[key], date):
            yield Problem((key,), f"{key} is a date, like 2026-09-01")


def _explained(name: str, said: object) -> Iterator[Problem]:
    if not isinstance(said, dict):
        yield Problem((name,), f"{name} is no section; write keys and values")
        return
    for key in EXPLAINED:
        if not isinstance(said.get(key), str) or not said[key].strip():
            yield Problem((name,), f"{key} is missing; write it in words")


def _whole(name: str, said: object, numbers: Mapping[str, tuple[int, int]]) -> Iterator[Problem]:
    if not isinstance(said, dict):
        yield Problem((), f"{name} is missing")
        return
    for key, (least, most) in numbers.items():
        value = said.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            yield Problem((name, key), f"{key} is a whole number from {least} to {most}")


def _judging(said: Mapping[str, Any]) -> Iterator[Problem]:
    second = said.get("second")
    if not isinstance(second, list) or not second:
        yield Problem(("judging", "second"), "second is a list of when a second judgement is asked for")
        second = []
    for i, one in enumerate(second):
        if not isinstance(one, dict) or one.get("when") not in WHEN or not one.get("id") or not one.get("words"):
            yield Problem(("judging", "second", i), f"has `id`, `words` and `when`, which is one of: {', '.join(WHEN)}")
        elif one["when"] == "sample" and not (isinstance(one.get("percent"), int) and 0 <= one["percent"] <= 100):  # noqa: PLR2004
            yield Problem(("judging", "second", i), "percent is a whole number from 0 to 100")
        elif one["when"] == "new-assessor" and not (isinstance(one.get("judgements"), int) and one["judgements"] > 0):
            yield Problem(("judging", "second", i), "judgements is a whole number above 0")
    agreement = said.get("agreement")
    for key, values in FIXED.items():
        if not isinstance(agreement, dict) or agreement.get(key) not in values:
            yield Problem(("judging", "agreement", key), f"{key} is one of: {', '.join(values)}")
    if said.get("refer_when") not in REFER_WHEN:
        yield Problem(("judging", "refer_when"), f"refer_when is one of: {', '.join(REFER_WHEN)}")


def _reasons(said: object, judging: object) -> Iterator[Problem]:
    if not isinstance(said, dict):
        yield Problem((), "reasons is missing")
        return
    seen: set[tuple[str, str]] = set()
    for kind in REASONS:
        coded = said.get(kind)
        if not isinstance(coded, list) or not coded:
            yield Problem(("reasons", kind), f"{kind} is a list of coded reasons")
            continue
        wanted = ("id", "words", *(("change",) if kind in WITH_CHANGE else ()))
        for i, one in enumerate(coded):
            place = ("reasons", kind, i)
            if not isinstance(one, dict) or any(not isinstance(one.get(key), str) or not one[key] for key in wanted):
                yield Problem(place, f"has {', '.join(wanted)}, each in words")
            elif (kind, one["id"]) in seen:
                yield Problem(place, f"{one['id']} is a reason already; keep one")
            else:
                seen.add((kind, one["id"]))
    declines = judging.get("decline_for") if isinstance(judging, dict) else None
    if not isinstance(declines, list):
        yield Problem(("judging", "decline_for"), "decline_for is a list of reasons of `not_shown`; it may be empty")
        return
    for code in declines:
        if ("not_shown", code) not in seen:
            yield Problem(("judging", "decline_for"), f"{code} is no reason of `not_shown`")
