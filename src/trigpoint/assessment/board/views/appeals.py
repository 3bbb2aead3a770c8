"""Appeals: the candidate's page, giving one to a reviewer, and deciding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment import queries
from trigpoint.assessment.board import appealing
from trigpoint.assessment.board.forms import AppealForm, DecideForm, GiveForm
from trigpoint.assessment.board.rules import MEMBER, SECRETARY
from trigpoint.assessment.board.views.common import DONE
from trigpoint.assessment.board.words import Outcome
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation.views.moderator import SLOT_WORDS, VERDICT_WORDS
from trigpoint.assessment.prior_learning import claim_with
from trigpoint.assessment.signing import digest_of, signature, way_of
from trigpoint.assessment.views.common import held_rows, own
from trigpoint.assessment.words import STATE_WORDS, STEP_WORDS, StageKind
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import ENGLAND, now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.assessment.board.appealing import AppealRow
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def appeal(request: SignedInRequest, submission: str) -> HttpResponse:
    """Let a candidate appeal, or see every step of her appeal."""
    row = own(request, submission)
    told = queries.stages(submission)
    found = appealing.appeal_on(submission)
    until = appealing.last_day(told)
    decision = queries.progress_of(submission).result
    before = found is not None and (found.is_open or (decision is not None and decision.key == found.stage))
    is_new = decision is not None and decision.kind is not StageKind.APPEAL_DECIDED and not before
    can = is_new and until is not None and today() <= until
    form = AppealForm(sent(request), today=today())
    if form.is_valid():
        given = form.cleaned_data
        try:
            appealing.make(
                key=submission, candidate=request.user.key, grounds=given["grounds"], words=given["words"], now=now()
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return DONE.to("appeal", "appealed", submission)
    context = {
        "row": row,
        "outcome": outcome(row.outcome),
        "state": STATE_WORDS[row.state],
        "appeal": found,
        "until": until,
        "can": can or form.is_bound,
        "too_late": is_new and until is not None and today() > until,
        "form": form,
    }
    return DONE.page(request, "appeal", context)


@permission(SECRETARY)
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show the appeals that wait, the oldest first."""
    rows = [(one, appealing.blind_name(one)) for one in appealing.open_appeals()]
    return DONE.page(request, "appeals", {"rows": rows, "today": today()})


@permission(SECRETARY)
@require_http_methods(METHODS)
def give(request: SignedInRequest, appeal: str) -> HttpResponse:
    """Give an appeal to a reviewer who has had nothing to do with it."""
    row = waiting(appeal)
    listed = appealing.reviewers(row, today())
    form = GiveForm(sent(request), today=today(), free=[(key, name) for key, name, why in listed if not why])
    if form.is_valid():
        try:
            appealing.give(appeal=appeal, reviewer=form.cleaned_data["reviewer"], actor=request.user.key, now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return DONE.to("appeals", "given")
    barred = [(name, why) for _, name, why in listed if why]
    return DONE.page(
        request, "give", {"form": form, "appeal": row, "barred": barred, "name": appealing.blind_name(row)}
    )


@permission(MEMBER)
@require_http_methods(METHODS)
def decide(request: SignedInRequest, appeal: str) -> HttpResponse:
    """Show an appeal to its reviewer with all that was judged, and take what she signs."""
    row = waiting(appeal)
    if row.reviewer != request.user.key:
        raise Http404
    told, moment = queries.stages(row.submission), now()
    found = queries.submission(row.submission)
    if found is None:
        raise Http404
    decisions = queries.decisions_on(row.submission)
    digest = digest_of(to_sign(row, request.user.key))
    form = DecideForm(sent(request), today=today())
    if form.is_valid():
        given = form.cleaned_data
        try:
            appealing.decide(
                appeal=appeal,
                reviewer=request.user.key,
                outcome=Outcome(given["outcome"]),
                words=given["words"],
                signature=signature(request, shown=digest, now=moment),
                now=moment,
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return DONE.to("board", "decided")
    about = outcome(found.outcome)
    context = {
        "appeal": row,
        "row": found,
        "outcome": about,
        "form": form,
        "held": held_rows(row.submission),
        "claim": claim_with(found.candidate, found.outcome, found.via, today()),
        "criteria": [
            (
                one,
                [
                    (
                        SLOT_WORDS[each.slot],
                        VERDICT_WORDS[each.verdict],
                        [rules().words_of(code) for code in each.codes],
                        each.words,
                    )
                    for each in decisions
                    if each.criterion == one.reference and each.counts
                ],
            )
            for one in about.rows
        ],
        "steps": [(STEP_WORDS[one.kind], one.at.astimezone(ENGLAND), one.words) for one in told],
        "digest": digest,
        "way": way_of(request, moment, request.path),
    }
    return DONE.page(request, "decide", context)


@permission(MEMBER)
@require_POST
def give_back(request: SignedInRequest, appeal: str) -> HttpResponse:
    """Give an appeal back because of a conflict of interest."""
    try:
        appealing.give_back(appeal=appeal, reviewer=request.user.key, now=now())
    except GoneError:
        raise Http404 from None
    return DONE.to("board", "given-back")


def waiting(appeal: str) -> AppealRow:
    """Return an appeal that is not decided; 404 for any other."""
    row = appealing.appeal_of(appeal)
    if row is None or not row.is_open:
        raise Http404
    return row


def to_sign(row: AppealRow, me: str) -> dict[str, Any]:
    """Return what a reviewer's signature is bound to: the appeal, what was judged, and the pieces."""
    return {
        "appeal": row.key,
        "reviewer": me,
        "grounds": list(row.grounds),
        "words": row.words,
        "stages": [one.key for one in queries.stages(row.submission)],
        "pieces": [[one.piece, one.sha256, one.round] for one in queries.held(row.submission)],
    }
