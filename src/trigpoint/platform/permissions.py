"""Who may open a page: rules that give their reasons.

Every view of every room carries one, outermost, and tests/contract/test_permissions.py sees to it:

    @permission(SIGNED_IN & has_role(Role.HEAD))
    @require_safe
    def staff(request: SignedInRequest) -> HttpResponse: ...

    @public
    @require_safe
    def home(request: HttpRequest) -> HttpResponse: ...

A rule tells whether somebody may, who may (docs/reference/permissions.md), and what is missing and how to get it, which
is what the page says that refuses. Somebody else's thing, whose very existence must not be told, is a 404 of the view's
own and no matter of permission.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control

from trigpoint.platform.unsent import keep_unsent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a page. Rules combine with `&` and `|`.

    `name` is unique: room and rule, as in `people.signed-in`. `who` completes *Open to:* in the reference, a sentence.
    `test` gets the request and the view's keyword arguments; when `signed_in`, only requests of somebody signed in.
    `refusal` says what is missing and how to get it, in words that are shown as they stand.
    """

    name: str
    who: str
    test: Callable[[HttpRequest, Mapping[str, Any]], bool]
    refusal: str
    signed_in: bool = True

    def allows(self, request: HttpRequest, given: Mapping[str, Any]) -> bool:
        """Tell whether the request may go on."""
        return (not self.signed_in or is_signed_in(request)) and self.test(request, given)

    @property
    def may_help_to_sign_in(self) -> bool:
        """Tell whether a visitor whom it refuses might be let through once signed in."""
        return self.signed_in

    def missing(self, request: HttpRequest, given: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what is missing, each with the way to get it; nothing when the request may go on."""
        return () if self.allows(request, given) else (self.refusal,)

    def __and__(self, other: Rule) -> Rule:
        return _Every(
            name=f"({self.name} & {other.name})",
            who=f"{self.who} And: {other.who}",
            test=lambda request, given: self.allows(request, given) and other.allows(request, given),
            refusal="",
            signed_in=self.signed_in or other.signed_in,
            parts=(self, other),
        )

    def __or__(self, other: Rule) -> Rule:
        return _Any(
            name=f"({self.name} | {other.name})",
            who=f"{self.who} Or: {other.who}",
            test=lambda request, given: self.allows(request, given) or other.allows(request, given),
            refusal="",
            signed_in=False,
            parts=(self, other),
        )


@dataclass(frozen=True, slots=True)
class _Combined(Rule):
    """Two rules in one."""

    parts: tuple[Rule, ...] = ()

    @property
    def may_help_to_sign_in(self) -> bool:
        return any(part.may_help_to_sign_in for part in self.parts)


@dataclass(frozen=True, slots=True)
class _Every(_Combined):
    """Both must allow it. What is missing is what the first that refuses says."""

    def missing(self, request: HttpRequest, given: Mapping[str, Any]) -> tuple[str, ...]:
        return next((found for part in self.parts if (found := part.missing(request, given))), ())


@dataclass(frozen=True, slots=True)
class _Any(_Combined):
    """One of them is enough. When none allows it, what each misses is said."""

    def missing(self, request: HttpRequest, given: Mapping[str, Any]) -> tuple[str, ...]:
        if self.allows(request, given):
            return ()
        each = (found for part in self.parts for found in part.missing(request, given))
        return ("One of these is enough.", *(found for found in each if found != "One of these is enough."))


class RefusedError(PermissionDenied):
    """Somebody may not open a page. `missing` says what is missing and how to get it; the 403 page shows it."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


PUBLIC = Rule("public", "Anyone.", lambda _request, _given: True, "", signed_in=False)


def permission(rule: Rule) -> Callable[[View], View]:
    """Let a view answer only those whom the rule allows.

    A visitor who is not signed in goes to sign in and comes back. Anyone else whom the rule refuses raises
    RefusedError. What it answers is kept out of every cache, unless the view says otherwise: it is for one person.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **given: object) -> HttpResponseBase:
            if not rule.allows(request, given):
                if rule.may_help_to_sign_in and not is_signed_in(request):
                    return to_sign_in(request)
                raise RefusedError(rule.missing(request, given))
            response = view(request, *args, **given)
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_store=True)
            return response

        vars(checked)["permission"] = rule
        return cast("View", checked)

    return decorate


def public(view: View) -> View:
    """Say that anyone may open a view."""
    vars(view)["permission"] = PUBLIC
    return view


def rule_of(view: object) -> Rule | None:
    """Return the rule of a view; None when it has none, which is a fault."""
    found = getattr(view, "permission", None)
    return found if isinstance(found, Rule) else None


def is_signed_in(request: HttpRequest) -> bool:
    """Tell whether somebody is signed in. Reads nothing for a visitor without the cookie of a session."""
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Send a visitor to sign in, and back to this address afterwards; a form that was sent is kept until then."""
    kept = request.method == "POST" and keep_unsent(request)
    query = urlencode({"next": resolve_url(settings.UNSENT_URL) if kept else request.get_full_path()}, safe="/")
    response = HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
    patch_cache_control(response, private=True, no_store=True)
    return response
