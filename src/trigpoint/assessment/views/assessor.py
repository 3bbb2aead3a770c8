"""The assessor's pages: her queue, and one submission side by side with its criteria."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.assessment import actions, queries
from trigpoint.assessment.actions.judging import problems_of, to_sign
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.forms import AskMoreForm, ConflictForm, JudgeForm, StrandForm, initial_of
from trigpoint.assessment.prior_learning import claim_with
from trigpoint.assessment.rules import ASSESSOR
from trigpoint.assessment.signing import digest_of, signature, way_of
from trigpoint.assessment.states import WHY_NOT, Progress, kind_of, progress, refusal
from trigpoint.assessment.views.common import DONE, held_rows, page
from trigpoint.assessment.words import VIA_WORDS, Actor, Slot, StageKind, State, Verdict
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome
from trigpoint.platform.clock import now, today
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from trigpoint.assessment.rows import DecisionRow, StageRow, SubmissionRow
    from trigpoint.evidence.outcomes import Criterion
    from trigpoint.people.requests import SignedInRequest


@permission(ASSESSOR)
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the assessor, the oldest first, a page at a time."""
    asked = StrandForm({"strand": request.GET.get("strand", "")}, today=today())
    strand = asked.chosen()
    rows = queries.queue_of(request.user.key, today(), after=page_after(request), strand=strand)
    more = rows[queries.A_PAGE - 1] if len(rows) > queries.A_PAGE else None
    within = {"strand": strand} if strand else {}
    later = {"after": f"{more.sent_at.isoformat()},{more.allocation}"} if more else {}
    context = {
        "rows": rows[: queries.A_PAGE],
        "next": f"?{urlencode(later | within)}" if later else "",
        "first": f"?{urlencode(within)}" if within else "",
        "form": StrandForm(today=today(), initial={"strand": strand}),
        "strand": asked.titles.get(strand, ""),
        "is_first": "after" not in request.GET,
        "waiting": queries.waiting_of(request.user.key),
    }
    return page(request, "queue", context)


def page_after(request: SignedInRequest) -> tuple[datetime, int] | None:
    """Return where the page goes on; a tampered address begins at the beginning."""
    moment, _, number = request.GET.get("after", "").rpartition(",")
    try:
        found = datetime.fromisoformat(moment), int(number)
    except ValueError:
        return None
    return found if found[0].tzinfo else None


def mine(request: SignedInRequest, key: str) -> tuple[SubmissionRow, tuple[StageRow, ...], Progress]:
    """Return a submission that was given to the visitor at any time; 404 for any other, and for what is not sent."""
    row = queries.submission(key)
    stages = queries.stages(key)
    found = progress(stages)
    if row is None or request.user.key not in found.ever:
        raise Http404
    return row, stages, found


def why_closed(found: Progress, person: str) -> str:
    """Return why somebody cannot judge a submission now; empty where she can."""
    slot = found.slot_of(person)
    if slot is None:
        return "It is not with you any more: it was given to somebody else. What you wrote is kept."
    if slot in found.judged:
        return ""
    return refusal(found, kind_of(slot), Actor.ASSESSOR, person=person)


def criteria_of(row: SubmissionRow) -> list[Criterion]:
    """Return the criteria that are judged: not those that were shown in an earlier submission."""
    return [one for one in outcome(row.outcome).rows if one.reference not in row.carried]


