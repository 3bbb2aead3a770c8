"""The second step: a code of an app on a phone after the password, and spare codes for the day the phone is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.people import actions, queries, ways_in
from trigpoint.people.forms.second_step import TakeOffForm
from trigpoint.people.rules import ADMINISTRATOR, SIGNED_IN
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest


class Enter(base.AuthenticateView):
    """The code or a passkey, after the password."""

    template_name = "people/second_step.html"

    def get_context_data(self, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's own
        """Tell whether there is a passkey to offer."""
        passkeys = ways_in.steps_of(self.stage.login.user.key).passkeys
        return {**super().get_context_data(**given), "passkeys": passkeys}


class EnterAgain(base.ReauthenticateView):
    """The code once more."""

    template_name = "people/second_step_again.html"


class TurnOn(totp.ActivateTOTPView):
    """Tell an app the secret, and prove that it knows it."""

    template_name = "people/second_step_on.html"
    request: SignedInRequest

    def form_valid(self, form: Any) -> HttpResponseBase:  # noqa: ANN401 - allauth's own
        """Turn it on, by our action."""
        turned: HttpResponseBase = actions.turn_second_step(
            person=self.request.user.key, on=True, turn=lambda: super(TurnOn, self).form_valid(form), now=clock.now()
        )
        # The code was entered this moment: the spare codes, which come next, need not ask for another.
        record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
        return turned


class TurnOff(totp.DeactivateTOTPView):
    """Go back to the password alone."""

    template_name = "people/second_step_off.html"
    request: SignedInRequest

    def form_valid(self, form: Any) -> HttpResponseBase:  # noqa: ANN401 - allauth's own
        """Turn it off, by our action."""
        turned: HttpResponseBase = actions.turn_second_step(
            person=self.request.user.key, on=False, turn=lambda: super(TurnOff, self).form_valid(form), now=clock.now()
        )
        return turned


class Codes(recovery.ViewRecoveryCodesView):
    """The spare codes that are left."""

    template_name = "people/spare_codes.html"


class NewCodes(recovery.GenerateRecoveryCodesView):
    """Other spare codes, in place of those there are."""

    template_name = "people/spare_codes_new.html"


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def take_off(request: SignedInRequest, key: str) -> HttpResponse:
    """Turn it off for somebody who lost phone, passkeys and spare codes: an administrator does, and says why."""
    who = queries.person(key)
    if who is None or not who.is_active or not ways_in.steps_of(key).on:
        raise Http404
    form = TakeOffForm(sent(request), today=clock.today())
    if form.is_valid():
        actions.take_second_step_off(
            person=key, actor=request.user.key, reason=form.cleaned_data["reason"], now=clock.now()
        )
        return redirect("people:person", key)
    return render(request, "people/take_second_step_off.html", {"form": form, "person": who})


@permission(SIGNED_IN)
@require_safe
def second_step(request: SignedInRequest) -> HttpResponse:
    """Go back to the account, which says whether it is on, and what has to come first."""
    waits = not settings.MFA_ALLOW_UNVERIFIED_EMAIL and ways_in.waits_for_confirmation(request.user.key)
    return redirect(f"{reverse('people:account')}?done=confirm-first" if waits else "people:account")


enter = public(Enter.as_view())
enter_again = permission(SIGNED_IN)(EnterAgain.as_view())
turn_on = permission(SIGNED_IN)(TurnOn.as_view())
turn_off = permission(SIGNED_IN)(TurnOff.as_view())
codes = permission(SIGNED_IN)(Codes.as_view())
new_codes = permission(SIGNED_IN)(NewCodes.as_view())
