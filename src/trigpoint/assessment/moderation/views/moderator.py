"""The moderator's pages: what waits, looking again, samples, and how well assessors agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.assessment import queries
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation import drawing, looking, reliability, rooms, standards
from trigpoint.assessment.moderation.forms import LookForm
from trigpoint.assessment.moderation.rules import MODERATOR
from trigpoint.assessment.moderation.views.common import DONE
from trigpoint.assessment.prior_learning import claim_with
from trigpoint.assessment.signing import digest_of, signature, way_of
from trigpoint.assessment.views.common import held_rows
from trigpoint.assessment.words import VIA_WORDS, Result, Slot, StageKind, Verdict
from trigpoint.content.assessment import rules
from trigpoint.content.moderating import moderation_rules
from trigpoint.content.standardisation import exercises
from trigpoint.evidence.outcomes import outcome
from trigpoint.measurement.agreement import FEWEST
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from trigpoint.assessment.moderation.looking import LookRow
    from trigpoint.assessment.rows import DecisionRow, StageRow
    from trigpoint.people.requests import SignedInRequest

SLOT_WORDS = {Slot.FIRST: "First judgement", Slot.SECOND: "Second judgement", Slot.THIRD: "Third judgement"}
VERDICT_WORDS = {Verdict.SHOWN: "Shown", Verdict.NOT_SHOWN: "Not shown"}
RESULT_WORDS = {
    StageKind.AGREED: "Agreed",
    StageKind.REFERRED: "Some criteria are not shown yet",
    StageKind.DECLINED: "Not agreed",
}


@permission(MODERATOR)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show what waits for a moderator, the oldest first."""
    context = {
        "rows": looking.waiting(request.user.key, now()),
        "findings": rooms.open_findings(),
        "undrawn": len(drawing.to_draw_from(now())),
        "today": today(),
    }
    return DONE.page(request, "home", context)


@permission(MODERATOR)
@require_safe
def done(request: SignedInRequest) -> HttpResponse:
    """Show what the moderator has looked at."""
    return DONE.page(request, "done", {"rows": looking.done_by(request.user.key)})


