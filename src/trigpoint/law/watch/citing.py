"""What of the content cites a provision: duties, situations, calculators, sources of schemes, proposals, letters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.citations import find
from trigpoint.content import duties
from trigpoint.content.letters import letters
from trigpoint.content.library import installed_library
from trigpoint.law.letters.writing import provisions_of
from trigpoint.law.library.duties import situations_under
from trigpoint.law.library.provisions import dates_under
from trigpoint.law.register import own_citation
from trigpoint.law.watch.cited import Cited, say_what_cites

if TYPE_CHECKING:
    from trigpoint.citations import Citation


def duties_citing(provision: str) -> tuple[Cited, ...]:
    """Return the duties that rest on a provision."""
    return tuple(
        Cited(one.sentence, f"{reverse('law:holder', args=[one.holder])}")
        for one in duties.duties_resting_on(provision)
    )


def situations_citing(provision: str) -> tuple[Cited, ...]:
    """Return the situations in which such a duty comes in."""
    return tuple(Cited(link.words, link.url) for link in situations_under(provision))


def calculators_citing(provision: str) -> tuple[Cited, ...]:
    """Return the calculators whose sources lie within a provision."""
    return tuple(Cited(link.words, link.url) for link in dates_under(provision))


def proposals_citing(provision: str) -> tuple[Cited, ...]:
    """Return the proposals that would change a provision."""
    listed = reverse("law:proposed")
    return tuple(Cited(one.title, listed) for one in duties.proposals() if provision in one.changes)


def schemes_citing(provision: str) -> tuple[Cited, ...]:
    """Return the sources of schemes that a provision is a part of, or that are a part of it."""
    own = own_citation(provision)
    return tuple(
        Cited(words)
        for words, cited in _sources_of_schemes()
        if any(own.contains(one) or one.contains(own) for one in cited)
    )


@cache
def _sources_of_schemes() -> tuple[tuple[str, tuple[Citation, ...]], ...]:
    return tuple(
        (f"{scheme.title}: {source.title}", tuple(found.citation for found in find(source.citation or "")))
        for scheme in installed_library().schemes.values()
        for source in scheme.sources.values()
    )


def letters_citing(provision: str) -> tuple[Cited, ...]:
    """Return the letters that rest on a provision."""
    return tuple(
        Cited(one.title, reverse("law:letter", args=[one.id])) for one in letters() if provision in provisions_of(one)
    )


say_what_cites("Duties", duties_citing)
say_what_cites("Situations", situations_citing)
say_what_cites("Date calculators", calculators_citing)
say_what_cites("Letters", letters_citing)
say_what_cites("Sources of the schemes", schemes_citing)
say_what_cites("Proposals", proposals_citing)
