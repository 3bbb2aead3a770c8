"""Signing in and up: allauth's views with our templates, and what it has not: links, and the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import verify_email_indirectly
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from trigpoint.people import actions, ways_in
from trigpoint.people.adapter import mail_is_on
from trigpoint.people.demo import BY_SLUG, PEOPLE
from trigpoint.people.errors import LinkError
from trigpoint.people.models import Person
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

DONE = {
    "email": "Your e-mail address is confirmed. Sign in now.",
    "sign-up": "If this address had no account, it has one now. Sign in with the password you chose.",
    "sign-out": "You have signed out.",
}
"""What has just been done, as the page of signing in says it. By code: an address never carries words."""
WITHOUT_MAIL = "people/without_mail.html"


class Words:
    """What all these pages are told: whether mail is on, whom to ask, what has just been done."""

    request: HttpRequest

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        """Add it."""
        return {
            **super().get_context_data(**given),  # type: ignore[misc]
            "mail_is_on": mail_is_on(),
            "demo": settings.DEMO,
            "contact": settings.CONTACT,
            "done": DONE.get(self.request.GET.get("done", ""), ""),
        }


class Afresh:
    """Let somebody who left a sign-in unfinished begin another: allauth would send her back to the unfinished one."""

    def _redirect_to_pending_stage(self, request: HttpRequest, _stage: object) -> None:
        clear_login(request)


class SignIn(Words, Afresh, allauth.LoginView):
    """Address and password, and the ways to sign in otherwise."""

    template_name = "people/sign_in.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        """Add the other organisations. No query."""
        return {**super().get_context_data(**given), "offered": ways_in.offered()}


class SignUp(Words, Afresh, allauth.SignupView):
    """A new account."""

    template_name = "people/sign_up.html"

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """With mail, let allauth ask for confirmation. Without, answer the same whether or not the address is known."""
        if mail_is_on():
            return super().form_valid(form)  # type: ignore[no-any-return]
        if form.account_already_exists:
            Person().set_password(form.cleaned_data["password1"])  # the same work, so that time tells nothing either
        else:
            form.save(self.request)
        wanted = get_next_redirect_url(self.request)  # nothing that leads to another site
        query = {"done": "sign-up", **({"next": wanted} if wanted else {})}
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode(query, safe='/')}")


class AskForCode(Words, Afresh, allauth.RequestLoginCodeView):
    """A message with a link and a code."""

    template_name = "people/ask_for_code.html"


class Code(Words, allauth.ConfirmLoginCodeView):
    """The code of that message."""

    template_name = "people/code.html"


class Forgotten(Words, allauth.PasswordResetView):
    """A message with a link to a new password."""

    template_name = "people/forgotten.html"


class ForgottenSent(Words, allauth.PasswordResetDoneView):
    """That it is on its way."""

    template_name = "people/forgotten_sent.html"


class Reset(Words, allauth.PasswordResetFromKeyView):
    """The new password."""

    template_name = "people/reset.html"


class ResetDone(Words, allauth.PasswordResetFromKeyDoneView):
    """That it is chosen."""

    template_name = "people/reset_done.html"


class ConfirmationSent(Words, allauth.EmailVerificationSentView):
    """That a message is on its way."""

    template_name = "people/confirmation_sent.html"


class Confirm(Words, allauth.ConfirmEmailView):
    """One button: programs that follow the links of a message press none."""

    template_name = "people/confirm.html"

    def respond(self, success: bool) -> HttpResponseBase:  # noqa: FBT001 - allauth's signature
        """Say so where the address was not taken: somebody else has it by now."""
        if success:
            return super().respond(success)  # type: ignore[no-any-return]
        return self.render_to_response({**self.get_context_data(), "can_confirm": False})  # type: ignore[no-any-return]


class SignOut(Words, allauth.LogoutView):
    """One button."""

    template_name = "people/sign_out.html"


class Closed(Words, allauth.AccountInactiveView):
    """That the account is closed."""

    template_name = "people/closed.html"


class Again(Words, allauth.ReauthenticateView):
    """The password once more."""

    template_name = "people/again.html"

    def dispatch(self, request: HttpRequest, *given: Any, **named: Any) -> HttpResponseBase:  # noqa: ANN401 - Django's own
        """Go back to the account where there is nothing to ask for."""
        if not get_adapter(request).get_reauthentication_methods(request.user):
            return redirect("people:account")
        return super().dispatch(request, *given, **named)  # type: ignore[no-any-return]


class Email(Words, allauth.EmailView):
    """Another address."""

    template_name = "people/email.html"


class ChangePassword(Words, allauth.PasswordChangeView):
    """Another password."""

    template_name = "people/change_password.html"


class SetPassword(Words, allauth.PasswordSetView):
    """A first password."""

    template_name = "people/change_password.html"


def needs_mail(view: Any) -> Any:  # noqa: ANN401 - views of allauth
    """Say honestly that no message can be sent, and whom to ask, where mail is off."""

    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:  # noqa: ANN401 - Django's own
        if not mail_is_on():
            return render(request, WITHOUT_MAIL, {"contact": settings.CONTACT, "operator": settings.OPERATOR})
        response: HttpResponse = view(request, *given, **named)
        return response

    return answer


sign_in = public(SignIn.as_view())
sign_up = public(SignUp.as_view())
sign_out = public(SignOut.as_view())
closed = public(Closed.as_view())
ask_for_code = public(needs_mail(AskForCode.as_view()))
code = public(needs_mail(Code.as_view()))
forgotten = public(needs_mail(Forgotten.as_view()))
forgotten_sent = public(needs_mail(ForgottenSent.as_view()))
reset = public(Reset.as_view())
reset_done = public(ResetDone.as_view())
confirmation_sent = public(ConfirmationSent.as_view())
confirm = public(Confirm.as_view())
again = permission(SIGNED_IN)(Again.as_view())
email = permission(SIGNED_IN)(needs_mail(Email.as_view()))
change_password = permission(SIGNED_IN)(ChangePassword.as_view())
set_password = permission(SIGNED_IN)(SetPassword.as_view())


@public
@require_http_methods(METHODS)
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Show one button for a link that was sent; pressing it signs in, once."""
    now = clock.now()
    try:
        if request.method != "POST":
            who = actions.look_at_link(token, now)
            response = render(request, "people/link.html", {"name": who.name})
        else:
            person = actions.use_link(token, now)
            record_authentication(request, person, method="link")
            verify_email_indirectly(request, person, person.email)
            response = perform_login(request, Login(user=person, email=person.email))
    except LinkError as error:
        words = {"words": str(error), "mail_is_on": mail_is_on(), "contact": settings.CONTACT}
        response = render(request, "people/link_gone.html", words, status=410)
    patch_cache_control(response, private=True, no_store=True)
    # Not `no-referrer`: browsers would then send the form with `Origin: null`, which no form of ours may have.
    response["Referrer-Policy"] = "same-origin"
    return response


@public
@require_http_methods(METHODS)
def demonstration(request: HttpRequest) -> HttpResponse:
    """List the fictional people, one button each; sign in as the one that was pressed. In a demonstration only."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        chosen = BY_SLUG.get(request.POST.get("person", ""))
        person = Person.objects.filter(email=chosen.email, is_active=True).first() if chosen else None
        if person is not None:
            login(request, person)
            return HttpResponseRedirect(get_next_redirect_url(request) or resolve_url(settings.LOGIN_REDIRECT_URL))
    wanted = get_next_redirect_url(request) or ""  # nothing that leads to another site
    return render(request, "people/demonstration.html", {"people": PEOPLE, "next": wanted})
