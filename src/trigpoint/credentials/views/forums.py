"""The pages on which a member of a forum gives its word on an award, or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.credentials import actions, queries
from trigpoint.credentials.errors import CredentialError
from trigpoint.credentials.forms import WordsForm
from trigpoint.credentials.rules import FORUM
from trigpoint.credentials.signing import CannotSignError
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from trigpoint.people.requests import SignedInRequest

LABEL = "What does your forum say of this SENCO’s work with families?"
HINT = "It is signed in the name of your forum, and everyone who checks the award reads it."


def forum_of(request: SignedInRequest) -> int:
    """Return the forum for which somebody speaks: the rule of the page has seen to it that there is one."""
    held = request.user.working_as
    if held is None or held.organisation is None:
        raise Http404
    return held.organisation.id


@permission(FORUM)
@require_safe
def asked(request: SignedInRequest) -> HttpResponse:
    """Show what the forum is asked, and what it said."""
    return render(request, "credentials/asked.html", {"rows": queries.endorsements_for(forum_of(request))})


@permission(FORUM)
@require_http_methods(METHODS)
def answer(request: SignedInRequest, key: str) -> HttpResponse:
    """Give the forum's word on an award, or decline."""
    forum = forum_of(request)
    row = next((one for one in queries.endorsements_for(forum) if one.key == key), None)
    if row is None:
        raise Http404
    if not row.waits:
        return redirect("credentials:asked")
    declined = request.POST.get("answer") == "no"
    form = WordsForm(None if declined else sent(request), today=clock.today(), label=LABEL, hint=HINT)
    problem = ""
    if declined or form.is_valid():
        words = "" if declined else form.cleaned_data["words"]
        try:
            actions.answer_forum(
                request=key, words=words, agreed=not declined, actor=request.user.key, forum=forum, now=clock.now()
            )
        except (CredentialError, CannotSignError) as error:
            problem = str(error)
        else:
            return redirect("credentials:asked")
    return render(request, "credentials/answer.html", {"form": form, "row": row, "problem": problem})
