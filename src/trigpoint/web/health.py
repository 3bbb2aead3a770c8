"""Whether the process lives, and whether it can do its work."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trigpoint.content.library import ContentError, installed_library
from trigpoint.platform.permissions import public

log = logging.getLogger("trigpoint.health")


@public
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Say that the process answers. Touches nothing else: a slow database is no reason to kill it."""
    return JsonResponse({"status": "ok"})


@public
@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Say whether requests can be served: 200 when every part is ready, else 503 and which part is not."""
    parts = {"database": database_state(), "content": content_state()}
    is_ready = all(state == "ok" for state in parts.values())
    return JsonResponse(
        {"status": "ok" if is_ready else "not ready", **parts},
        status=200 if is_ready else 503,
    )


def database_state() -> str:
    """Return `ok`, or what is wrong with the database in a few words."""
    try:
        return "needs: trigpoint migrate" if pending_migrations() else "ok"
    except DatabaseError:
        log.exception("the database does not answer")
        return "does not answer"


def content_state() -> str:
    """Return `ok`, or what to do about content that cannot be used."""
    try:
        installed_library()
    except (ContentError, OSError):
        log.exception("the content cannot be used")
        return "needs: trigpoint check"
    return "ok"


def pending_migrations() -> list[str]:
    """Return the migrations that the database still needs. Raises DatabaseError when it does not answer."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