@permission(MODERATOR)
@require_http_methods(METHODS)
def look(request: SignedInRequest, submission: str) -> HttpResponse:
    """Show a sampled submission with every judgement, and take what the moderator signs."""
    row = looking.look_of(submission)
    if row is None:
        if queries.submission(submission) is None:
            raise Http404
        return DONE.page(request, "gone", {"words": looking.NOT_HERE})
    me, moment = request.user.key, now()
    told = queries.stages(submission)
    found = queries.progress_of(submission)
    decisions = [one for one in queries.decisions_on(submission) if one.counts]
    shown = to_sign(row, found.result, decisions, told, me)
    digest = digest_of(shown)
    barred = looking.barred_from(row.row, found.ever, me, today())
    form = LookForm(sent(request), today=today(), now_is=row.row.state)
    if form.is_valid() and not barred:
        try:
            result = Result(form.cleaned_data["result"])
            looking.look_again(
                key=submission,
                moderator=me,
                result=result,
                now=moment,
                signature=signature(request, shown=digest, now=moment),
                codes=form.cleaned_data["codes"] if result is not form.now_is else (),
                words=form.cleaned_data["words"],
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return DONE.to("moderation", "confirmed" if result is form.now_is else "changed")
    context = {
        "row": row.row,
        "look": row,
        "outcome": outcome(row.row.outcome),
        "via": VIA_WORDS[row.row.via],
        "result": RESULT_WORDS.get(found.result.kind, "") if found.result else "",
        "held": held_rows(submission),
        "claim": claim_with(row.row.candidate, row.row.outcome, row.row.via, today()),
        "answers": [one for one in told if one.kind is StageKind.MORE_GIVEN and one.words],
        "criteria": judged(row, decisions),
        "words": [(SLOT_WORDS[Slot(one.slot)], one.words) for one in told if one.slot and one.words],
        "form": form,
        "barred": barred,
        "digest": digest,
        "way": way_of(request, moment, request.path),
    }
    return DONE.page(request, "look", context)


def to_sign(
    row: LookRow, result: StageRow | None, decisions: list[DecisionRow], told: Sequence[StageRow], me: str
) -> dict[str, Any]:
    """Return what a moderator's signature is bound to: the decision, every verdict, the pieces and the claim."""
    return {
        "submission": row.row.key,
        "result": result.key if result else "",
        "moderator": me,
        "pieces": [[one.piece, one.sha256, one.round] for one in queries.held(row.row.key)],
        "claim": [str(one.said["claim"]) for one in told if "claim" in one.said],
        "decisions": [[one.stage, one.criterion, one.verdict.value, list(one.codes), one.words] for one in decisions],
    }


def judged(row: LookRow, decisions: list[DecisionRow]) -> list[dict[str, Any]]:
    """Return each criterion with what each assessor said of it, nobody named."""
    return [
        {
            "number": number,
            "criterion": one,
            "carried": one.reference in row.row.carried,
            "said": [
                {
                    "who": SLOT_WORDS[each.slot],
                    "verdict": VERDICT_WORDS[each.verdict],
                    "reasons": [rules().words_of(code) for code in each.codes],
                    "words": each.words,
                }
                for each in decisions
                if each.criterion == one.reference
            ],
        }
        for number, one in enumerate(outcome(row.row.outcome).rows, 1)
    ]


@permission(MODERATOR)
@require_http_methods(METHODS)
def samples(request: SignedInRequest) -> HttpResponse:
    """Show the samples that were drawn, and draw one."""
    refused = ""
    if request.method == "POST":
        try:
            drawn = drawing.draw(actor=request.user.key, now=now())
        except AssessmentError as error:
            refused = str(error)
        else:
            return DONE.to("sample", "drawn", drawn.key)
    plans = looking.plans()
    names = names_of({one.drawn_by for one in plans}) if plans else {}
    context = {
        "plans": [(one, names[one.drawn_by]) for one in plans],
        "undrawn": len(drawing.to_draw_from(now())),
        "most": drawing.MOST_AT_ONCE,
        "rules": moderation_rules(),
        "refused": refused,
    }
    return DONE.page(request, "samples", context)


@permission(MODERATOR)
@require_safe
def sample(request: SignedInRequest, plan: str) -> HttpResponse:
    """Show one sample: its seed, its rules as they were, what it drew and why."""
    found = looking.plan_of(plan)
    if found is None:
        raise Http404
    row, items = found
    codes = {one.key: one for one in queries.submissions(item.submission for item in items).values()}
    context = {
        "plan": row,
        "items": [(one, codes.get(one.submission)) for one in items],
        "name": names_of([row.drawn_by])[row.drawn_by],
    }
    return DONE.page(request, "sample", context)


@permission(MODERATOR)
@require_safe
def agreement(request: SignedInRequest) -> HttpResponse:
    """Show how well assessors agree, on each criterion and each of them."""
    doubles = reliability.pairs_of(reliability.decisions_of_a_year(now()))
    by_assessor = reliability.by_assessor(doubles)
    names = names_of({one.assessor for one in by_assessor}) if by_assessor else {}
    context = {
        "overall": reliability.overall(doubles),
        "criteria": reliability.by_criterion(doubles),
        "assessors": [(names[one.assessor], one) for one in by_assessor],
        "fewest": FEWEST,
    }
    return DONE.page(request, "agreement", context)


@permission(MODERATOR)
@require_safe
def standing(request: SignedInRequest) -> HttpResponse:
    """Show which assessors may judge live in which strands."""
    passed = standards.standardised(today())
    holders = tuple(dict.fromkeys(holders_of(Role.ASSESSOR, today())))
    names = names_of(holders) if holders else {}
    known = tuple(exercises().values())
    rows = [(names[key], [(one, passed.get(key, {}).get(one.id)) for one in known]) for key in holders]
    return DONE.page(request, "standing", {"rows": sorted(rows, key=lambda row: row[0]), "exercises": known})
