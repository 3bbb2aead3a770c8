"""Passkeys: a phone, a computer or a key that shows who it is. Instead of the password, or as the second step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth, flows
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trigpoint.people import actions, ways_in
from trigpoint.people.adapter import mail_is_on
from trigpoint.people.rules import SIGNED_IN
from trigpoint.people.views.signing_in import Afresh
from trigpoint.platform import clock
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest

DONE = {
    "added": "The passkey is added. You can sign in with it from now on.",
    "renamed": "The name is changed.",
    "removed": "The passkey is removed. It signs nobody in any more.",
}
"""What has just been done. By code: an address never carries words."""


class Add(allauth.AddWebAuthnView):
    """One more, which the browser makes."""

    template_name = "people/passkey_add.html"
    request: SignedInRequest

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        """Ask for one that checks who holds it and is found without an address: it signs in by itself."""
        return {
            **super().get_context_data(**given),
            "js_data": {"creation_options": auth.begin_registration(self.request.user, passwordless=True)},
            **given,
        }

    def form_valid(self, form: Any) -> HttpResponseBase:  # noqa: ANN401 - allauth's own
        """Add it, by our action."""
        added: HttpResponseBase = actions.add_passkey(
            person=self.request.user.key, add=lambda: super(Add, self).form_valid(form), now=clock.now()
        )
        # It was used this moment: the spare codes, which may come next, need not ask for it again.
        record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
        return added

    def get_success_url(self) -> str:
        """Show the spare codes where these are the first; else the passkeys."""
        if self.did_generate_recovery_codes:
            return reverse("mfa_view_recovery_codes")
        return done("added")


class Rename(allauth.EditWebAuthnView):
    """Another name."""

    template_name = "people/passkey_name.html"
    request: SignedInRequest

    def form_valid(self, form: Any) -> HttpResponseBase:  # noqa: ANN401 - allauth's own
        """Rename it, by our action."""
        actions.rename_passkey(person=self.request.user.key, rename=form.save, now=clock.now())
        return HttpResponseRedirect(done("renamed"))


class Remove(allauth.RemoveWebAuthnView):
    """One button."""

    template_name = "people/passkey_remove.html"
    request: SignedInRequest

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        """Say what is left without it."""
        row = ways_in.passkey_row(self.object)
        steps = ways_in.steps_of(self.request.user.key)
        last = not steps.app and steps.passkeys == 1
        return {**super().get_context_data(**given), "row": row, "last": last}

    def form_valid(self, form: Any) -> HttpResponseBase:  # noqa: ANN401 - allauth's own
        """Remove it, by our action."""
        actions.remove_passkey(
            person=self.request.user.key, remove=lambda: super(Remove, self).form_valid(form), now=clock.now()
        )
        return HttpResponseRedirect(done("removed"))


class SignIn(Afresh, allauth.LoginWebAuthnView):
    """The passkey alone."""

    template_name = "people/passkey_sign_in.html"

    def get(self, request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:  # noqa: ANN401 - Django's own
        """Show the page, with a question that only a passkey can answer."""
        return render(request, self.template_name, self.get_context_data())

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        """Add the question."""
        return {
            **super().get_context_data(**given),
            "js_data": {"request_options": auth.begin_authentication(user=None)},
            "mail_is_on": mail_is_on(),
            "next": get_next_redirect_url(self.request) or "",
        }

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """Say on the page what was wrong."""
        return render(self.request, self.template_name, self.get_context_data(form=form))

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """Sign in, and go where she wanted to go."""
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, authenticator, login)  # type: ignore[no-any-return]


class Again(allauth.ReauthenticateWebAuthnView):
    """The passkey once more."""

    template_name = "people/passkey_again.html"

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 - allauth's own
        """Say on the page what was wrong."""
        return self.render_to_response({**self.get_context_data(), "form": form})  # type: ignore[no-any-return]


@permission(SIGNED_IN)
@require_safe
def passkeys(request: SignedInRequest) -> HttpResponse:
    """List somebody's passkeys."""
    rows = ways_in.passkeys_of(request.user.key)
    return render(request, "people/passkeys.html", {"rows": rows, "done": DONE.get(request.GET.get("done", ""), "")})


def done(code: str) -> str:
    """Return the address of the list, which says what was done."""
    return f"{reverse('mfa_list_webauthn')}?done={code}"


add = permission(SIGNED_IN)(Add.as_view())
rename = permission(SIGNED_IN)(Rename.as_view())
remove = permission(SIGNED_IN)(Remove.as_view())
sign_in = public(SignIn.as_view())
again = permission(SIGNED_IN)(Again.as_view())
