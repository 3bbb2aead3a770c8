"""The scheme for machines: a CASE package, each of its items, and JSON-LD. Anyone may read them, from any site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from trigpoint.credentials import issuer, publishing
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

AN_HOUR = 3600


@public
@require_safe
def package(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the whole award as a CASE package."""
    return given(publishing.package(settings.ISSUER_URL, issuer.name()), "application/json")


@public
@require_safe
def item(request: HttpRequest, identifier: UUID) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give one item of it: what an alignment points to."""
    found = publishing.item(settings.ISSUER_URL, issuer.name(), str(identifier))
    if found is None:
        raise Http404
    return given(found, "application/json")


@public
@require_safe
def credential(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the award in the words of schema.org."""
    return given(publishing.credential(settings.ISSUER_URL, issuer.name()), "application/ld+json")


def given(document: dict[str, Any], kind: str) -> HttpResponse:
    """Return a document that any site may read and keep for an hour."""
    response = JsonResponse(document, content_type=kind, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=AN_HOUR)
    return response
