"""The candidate's pages: what waits, each submission with every step, and what she can do with it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment import actions, queries
from trigpoint.assessment.checks import Lack, coverage, lacks
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.forms import DeferForm, MoreForm, NewForm, PiecesForm, SendForm
from trigpoint.assessment.prior_learning import claim_with, lacks_of_claim
from trigpoint.assessment.results import result_of
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.signing import CHANGED, digest_of
from trigpoint.assessment.states import AFTER, progress
from trigpoint.assessment.views.common import DONE, held_rows, own, page, steps_of
from trigpoint.assessment.words import OPEN, STATE_WORDS, VIA_WORDS, StageKind, State, Via
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome, outcomes
from trigpoint.evidence.queries import pieces_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from trigpoint.assessment.rows import SubmissionRow
    from trigpoint.evidence.outcomes import OutcomeRow
    from trigpoint.evidence.queries import Piece
    from trigpoint.people.requests import SignedInRequest
    from trigpoint.platform.forms import PageForm

HERS = frozenset({State.DRAFT, State.MORE_ASKED, State.DEFERRED})
"""States in which something waits for the candidate herself."""
COUNTED = frozenset({State.AGREED, State.MODERATED, State.RATIFIED})


@permission(SIGNED_IN)
@require_safe
def submissions(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the candidate, the oldest first, then what waits for others, then what is decided."""
    rows = [_listed(row) for row in queries.submissions_of(request.user.key)]
    context = {
        "hers": [row for row in rows if row["state"] in HERS],
        "others": [row for row in rows if row["state"] in OPEN - HERS],
        "ended": [row for row in rows if row["state"] not in OPEN][::-1],
    }
    return page(request, "submissions", context)


