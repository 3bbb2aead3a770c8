"""Whether it is really she: asked again before what cannot be undone."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.shortcuts import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


def proved(view: Callable[[SignedInRequest], HttpResponse]) -> Callable[[SignedInRequest], HttpResponse]:
    """Let a view answer only somebody who has shown within the last minutes that it is she.

    Whoever has a password or a passkey is asked for it, and comes back. Whoever signs in by e-mail signs in again. The
    made-up people of a demonstration have nothing to show.
    """

    @wraps(view)
    def asked(request: SignedInRequest) -> HttpResponse:
        if not (settings.DEMO or request.user.has_usable_password() or has_just_signed_in(request)):
            return render(request, "people_data/sign_in_again.html", status=403)
        return view(request)

    answer: Callable[[SignedInRequest], HttpResponse] = reauthentication_required(asked)
    return answer


def has_just_signed_in(request: SignedInRequest) -> bool:
    """Tell whether somebody signed in within the last minutes, in this browser."""
    signed_in = [record["at"] for record in get_authentication_records(request, request.user)]
    return bool(signed_in) and time.time() - max(signed_in) < app_settings.REAUTHENTICATION_TIMEOUT
