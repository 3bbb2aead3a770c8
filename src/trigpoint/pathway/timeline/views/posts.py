"""Telling a post page by page, correcting it, taking it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.pathway.timeline import drafts, queries
from trigpoint.pathway.timeline.actions import save_post, withdraw_post
from trigpoint.pathway.timeline.carried import unpacked
from trigpoint.pathway.timeline.page import title_of, when
from trigpoint.pathway.timeline.places import Places
from trigpoint.pathway.timeline.posts import DAY
from trigpoint.pathway.timeline.summary import overlaps, rows
from trigpoint.pathway.timeline.telling import CHECK, SCHOOL, STEPS, form_for, tell, typed_day, typed_from
from trigpoint.pathway.timeline.views.carried import forget_carried
from trigpoint.pathway.timeline.views.common import ask, show, to_timeline
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.flows import typed
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission
from trigpoint.record.errors import NotCorrectableError, SentBeforeError
from trigpoint.record.queries import exception_of, form_key, was_sent
from trigpoint.schools.picker import ask_for_school

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.timeline.drafts import Draft
    from trigpoint.pathway.timeline.posts import Post
    from trigpoint.pathway.timeline.telling import Asking, Telling
    from trigpoint.people.requests import SignedInRequest

CHANGE = "change"
ADDING, CORRECTING = "Add a post", "Correct a post"
TEMPLATES = {"closed": "closed", "law": "law", "exception": "exception"}
"""The steps whose pages say more than a question."""


@permission(SIGNED_IN)
@require_safe
def add(request: SignedInRequest) -> HttpResponse:
    """Begin to tell a post."""
    draft = drafts.begin(request.session, form_key(request.user.key, "post"))
    return HttpResponseRedirect(_address(draft, STEPS[0]))


@permission(SIGNED_IN)
@require_safe
def correct(request: SignedInRequest, post: str) -> HttpResponse:
    """Begin to correct a post: everything said of it, to change what is wrong."""
    person = request.user.key
    found = _mine(request, post)
    draft = drafts.begin(request.session, form_key(person, f"correct {post}"), post=post, typed=typed_from(found))
    row = exception_of(person, found.exception) if found.exception else None
    if row is not None:
        said = {"decided_by": row.decided_by, "doing": row.doing, **typed_day("until", row.until)}
        draft.typed["exception"] = said
        drafts.keep(request.session, draft)
    return HttpResponseRedirect(_address(draft, CHECK))


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def step(request: SignedInRequest, draft: str, step: str) -> HttpResponse:
    """Show a page of a post that is being told, or take its answer and go on."""
    found = drafts.find(request.session, draft)
    if found is None:
        return to_timeline("gone")
    asking = _asking(request, found)
    telling = tell(found, asking)
    if step == CHECK:
        return _check(request, found, telling, asking)
    if step not in STEPS:
        raise Http404
    if step not in telling.path:
        return HttpResponseRedirect(_address(found, telling.open_step or CHECK))
    if step == SCHOOL:
        return _school(request, found, telling)
    if request.method == "POST":
        form = form_for(step, telling, asking, request.POST)
        if form.is_valid():
            found.typed[step] = typed(form)
            drafts.keep(request.session, found)
            return _onward(request, found, step, asking)
    else:
        form = form_for(step, telling, asking, found.typed.get(step))
    context = {"caption": _caption(found), "limbs": queries.limbs(telling.fails, today()), "telling": telling}
    if step == "closed":
        setting = telling.values[SCHOOL]["setting"]
        gone = asking.places.gone_on(setting)
        context |= {"school": asking.places.name(setting), "gone": gone - DAY if gone else None}
    return ask(request, form, _back(request, found, telling, step), TEMPLATES.get(step, "question"), **context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, post: str) -> HttpResponse:
    """Ask before a post is taken off the timeline; then take it off."""
    person = request.user.key
    if request.method == "POST" and was_sent(person, _form_sent(request)):
        return to_timeline("twice")
    found = _mine(request, post)
    if request.method == "POST":
        try:
            withdraw_post(person=person, post=found, form=_form_sent(request), now=now())
        except (NotCorrectableError, SentBeforeError):
            return to_timeline("changed")
        return to_timeline("withdrawn")
    places = Places.of([found.said.setting])
    context = {
        "title": f"{title_of(found.said)}, {places.name(found.said.setting)}",
        "when": when(found.said.first, found.said.last),
        "form_key": form_key(person, f"withdraw {post}"),
        "back": reverse("pathway:timeline"),
        "is_post": True,
    }
    return show(request, "withdraw", context)


def _mine(request: SignedInRequest, post: str) -> Post:
    """Return a post of the person who asks. Raises Http404 for any other, and for one that is not hers to change."""
    found = queries.my_post(request.user.key, post)
    if found is None or not found.may_correct:
        raise Http404
    return found


def _form_sent(request: SignedInRequest) -> str:
    return str(request.POST.get("form", ""))[:180]


def _asking(request: SignedInRequest, draft: Draft) -> Asking:
    return queries.asking_for(request.user.key, today(), post=draft.post, carried=unpacked(draft.carried, date))


def _school(request: SignedInRequest, draft: Draft, telling: Telling) -> HttpResponse:
    kept = draft.typed.get(SCHOOL, {}).get("setting", "")
    outcome = ask_for_school(
        request,
        today=today(),
        title="Which school was it?",
        caption=_caption(draft),
        back=_back(request, draft, telling, SCHOOL),
        kept=kept,
    )
    if not isinstance(outcome, str):
        return outcome
    if outcome != kept:
        draft.typed.pop("closed", None)
        draft.typed.pop("covered", None)
    draft.typed[SCHOOL] = {"setting": outcome}
    drafts.keep(request.session, draft)
    return _onward(request, draft, SCHOOL, _asking(request, draft))


def _onward(request: SignedInRequest, draft: Draft, step: str, asking: Asking) -> HttpResponse:
    """Go to the next page; where most was told already, to the first open one, or else to the check."""
    telling = tell(draft, asking)
    skips = CHANGE in request.GET or bool(draft.post) or draft.was_carried
    place = telling.path.index(step) + 1
    following = telling.open_step or CHECK
    if not skips and place < len(telling.path):
        following = telling.path[place]
    return HttpResponseRedirect(_address(draft, following, changing=CHANGE in request.GET and following != CHECK))


def _back(request: SignedInRequest, draft: Draft, telling: Telling, step: str) -> str:
    if CHANGE in request.GET or draft.post:
        return _address(draft, CHECK) if not telling.open_step else reverse("pathway:timeline")
    place = telling.path.index(step)
    return _address(draft, telling.path[place - 1]) if place else reverse("pathway:timeline")


def _caption(draft: Draft) -> str:
    return CORRECTING if draft.post else ADDING


def _address(draft: Draft, step: str, *, changing: bool = False) -> str:
    address = reverse("pathway:timeline-post-step", kwargs={"draft": draft.key, "step": step})
    return f"{address}?{CHANGE}" if changing else address


# ---- Checking and saving


def _check(request: SignedInRequest, draft: Draft, telling: Telling, asking: Asking) -> HttpResponse:
    if telling.open_step:
        return HttpResponseRedirect(_address(draft, telling.open_step))
    if draft.post and asking.old is None:
        drafts.drop(request.session, draft.key)
        return to_timeline("changed")
    sent_otherwise = False
    if request.method == "POST":
        outcome = _save(request, draft, telling, asking)
        if outcome is not None:
            return outcome
        sent_otherwise = True
    context = {
        "caption": _caption(draft),
        "rows": rows(telling, asking.places, lambda step: _address(draft, step, changing=True)),
        "overlaps": overlaps(telling, asking),
        "unclear": bool(telling.judged and telling.judged.unclear),
        "exceptional": telling.exceptional,
        "sent_otherwise": sent_otherwise,
        "back": reverse("pathway:timeline") if draft.post else _address(draft, telling.path[-1]),
        "checked_to": asking.scheme.law_checked_to if telling.judged else None,
        "old": asking.old,
    }
    return show(request, "check", context)


def _save(request: SignedInRequest, draft: Draft, telling: Telling, asking: Asking) -> HttpResponse | None:
    """Save what was told and go back to the timeline; None where the same form was sent with other answers."""
    person = request.user.key
    before = was_sent(person, draft.form)
    if before and asking.old:
        drafts.drop(request.session, draft.key)
        return to_timeline("twice" if asking.old.said == telling.said[0] else "changed")
    try:
        save_post(
            person=person,
            said=telling.said,
            old=asking.old,
            more=telling.more,
            exceptional=telling.exceptional,
            form=draft.form,
            now=now(),
        )
    except SentBeforeError:
        draft.form = form_key(person, "post")
        drafts.keep(request.session, draft)
        return None
    except NotCorrectableError:
        drafts.drop(request.session, draft.key)
        return to_timeline("changed")
    drafts.drop(request.session, draft.key)
    if draft.was_carried:
        forget_carried(request)
        return to_timeline("told")
    return to_timeline("twice" if before else "corrected" if draft.post else "saved")
