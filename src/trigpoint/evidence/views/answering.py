"""A witness or a family with a link, without an account: they answer, say no, or take their words back."""

from __future__ import annotations

from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.evidence import actions, queries
from trigpoint.evidence.errors import EvidenceError
from trigpoint.evidence.forms import AnswerForm
from trigpoint.evidence.prompts import EASY, PROMPTS, easy_rows
from trigpoint.evidence.words import Asked, Kind
from trigpoint.people.queries import name_of
from trigpoint.platform.clock import ENGLAND, now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import is_signed_in, public

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from trigpoint.evidence.rows import AskedWith

    View = Callable[..., HttpResponse]

GONE = 410


def by_link(view: View) -> View:
    """Give a view the request behind its link; what it answers is kept by no cache and found by no search engine."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **given: object) -> HttpResponse:
        found = queries.asked_with(token)
        if found is None:
            raise Http404
        response = view(request, token, found, **given)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


@public
@require_http_methods(METHODS)
@by_link
def witness(request: HttpRequest, token: str, asked: AskedWith) -> HttpResponse:
    """Ask a witness or a family in plain English."""
    return _answer(request, token, asked, easy=False)


@public
@require_http_methods(METHODS)
@by_link
def easy(request: HttpRequest, token: str, asked: AskedWith) -> HttpResponse:
    """Ask a family in Easy Read."""
    if asked.kind is not Kind.FAMILY:
        return HttpResponseRedirect(reverse("evidence:witness", args=[token]))
    return _answer(request, token, asked, easy=True)


def _answer(request: HttpRequest, token: str, asked: AskedWith, *, easy: bool) -> HttpResponse:
    if not asked.is_open(now()):
        return _over(request, token, asked, easy=easy)
    prompts = (EASY if easy else PROMPTS)[asked.kind]
    form = AnswerForm(sent(request), prompts=prompts, kind=asked.kind, easy=easy, today=today())
    asker = name_of(asked.owner)
    here = "witness-easy" if easy else "witness"
    if form.is_valid():
        given = form.cleaned_data
        answers = {name: given[name] for name in prompts}
        try:
            actions.answer(
                token=token,
                visitor=_visitor(request),
                name=given["name"],
                post=given.get("post", ""),
                answers=answers,
                now=now(),
            )
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(reverse(f"evidence:{here}", args=[token]))
    last = asked.ends.astimezone(ENGLAND).date()
    context = {
        "form": form,
        "asked": asked,
        "asker": asker,
        "token": token,
        "last": last,
        "rows": easy_rows(asker, f"{last.day} {last:%B %Y}") if easy else (),
        "is_family": asked.kind is Kind.FAMILY,
        "is_own": _visitor(request) == asked.owner,
    }
    return render(request, f"evidence/answering/{'easy' if easy else 'answer'}.html", context)


@public
@require_POST
@by_link
def decline(request: HttpRequest, token: str, asked: AskedWith) -> HttpResponse:  # noqa: ARG001 - the shape of a view by link
    """Say that they would rather not."""
    with suppress(EvidenceError):  # the page says how it stands
        actions.decline(token=token, now=now())
    return HttpResponseRedirect(reverse("evidence:witness", args=[token]))


@public
@require_http_methods(METHODS)
@by_link
def take_back(request: HttpRequest, token: str, asked: AskedWith) -> HttpResponse:
    """Ask before an answer is taken back; then take it back."""
    if asked.state is not Asked.ANSWERED:
        return HttpResponseRedirect(reverse("evidence:witness", args=[token]))
    if request.method == "POST":
        with suppress(EvidenceError):  # the page says how it stands
            actions.take_back(token=token, now=now())
        return HttpResponseRedirect(reverse("evidence:witness", args=[token]))
    return render(request, "evidence/answering/take_back.html", _context(token, asked))


def _over(request: HttpRequest, token: str, asked: AskedWith, *, easy: bool) -> HttpResponse:
    answered = asked.state is Asked.ANSWERED
    context = _context(token, asked) | {"easy": easy}
    return render(request, "evidence/answering/over.html", context, status=200 if answered else GONE)


def _context(token: str, asked: AskedWith) -> dict[str, object]:
    questions = {name: question for name, (question, _) in PROMPTS[asked.kind].items()}
    said = [(questions.get(name, name), words) for name, words in asked.said.items()]
    return {"asked": asked, "token": token, "asker": name_of(asked.owner), "said": said, "states": Asked}


def _visitor(request: HttpRequest) -> str:
    return str(getattr(request.user, "key", "")) if is_signed_in(request) else ""
