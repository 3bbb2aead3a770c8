"""The allocator's pages: what waits for an assessor, the proposal, and giving it to somebody else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.assessment import actions, queries
from trigpoint.assessment.actions.allocating import propose
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.forms import AllocateForm, ConflictForm, ReallocateForm
from trigpoint.assessment.rules import ALLOCATOR
from trigpoint.assessment.states import progress
from trigpoint.assessment.views.assessor import page_after
from trigpoint.assessment.views.common import DONE, page
from trigpoint.assessment.words import STATE_WORDS, STEP_WORDS, VIA_WORDS, Actor, Slot
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome
from trigpoint.people.queries import names_of
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest

SLOT_WORDS = {Slot.FIRST: "first judgement", Slot.SECOND: "second judgement", Slot.THIRD: "third judgement"}


@permission(ALLOCATOR)
@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """Show what waits for an assessor, the oldest first; then what has been with one for long, and what is put off."""
    rows = queries.waiting_for_assessors(after=page_after(request))
    more = rows[queries.A_PAGE - 1] if len(rows) > queries.A_PAGE else None
    late = queries.late_with_assessors(today())
    names = names_of([one.assessor for one in late]) if late else {}
    context = {
        "rows": [(one, SLOT_WORDS[one.needs]) for one in rows[: queries.A_PAGE]],
        "next": f"?after={more.sent_at.isoformat()},{more.number}".replace("+", "%2B") if more else "",
        "late": [(one, names[one.assessor], SLOT_WORDS[one.slot]) for one in late],
        "deferred": queries.put_off(today() - timedelta(days=rules().deferral_most_days)),
    }
    return page(request, "waiting", context)


@permission(ALLOCATOR)
@require_http_methods(METHODS)
def allocate(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show who could judge a submission and why, and confirm one; below it, who has it."""
    row = queries.submission(submission)
    stages = queries.stages(submission)
    if row is None or not stages:
        raise Http404
    found = progress(stages)
    proposed = propose(row, found, today()) if found.needs else ()
    form = AllocateForm(sent(request), today=today(), proposed=proposed)
    if form.is_valid():
        try:
            actions.allocate(key=row.key, assessor=form.cleaned_data["assessor"], actor=request.user.key, now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("allocation", "allocated")
    people = {*found.assessors.values(), *(one.person for one in stages if one.person)}
    names = names_of(people) if people else {}
    context = {
        "row": row,
        "outcome": outcome(row.outcome),
        "via": VIA_WORDS[row.via],
        "state": STATE_WORDS[found.state],
        "needs": SLOT_WORDS[found.needs] if found.needs else "",
        "form": form,
        "free": [one for one in proposed if not one.refusal],
        "refused": [one for one in proposed if one.refusal],
        "second": [rules().words_of(code) for code in found.second_for],
        "have": [(slot, SLOT_WORDS[slot], names[who], slot in found.judged) for slot, who in found.assessors.items()],
        "steps": [
            (STEP_WORDS[one.kind], one.at, "" if one.actor is Actor.CANDIDATE else names.get(one.person, ""), [
                rules().words_of(code) for code in one.codes
            ])
            for one in stages
        ],
    }  # fmt: skip
    return page(request, "allocate", context)


@permission(ALLOCATOR)
@require_http_methods(METHODS)
def reallocate(request: SignedInRequest, submission: str, slot: str) -> HttpResponse:
    """Give a slot to somebody else, or to nobody yet, with the reason."""
    row = queries.submission(submission)
    found = queries.progress_of(submission)
    if row is None or slot not in set(Slot) or Slot(slot) not in found.assessors:
        raise Http404
    wanted = Slot(slot)
    proposed = propose(row, found, today())
    form = ReallocateForm(sent(request), today=today(), proposed=proposed)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.reallocate(
                key=row.key,
                slot=wanted,
                assessor="" if said["assessor"] == "later" else said["assessor"],
                code=said["code"],
                actor=request.user.key,
                now=now(),
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("allocate", "reallocated", row.key)
    context = {
        "form": form,
        "row": row,
        "slot": SLOT_WORDS[wanted],
        "name": names_of([found.assessors[wanted]])[found.assessors[wanted]],
        "refused": [one for one in proposed if one.refusal],
    }
    return page(request, "reallocate", context)


@permission(ALLOCATOR)
@require_http_methods(METHODS)
def set_aside(request: SignedInRequest, submission: str, slot: str) -> HttpResponse:
    """Set a judgement aside because of a conflict that came to light after it."""
    row = queries.submission(submission)
    found = queries.progress_of(submission)
    if row is None or slot not in set(Slot) or Slot(slot) not in found.judged:
        raise Http404
    wanted = Slot(slot)
    assessor = found.assessors[wanted]
    form = ConflictForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.set_aside_for_conflict(
                key=row.key, slot=wanted, code=form.cleaned_data["code"], actor=request.user.key, now=now()
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("allocate", "set-aside", row.key)
    context = {"form": form, "row": row, "slot": SLOT_WORDS[wanted], "name": names_of([assessor])[assessor]}
    return page(request, "set_aside", context)
