"""What the rooms above ask of the law on SENCOs. Content only: no database."""

from __future__ import annotations

from functools import cache

from trigpoint.content.library import installed_library
from trigpoint.law.senco.clauses import Clauses, clauses_of

SCHEME, REGISTER = "statutory-senco", "statute/senco"


@cache
def clauses() -> Clauses:
    """Return the clauses of this installation's law on SENCOs, made once."""
    library = installed_library()
    return clauses_of(library.schemes[SCHEME], library.documents[REGISTER].data["statute"])
