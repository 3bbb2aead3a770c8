"""Private reflections. Showing one to a mentor: `mentoring.views`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.errors import PlanError
from trigpoint.pathway.plan.forms import ReflectionForm
from trigpoint.pathway.plan.views.common import page, to
from trigpoint.people.queries import names_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.plan.rows import ReflectionRow
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_safe
def reflections(request: SignedInRequest) -> HttpResponse:
    """List what she wrote for herself."""
    return page(request, "reflections", {"rows": queries.reflections_of(request.user.key)})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def write(request: SignedInRequest) -> HttpResponse:
    """Keep a new reflection."""
    form = ReflectionForm(sent(request), today=today())
    if form.is_valid():
        try:
            key = actions.write_reflection(person=request.user.key, words=form.cleaned_data["words"], now=now())
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            return to("plan-reflection", "written", key)
    return page(request, "reflection_write", {"form": form})


@permission(SIGNED_IN)
@require_safe
def reflection(request: SignedInRequest, reflection: str) -> HttpResponse:
    """Show one reflection, and who else may read it."""
    row = own(request.user.key, reflection)
    names = names_of(row.shown_to) if row.shown_to else {}
    return page(request, "reflection", {"row": row, "names": sorted(names.values())})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def change(request: SignedInRequest, reflection: str) -> HttpResponse:
    """Change the words of a reflection."""
    row = own(request.user.key, reflection)
    form = ReflectionForm(sent(request), today=today(), initial={"words": row.words})
    if form.is_valid():
        actions.change_reflection(person=request.user.key, key=reflection, words=form.cleaned_data["words"], now=now())
        return to("plan-reflection", "changed", reflection)
    return page(request, "reflection_write", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def delete(request: SignedInRequest, reflection: str) -> HttpResponse:
    """Ask before a reflection is deleted; then delete it."""
    row = own(request.user.key, reflection)
    if request.method == "POST":
        actions.delete_reflection(person=request.user.key, key=reflection, now=now())
        return to("plan-reflections", "deleted")
    return page(request, "reflection_delete", {"row": row})


@permission(SIGNED_IN)
@require_POST
def hide(request: SignedInRequest, reflection: str) -> HttpResponse:
    """Show a reflection to nobody any more."""
    own(request.user.key, reflection)
    actions.hide_reflection(person=request.user.key, key=reflection, now=now())
    return to("plan-reflection", "hidden", reflection)


def own(person: str, reflection: str) -> ReflectionRow:
    """Return a reflection of hers; 404 for anybody else's."""
    found = queries.reflection_of(person, reflection)
    if found is None:
        raise Http404
    return found
