"""What is published for machines: identifiers with their keys, and status lists."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from trigpoint.credentials import issuer, lists
from trigpoint.credentials.models import StatusList
from trigpoint.credentials.words import Purpose
from trigpoint.platform import clock
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest

MINUTES_5 = 300


@public
@require_safe
def did(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the did:web document of this copy."""
    return _document(issuer.did())


@public
@require_safe
def forum(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the did:web document of a forum that this copy signs for."""
    return _document(issuer.forum_did(number))


def _document(identifier: str) -> HttpResponse:
    known = issuer.issuers(identifier)
    if known is None:
        raise Http404
    response = JsonResponse(issuer.did_document(known), content_type="application/did+json")
    return _for_everyone(response)


def _etag(request: HttpRequest, number: int, purpose: str) -> str | None:  # noqa: ARG001 - Django's signature
    there = lists.published(number, Purpose(purpose)) if purpose in Purpose.values else None
    return f'"{hashlib.sha256(there.text.encode()).hexdigest()[:32]}"' if there else None


@public
@require_safe
@condition(etag_func=_etag)
def status_list(request: HttpRequest, number: int, purpose: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give a status list as it was signed last, to be kept for five minutes; one never signed is signed now."""
    if purpose not in Purpose.values or not StatusList.objects.filter(number=number).exists():
        raise Http404
    there = lists.published(number, Purpose(purpose))
    text = there.text if there else lists.publish(number, Purpose(purpose), now=clock.now())
    return _for_everyone(HttpResponse(text, content_type="application/vc"))


def _for_everyone(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=MINUTES_5)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response