@permission(ASSESSOR)
@may_fetch
@require_http_methods(METHODS)
def judge(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show evidence beside criteria; save what is said so far, go on to sign it."""
    row, stages, found = mine(request, submission)
    me = request.user.key
    slot = found.slot_of(me)
    if slot is not None and slot in found.judged:
        return HttpResponseRedirect(reverse("assessment:judged", args=[row.key]))
    criteria = criteria_of(row)
    if request.method != "POST" and not why_closed(found, me):
        actions.begin(key=row.key, assessor=me, now=now())
    draft = queries.draft_of(row.key, me)
    comments = queries.comments_of(me)
    initial = initial_of(criteria, draft.data)
    form = JudgeForm(sent(request), today=today(), criteria=criteria, comments=comments, initial=initial)
    if request.method == "POST":
        answer = _save(request, row, form, draft.version)
        if answer is not None:
            return answer
    context = {
        "row": row,
        "outcome": outcome(row.outcome),
        "via": VIA_WORDS[row.via],
        "slot": slot,
        "place": queries.place_in_queue(me, row.key),
        "form": form,
        "criteria": form.rows(),
        "carried": [one for one in outcome(row.outcome).rows if one.reference in row.carried],
        "held": held_rows(row.key),
        "claim": claim_with(row.candidate, row.outcome, row.via, today()),
        "answers": [one for one in stages if one.kind is StageKind.MORE_GIVEN],
        "asked_before": found.rounds > 0,
        "may_ask": slot is not None
        and not refusal(found, StageKind.ASKED_FOR_MORE, Actor.ASSESSOR, person=me, rounds=rules().rounds),
        "closed": why_closed(found, me),
        "withdrawn": found.state is State.WITHDRAWN,
        "version": request.POST.get("version", "") if form.errors else draft.version,
        "saved_at": draft.saved_at if draft.version else None,
        "other": draft.other is not None,
    }
    return page(request, "judge", context)


def _save(request: SignedInRequest, row: SubmissionRow, form: JudgeForm, version: int) -> HttpResponse | None:
    """Save the draft and say where to go on; None to show the form with what is wrong."""
    ok = form.is_valid()
    shown = request.POST.get("version", "")
    moment = now()
    saved = actions.save_draft(
        key=row.key,
        assessor=request.user.key,
        version=int(shown) if shown.isascii() and shown.isdigit() else version,
        data=form.said(),
        now=moment,
    )
    if request.headers.get("X-Autosave"):
        return JsonResponse(
            {"version": saved.version, "clashed": saved.clashed, "at": moment.strftime("%H:%M"), "ok": ok}
        )
    if saved.clashed:
        return HttpResponseRedirect(reverse("assessment:judge-compare", args=[row.key]))
    if not ok:
        return None
    if request.POST.get("do") != "sign":
        place = request.POST.get("do", "")
        anchor = f"#{place}" if place.startswith("criterion-") and place.removeprefix("criterion-").isdigit() else ""
        return HttpResponseRedirect(f"{reverse('assessment:judge', args=[row.key])}?done=saved{anchor}")
    missing = problems_of([one.reference for one in form.criteria], form.said())
    references = [one.reference for one in form.criteria]
    for reference, words in missing:
        number = references.index(reference) + 1
        name = "w" if "comment" in words or words.startswith("Write") else "v"
        if words.startswith("Select a reason"):
            name = "s" if form.said()["criteria"][reference]["verdict"] == Verdict.SHOWN else "n"
        form.add_error(f"{name}{number}", words)
    return None if missing else HttpResponseRedirect(reverse("assessment:judge-sign", args=[row.key]))


@permission(ASSESSOR)
@require_http_methods(METHODS)
def compare(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show two versions of one's own draft that were saved in two windows, and keep one, or part of each."""
    row, _, _ = mine(request, submission)
    draft = queries.draft_of(row.key, request.user.key)
    if draft.other is None:
        return HttpResponseRedirect(reverse("assessment:judge", args=[row.key]))
    criteria = criteria_of(row)
    if request.method == "POST":
        told: list[dict[str, Any]] = [draft.data, draft.other]
        kept = {
            one.reference: _pick(request, f"c{number}", told)["criteria"].get(one.reference, {})
            for number, one in enumerate(criteria, 1)
        }
        data = {"criteria": kept, "words": _pick(request, "words", told).get("words", "")}
        actions.keep_one(key=row.key, assessor=request.user.key, data=data, now=now())
        return DONE.to("judge", "saved", row.key)
    pairs = [
        {
            "number": number,
            "criterion": one,
            "both": [_told(each, one.reference) for each in (draft.data, draft.other)],
        }
        for number, one in enumerate(criteria, 1)
    ]
    overall = [draft.data.get("words", ""), draft.other.get("words", "")]
    return page(request, "compare", {"row": row, "pairs": pairs, "overall": overall})


def _pick(request: SignedInRequest, name: str, told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    found = told[1 if request.POST.get(name) == "other" else 0]
    return {"criteria": {}, **found}


def _told(data: dict[str, Any], reference: str) -> dict[str, Any]:
    row = data.get("criteria", {}).get(reference, {})
    words = {Verdict.SHOWN.value: "Shown", Verdict.NOT_SHOWN.value: "Not shown"}
    return {
        "verdict": words.get(row.get("verdict", ""), "Not judged yet"),
        "reasons": [rules().words_of(code) for code in row.get("codes", [])],
        "words": row.get("words", ""),
    }


@permission(ASSESSOR)
@require_http_methods(METHODS)
def sign(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show the whole judgement once more, and sign it."""
    row, _, found = mine(request, submission)
    me, moment = request.user.key, now()
    slot = found.slot_of(me)
    if slot is not None and slot in found.judged:
        return HttpResponseRedirect(reverse("assessment:judged", args=[row.key]))
    criteria = criteria_of(row)
    try:
        shown, digest = to_sign(row.key, me)
    except GoneError:
        return HttpResponseRedirect(reverse("assessment:judge", args=[row.key]))
    if problems_of([one.reference for one in criteria], shown["judgement"]):
        return HttpResponseRedirect(reverse("assessment:judge", args=[row.key]))
    refused = ""
    if request.method == "POST":
        try:
            signed = actions.judge(
                key=row.key, assessor=me, signature=signature(request, shown=digest, now=moment), now=moment
            )
        except AssessmentError as error:
            refused = str(error)
        else:
            return DONE.to("judged", "" if signed.why_not else "signed", row.key)
    context = {
        "row": row,
        "outcome": outcome(row.outcome),
        "criteria": [
            {"number": number, "criterion": one, **_told(shown["judgement"], one.reference)}
            for number, one in enumerate(criteria, 1)
        ],
        "words": shown["judgement"].get("words", ""),
        "digest": digest,
        "way": way_of(request, moment, request.path),
        "refused": refused,
        "closed": why_closed(found, me),
    }
    return page(request, "sign", context)


@permission(ASSESSOR)
@require_safe
def judged(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show what the visitor judged, and, once hers is signed, what the others judged."""
    row, stages, found = mine(request, submission)
    me = request.user.key
    decisions = queries.decisions_on(row.key)
    own_stages = [one.key for one in stages if one.person == me and (one.slot and one.kind in JUDGING)]
    if not own_stages:
        return HttpResponseRedirect(reverse("assessment:judge", args=[row.key]))
    kept_aside = next((one for one in stages if one.person == me and one.kind is StageKind.KEPT_ASIDE), None)
    columns = [one for one in stages if one.kind in JUDGING and (one.key in own_stages or _may_compare(found, me))]
    context = {
        "row": row,
        "outcome": outcome(row.outcome),
        "state": found.state,
        "kept_aside": kept_aside is not None and not any(found.judged.get(slot) in own_stages for slot in Slot),
        "why_not": WHY_NOT[found.state] if found.slot_of(me) else "It was given to somebody else before you signed.",
        "columns": [
            {
                "title": "Your judgement" if one.key in own_stages else f"The {one.slot} judgement",
                "stage": one,
                "decisions": _decided(row, decisions, one.key),
            }
            for one in columns
        ],
        "may_declare": not kept_aside,
    }
    return page(request, "judged", context)


JUDGING = frozenset({StageKind.JUDGED, StageKind.SECOND_JUDGED, StageKind.THIRD_JUDGED, StageKind.KEPT_ASIDE})


def _may_compare(found: Progress, me: str) -> bool:
    """Tell whether others' judgements may be read: hers counts, and no third judgement waits on it."""
    slot = found.slot_of(me)
    return slot is not None and slot in found.judged and found.result_is is not None


def _decided(row: SubmissionRow, decisions: Sequence[DecisionRow], stage: str) -> list[dict[str, Any]]:
    by_criterion = {one.criterion: one for one in decisions if one.stage == stage}
    return [
        {
            "number": number,
            "criterion": one,
            "is_shown": by_criterion[one.reference].verdict is Verdict.SHOWN,
            "reasons": [rules().words_of(code) for code in by_criterion[one.reference].codes],
            "words": by_criterion[one.reference].words,
        }
        for number, one in enumerate(outcome(row.outcome).rows, 1)
        if one.reference in by_criterion
    ]


@permission(ASSESSOR)
@require_http_methods(METHODS)
def more(request: SignedInRequest, submission: str) -> HttpResponse:
    """Ask the candidate for more."""
    row, _, found = mine(request, submission)
    me, moment = request.user.key, now()
    why_not = refusal(found, StageKind.ASKED_FOR_MORE, Actor.ASSESSOR, person=me, rounds=rules().rounds)
    form = AskMoreForm(sent(request), today=today(), criteria=criteria_of(row))
    held = [[one.piece, one.sha256] for one in queries.held(row.key)]
    digest = digest_of({"submission": row.key, "pieces": held, "asks": me})
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.ask_for_more(
                key=row.key,
                assessor=me,
                codes=said["codes"],
                criteria=said["criteria"],
                words=said["words"],
                signature=signature(request, shown=digest, now=moment),
                now=moment,
            )
        except GoneError:
            raise Http404 from None
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("queue", "asked")
    context = {
        "form": form,
        "row": row,
        "outcome": outcome(row.outcome),
        "why_not": why_not,
        "digest": digest,
        "way": way_of(request, moment, request.path),
        "days": rules().answer_within_days,
    }
    return page(request, "ask_more", context)


@permission(ASSESSOR)
@require_http_methods(METHODS)
def conflict(request: SignedInRequest, submission: str) -> HttpResponse:
    """Say why one should not judge this submission."""
    row, _, found = mine(request, submission)
    form = ConflictForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.declare_on(key=row.key, assessor=request.user.key, code=form.cleaned_data["code"], now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("queue", "conflict")
    has_judged = found.slot_of(request.user.key) in found.judged
    return page(request, "conflict", {"form": form, "row": row, "has_judged": has_judged})
