"""Who is signed in, drawn once for the header and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.template.context import Context
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def account_links(context: Context) -> SafeString:
    """Return the links to the account, or to sign in, as HTML."""
    known = {"account": context.get("account"), "csrf_token": context.get("csrf_token")}
    return render_to_string("web/account.html", known)