def _listed(row: SubmissionRow) -> dict[str, Any]:
    known = outcomes().get(row.outcome)
    return {
        "row": row,
        "state": row.state,
        "words": STATE_WORDS[row.state],
        "title": known.title if known else row.outcome,
    }


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def new(request: SignedInRequest) -> HttpResponse:
    """Begin a submission: which outcome, and how it was learned."""
    taken = {row.outcome for row in queries.submissions_of(request.user.key) if row.state in OPEN | COUNTED}
    taken |= {fact.code.partition(":")[2] for fact in facts_of(request.user.key) if fact.code.startswith("achieved:")}
    free = [one for one in outcomes() if one not in taken]
    wanted = {name: request.GET.get(name, "") for name in ("outcome", "via")}
    form = NewForm(sent(request), today=today(), free=free, initial=wanted)
    if form.is_valid():
        said = form.cleaned_data
        try:
            key = actions.draft(candidate=request.user.key, outcome_id=said["outcome"], via=Via(said["via"]), now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("submission-pieces", "begun", key)
    return page(request, "new", {"form": form, "free": free})


@permission(SIGNED_IN)
@require_safe
def submission(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show a submission: where it is, what can be done, the result with its reasons, and every step."""
    row = own(request, submission)
    stages = queries.stages(row.key)
    found = progress(stages)
    rows = held_rows(row.key)
    chosen = _chosen(request, row.key)
    outcome_row = outcome(row.outcome)
    result = result_of(row, stages, found)
    asked = found.asked
    context = {
        "row": row,
        "outcome": outcome_row,
        "via": VIA_WORDS[row.via],
        "state": found.state,
        "state_words": STATE_WORDS[found.state],
        "steps": steps_of(stages, with_words=result is not None),
        "held": rows,
        "result": result,
        "checks": coverage(outcome_row, chosen, row.carried) if found.state is State.DRAFT else (),
        "lacks": _lacks(row, outcome_row, chosen) if found.state is State.DRAFT else (),
        "asked": asked,
        "asked_reasons": [one for code in asked.codes if (one := rules().reason("more", code))] if asked else [],
        "asked_until": date.fromisoformat(str(asked.said["until"])) if asked else None,
        "asked_criteria": [one for one in outcome_row.rows if asked and one.reference in asked.said["criteria"]],
        "may_withdraw": found.state in AFTER[StageKind.WITHDRAWN][0],
        "may_defer": found.state in AFTER[StageKind.DEFERRED][0],
    }
    return page(request, "submission", context)


def _lacks(row: SubmissionRow, about: OutcomeRow, chosen: Sequence[Piece]) -> tuple[Lack, ...]:
    claim = claim_with(row.candidate, row.outcome, row.via, today())
    return (*lacks(about, chosen, row.carried), *lacks_of_claim(claim, row.via))


def _chosen(request: SignedInRequest, key: str) -> list[Piece]:
    """Return the pieces that a draft, or an answer that is not sent, holds."""
    keys = queries.drafted(key)
    known = {one.key: one for one in pieces_of(request.user.key)} if keys else {}
    return [known[one] for one in keys if one in known]


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def pieces(request: SignedInRequest, submission: str) -> HttpResponse:
    """Choose the pieces of a draft: those mapped to the outcome come first."""
    row = own(request, submission)
    if row.state is not State.DRAFT:
        return DONE.to("submission", "", row.key)
    offered = _offered(request, row.outcome)
    earlier = {"pieces": queries.drafted(row.key) or [one.key for one in offered if _shows(one, row.outcome)]}
    form = PiecesForm(sent(request), today=today(), pieces=offered, initial=earlier)
    if form.is_valid():
        try:
            actions.choose_pieces(
                key=row.key, candidate=request.user.key, pieces=form.cleaned_data["pieces"], now=now()
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("submission", "chosen", row.key)
    context = {"form": form, "row": row, "outcome": outcome(row.outcome), "offered": offered}
    return page(request, "pieces", context)


def _offered(request: SignedInRequest, outcome_id: str, without: Sequence[str] = ()) -> list[Piece]:
    mine = [one for one in pieces_of(request.user.key) if one.is_seen and one.key not in without]
    return sorted(mine, key=lambda one: not _shows(one, outcome_id))


def _shows(piece: Piece, outcome_id: str) -> bool:
    return any(one.criterion.rpartition(".")[0] == outcome_id for one in piece.criteria)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def send(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show what is sent once more, and send it."""
    row = own(request, submission)
    if row.state is not State.DRAFT:
        return DONE.to("submission", "", row.key)
    chosen = _chosen(request, row.key)
    outcome_row = outcome(row.outcome)
    if _lacks(row, outcome_row, chosen):
        return DONE.to("submission", "", row.key)
    fixed = [(one.key, one.sha256) for one in chosen]
    claim = claim_with(row.candidate, row.outcome, row.via, today())
    said = {"submission": row.key, "outcome": row.outcome, "via": row.via.value, "pieces": fixed}
    shown = digest_of({**said, "claim": claim.sha256 if claim else ""})
    form = SendForm(sent(request), today=today())
    if form.is_valid():
        try:
            _same(request, shown)
            actions.send(
                key=row.key, candidate=request.user.key, fixed=fixed, now=now(), signature=Signature(shown, now())
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("submission", "sent", row.key)
    context = {
        "form": form,
        "row": row,
        "outcome": outcome_row,
        "via": VIA_WORDS[row.via],
        "checks": coverage(outcome_row, chosen, row.carried),
        "chosen": chosen,
        "claim": claim,
        "digest": shown,
        "days": rules().judge_within_days,
    }
    return page(request, "send", context)


def _same(request: SignedInRequest, shown: str) -> None:
    """Refuse what is no longer what the page showed. Raises ChangedError."""
    if request.POST.get("digest", "") != shown:
        raise ChangedError(CHANGED)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def more(request: SignedInRequest, submission: str) -> HttpResponse:
    """Answer a question for more."""
    row = own(request, submission)
    found = queries.progress_of(row.key)
    if found.state is not State.MORE_ASKED or found.asked is None:
        return DONE.to("submission", "", row.key)
    before = [one.piece for one in queries.held(row.key)]
    offered = [one for one in _offered(request, row.outcome, before) if one.is_ready]
    form = MoreForm(sent(request), today=today(), pieces=offered)
    if form.is_valid():
        said = form.cleaned_data
        by_key = {one.key: one for one in offered}
        fixed = [(one, by_key[one].sha256) for one in said["pieces"]]
        shown = digest_of({"submission": row.key, "pieces": fixed, "words": said["words"]})
        try:
            actions.choose_pieces(key=row.key, candidate=request.user.key, pieces=said["pieces"], now=now())
            actions.give_more(
                key=row.key, candidate=request.user.key, words=said["words"], fixed=fixed, now=now(),
                signature=Signature(shown, now()),
            )  # fmt: skip
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("submission", "more", row.key)
    context = {
        "form": form,
        "row": row,
        "asked": found.asked,
        "reasons": [one for code in found.asked.codes if (one := rules().reason("more", code))],
        "criteria": [one for one in outcome(row.outcome).rows if one.reference in found.asked.said["criteria"]],
        "until": date.fromisoformat(str(found.asked.said["until"])),
        "offered": offered,
    }
    return page(request, "more", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, submission: str) -> HttpResponse:
    """Ask before a submission is withdrawn, then withdraw it; a draft is thrown away."""
    row = own(request, submission)
    refused = ""
    if request.method == "POST":
        try:
            if row.state is State.DRAFT:
                actions.discard(key=row.key, candidate=request.user.key, now=now())
                return DONE.to("submissions", "discarded")
            actions.withdraw(key=row.key, candidate=request.user.key, now=now())
        except AssessmentError as error:
            refused = str(error)
        else:
            return DONE.to("submission", "withdrawn", row.key)
    return page(request, "withdraw", {"row": row, "refused": refused, "is_draft": row.state is State.DRAFT})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def defer(request: SignedInRequest, submission: str) -> HttpResponse:
    """Put a submission off."""
    row = own(request, submission)
    form: PageForm = DeferForm(sent(request), today=today(), initial={"until": today() + timedelta(days=60)})
    if form.is_valid():
        try:
            actions.defer(key=row.key, candidate=request.user.key, until=form.cleaned_data["until"], now=now())
        except AssessmentError as error:
            form.add_error("until", str(error))
        else:
            return DONE.to("submission", "deferred", row.key)
    return page(request, "defer", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_POST
def come_back(request: SignedInRequest, submission: str) -> HttpResponse:
    """Take a submission up again."""
    try:
        actions.come_back(key=submission, candidate=request.user.key, now=now())
    except GoneError:
        raise Http404 from None
    except AssessmentError:
        return DONE.to("submission", "", submission)
    return DONE.to("submission", "returned", submission)
