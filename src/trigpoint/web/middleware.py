"""What happens to every request: a log line, a policy header, a limit on posts."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import time
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import caches

from trigpoint.web.errors import too_many_requests
from trigpoint.web.logs import request_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("trigpoint.request")

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
WINDOW_SECONDS = 60


def request_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give each request an id and log one line when it is answered.

    The id of a trusted proxy is kept, so that its log and ours can be read together.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        keep = settings.TRUSTED_PROXIES and GIVEN_ID.fullmatch(given)
        token = request_id.set(given if keep else uuid.uuid4().hex)
        began = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id.get()
            fields = {
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            log.info("answered", extra={"fields": fields})
            return response
        finally:
            request_id.reset(token)

    return answer


def route_of(request: HttpRequest) -> str:
    """Return the pattern of the address, never the address: people can type anything into one."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    return "static" if request.path.startswith(settings.STATIC_URL) else "none"


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Switch off every device and tracking feature that the pages do not use."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    return answer


def limit_posts(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer 429 to an address that posts more than TRIGPOINT_POSTS_PER_MINUTE to one worker.

    The limit is generous because a whole school, or a course in one room, shares an address. The address
    is held for a minute, in memory only, as a keyed hash.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and posts_so_far(client_of(request)) > settings.POSTS_PER_MINUTE:
            response = too_many_requests(request)
            response["Retry-After"] = str(WINDOW_SECONDS)
            return response
        return get_response(request)

    return answer


def client_of(request: HttpRequest) -> str:
    """Return the visitor's address: the last that no trusted proxy could have been lied to about."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies: int = settings.TRUSTED_PROXIES
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def posts_so_far(client: str) -> int:
    """Count this post and return how many the client has made in the present window."""
    window = int(time.time() // WINDOW_SECONDS)
    digest = hmac.new(settings.SECRET_KEY.encode(), f"{window} {client}".encode(), hashlib.sha256)
    key = f"posts:{digest.hexdigest()}"
    memory = caches["memory"]
    memory.add(key, 0, timeout=WINDOW_SECONDS)
    try:
        return memory.incr(key)
    except ValueError:  # the window closed between the two calls, or the cache was culled
        return 1
