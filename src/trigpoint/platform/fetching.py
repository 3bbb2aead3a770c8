"""Pages whose script may ask this site for something: other pages may fetch nothing at all.

@permission(SIGNED_IN)
@may_fetch
def judge(request): ...        # its script saves while somebody writes; without script its form does the same
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_update

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


def may_fetch(view: View) -> View:
    """Let the script of a page ask this site, and nobody else."""
    return cast("View", csp_update({"connect-src": [SELF]})(view))
