"""The pages of claims. Each shows one person's own; nobody else opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.evidence.claims import actions, queries
from trigpoint.evidence.claims.errors import ClaimError, NotReadyError
from trigpoint.evidence.claims.following import send_url
from trigpoint.evidence.claims.forms import CertificateForm, ClaimForm, GapForm
from trigpoint.evidence.outcomes import UnknownOutcomeError
from trigpoint.evidence.queries import pieces_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.evidence.claims.rows import ClaimRow, CriterionRow
    from trigpoint.people.requests import SignedInRequest

DONE = JustDone(
    "evidence",
    "evidence_claims/",
    {
        "saved": "What you wrote is kept.",
        "planned": "Your plan for this gap is kept.",
        "ready": "It is ready. Nobody sees it until you send it.",
        "reopened": "It is a draft again.",
        "dropped": "The claim is taken off. Your pieces of evidence stay in your portfolio.",
        "added": "The certificate is kept.",
        "removed": "The certificate is taken off.",
    },
)


def claim_for(request: SignedInRequest, outcome: str) -> ClaimRow:
    """Return the visitor's claim of an outcome, an empty one too. Raises Http404 for an outcome there is not."""
    try:
        return queries.claim_of(request.user.key, outcome, today())
    except UnknownOutcomeError:
        raise Http404 from None


@permission(SIGNED_IN)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show what posts come to, and every outcome with its claim."""
    key = request.user.key
    strands = queries.overview(key, today())
    context = {"strands": strands, "experience": queries.experience(key, today())}
    return DONE.page(request, "home", context)


@permission(SIGNED_IN)
@require_safe
def experience(request: SignedInRequest) -> HttpResponse:
    """Show the sum of posts with its working."""
    return DONE.page(request, "experience", {"sum": queries.experience(request.user.key, today()), "today": today()})


@permission(SIGNED_IN)
@require_safe
def claim(request: SignedInRequest, outcome: str) -> HttpResponse:
    """Show a claim: each criterion with what shows it, each test with her words, what is missing."""
    found = claim_for(request, outcome)
    return DONE.page(request, "claim", {"claim": found, "send_url": send_url(outcome)})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def say(request: SignedInRequest, outcome: str) -> HttpResponse:
    """Take what she says on each test, and which posts and certificates it comes from."""
    found, key = claim_for(request, outcome), request.user.key
    done = queries.experience(key, today())
    initial = {
        **found.says,
        "posts": [row.entry for row in found.posts],
        "certificates": [row.key for row in found.certificates],
    }
    form = ClaimForm(
        sent(request),
        today=today(),
        posts=done.posts,
        certificates=queries.certificates_of(key),
        initial=initial,
    )
    version = request.POST.get("version", str(found.version))
    if form.is_valid():
        try:
            actions.save(
                owner=key,
                outcome=outcome,
                says=form.said,
                posts=form.cleaned_data["posts"],
                certificates=form.cleaned_data["certificates"],
                version=int(version) if version.isdecimal() else -1,
                now=now(),
            )
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("claim", "saved", outcome)
    changed = bool(form.errors) and version != str(found.version)
    context = {"form": form, "claim": found, "version": found.version, "kept": found.answers if changed else ()}
    return DONE.page(request, "say", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def gap(request: SignedInRequest, outcome: str, number: int) -> HttpResponse:
    """Take how a gap is to be closed."""
    found = claim_for(request, outcome)
    row = criterion_of(found, number)
    initial = {"words": row.plan.words, "by": row.plan.by} if row.plan else {}
    form = GapForm(sent(request), today=today(), initial=initial)
    if form.is_valid():
        try:
            actions.plan_gap(
                owner=request.user.key, outcome=outcome, criterion=row.reference, now=now(), **form.cleaned_data
            )
        except ClaimError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("claim", "planned", outcome)
    return DONE.page(request, "gap", {"form": form, "claim": found, "criterion": row})


def criterion_of(claim: ClaimRow, number: int) -> CriterionRow:
    """Return a criterion of a claim by its number. Raises Http404."""
    if not 1 <= number <= len(claim.criteria):
        raise Http404
    return claim.criteria[number - 1]


@permission(SIGNED_IN)
@require_POST
def ready(request: SignedInRequest, outcome: str) -> HttpResponse:
    """Make a claim ready to send, or say what is missing."""
    found = claim_for(request, outcome)
    refused: tuple[str, ...] = ()
    try:
        actions.make_ready(owner=request.user.key, outcome=outcome, version=found.version, now=now())
    except NotReadyError as error:
        refused = error.lacks
    except ClaimError as error:
        refused = (str(error),)
    else:
        return DONE.to("claim", "ready", outcome)
    return DONE.page(request, "claim", {"claim": found, "refused": refused, "send_url": send_url(outcome)})


@permission(SIGNED_IN)
@require_POST
def reopen(request: SignedInRequest, outcome: str) -> HttpResponse:
    """Open a claim again."""
    found = claim_for(request, outcome)
    try:
        actions.open_again(owner=request.user.key, outcome=outcome, now=now())
    except ClaimError as error:
        return DONE.page(request, "claim", {"claim": found, "refused": (str(error),), "send_url": send_url(outcome)})
    return DONE.to("claim", "reopened", outcome)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def drop(request: SignedInRequest, outcome: str) -> HttpResponse:
    """Ask before a claim is taken off; then take it off."""
    found = claim_for(request, outcome)
    refused = ""
    if request.method == "POST":
        try:
            actions.drop(owner=request.user.key, outcome=outcome, now=now())
        except ClaimError as error:
            refused = str(error)
        else:
            return DONE.to("claims", "dropped")
    return DONE.page(request, "drop", {"claim": found, "refused": refused})


@permission(SIGNED_IN)
@require_safe
def certificates(request: SignedInRequest) -> HttpResponse:
    """List her certificates."""
    return DONE.page(request, "certificates", {"rows": queries.certificates_of(request.user.key)})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def add_certificate(request: SignedInRequest) -> HttpResponse:
    """Take a certificate."""
    key = request.user.key
    pieces = tuple(piece for piece in pieces_of(key) if piece.is_seen and piece.files)
    form = CertificateForm(sent(request), today=today(), pieces=pieces)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_certificate(owner=key, title=said.pop("name"), now=now(), **said)
        except ClaimError as error:
            form.add_error("number", str(error))
        else:
            return DONE.to("certificates", "added")
    return DONE.page(request, "certificate", {"form": form})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def remove_certificate(request: SignedInRequest, certificate: str) -> HttpResponse:
    """Ask before a certificate is taken off; then take it off."""
    key = request.user.key
    row = next((one for one in queries.certificates_of(key) if one.key == certificate), None)
    if row is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            actions.remove_certificate(owner=key, certificate=certificate, now=now())
        except ClaimError as error:
            refused = str(error)
        else:
            return DONE.to("certificates", "removed")
    return DONE.page(request, "certificate_remove", {"row": row, "refused": refused})
