"""The register's own citations, read once: reading one takes long enough to be felt where there are hundreds."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from trigpoint.citations import Legislation
from trigpoint.content import statute

if TYPE_CHECKING:
    from trigpoint.citations import Citation, Instrument
    from trigpoint.content.statute import Provision


@cache
def own_citations() -> tuple[tuple[Provision, Citation], ...]:
    """Return each entry with what it is cited by, in the order of the citations."""
    return tuple((one, one.latest.cited[0]) for one in statute.provisions())


@cache
def own_citation(entry: str) -> Citation:
    """Return what an entry is cited by."""
    return statute.provision(entry).latest.cited[0]


@cache
def instruments() -> tuple[Instrument, ...]:
    """Return the Acts and instruments that the register has entries of."""
    cited = (own for _, own in own_citations())
    return tuple(dict.fromkeys(own.instrument for own in cited if isinstance(own, Legislation) and own.instrument))


def around(citation: Citation) -> tuple[Provision, ...]:
    """Return the entries that a citation is, or is a part of, the narrowest first."""
    found = [(one, own) for one, own in own_citations() if own.contains(citation)]
    return tuple(one for one, own in sorted(found, key=lambda pair: len(pair[1].sort_key()), reverse=True))


def inside(citation: Citation) -> tuple[Provision, ...]:
    """Return the entries that lie within a citation: all of an Act, the members of a range."""
    return tuple(one for one, own in own_citations() if citation.contains(own))
