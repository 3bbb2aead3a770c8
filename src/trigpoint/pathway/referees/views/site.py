"""Where this copy is reached, and whether it sends mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def site_of(request: HttpRequest) -> str:
    """Return the address of this copy as the visitor reached it, without a slash at the end."""
    return f"{request.scheme}://{request.get_host()}"


def mails_go_out() -> bool:
    """Tell whether a mail is sent, or kept as a file in a demonstration."""
    return settings.MAIL_SERVER is not None or bool(settings.DEMO)


def mail_is_on() -> bool:
    """Tell whether a mail reaches somebody."""
    return settings.MAIL_SERVER is not None
