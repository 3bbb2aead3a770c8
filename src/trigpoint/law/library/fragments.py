"""The main part of pages that are the same for everybody: drawn once and kept.

They show content, which never changes while a copy runs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from trigpoint.content import duties, statute
from trigpoint.law.dates.groups import GROUPS, calculators
from trigpoint.law.dates.page import source_row
from trigpoint.law.library.duties import duties_of, holder_words, holders, proposal_rows, situation_page
from trigpoint.law.library.provisions import instrument_groups, provision_page

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from trigpoint.law.library.provisions import ProvisionPage


@lru_cache(maxsize=1)
def home_main() -> SafeString:
    """Return the first page."""
    context = {"situations": duties.situations(), "holders": holders(), "groups": instrument_groups()}
    return render_to_string("law/home_main.html", context)


@lru_cache(maxsize=1)
def situations_main() -> SafeString:
    """Return the list of situations."""
    return render_to_string("law/situations_main.html", {"situations": duties.situations()})


@lru_cache(maxsize=64)
def situation_main(slug: str) -> tuple[str, SafeString]:
    """Return the title and the main part of a situation."""
    page = situation_page(slug)
    return page.title, render_to_string("law/situation_main.html", {"page": page})


@lru_cache(maxsize=64)
def guide_main(slug: str) -> tuple[str, SafeString]:
    """Return the title and the main part of a situation's one page."""
    page = situation_page(slug)
    return page.title, render_to_string("law/guide_main.html", {"page": page})


@lru_cache(maxsize=1)
def holders_main() -> SafeString:
    """Return the list of everybody who has duties."""
    return render_to_string("law/holders_main.html", {"holders": holders()})


@lru_cache(maxsize=32)
def holder_main(slug: str) -> tuple[str, SafeString]:
    """Return the title and the duties of one holder."""
    title = holder_words()[slug]
    return title, render_to_string("law/holder_main.html", {"title": title, "duties": duties_of(slug)})


@lru_cache(maxsize=1)
def provisions_main() -> SafeString:
    """Return the register by Act and instrument."""
    return render_to_string("law/provisions_main.html", {"groups": instrument_groups()})


@lru_cache(maxsize=512)
def provision_main(slug: str, on: date) -> SafeString:
    """Return a provision of which no official text is held, as law stands on a day."""
    return drawn(provision_page(statute.provision(slug), (), (), on=on))


def drawn(page: ProvisionPage) -> SafeString:
    """Return the main part of a provision's page."""
    return render_to_string("law/provision_main.html", {"page": page})


@lru_cache(maxsize=1)
def dates_main() -> SafeString:
    """Return every calculator, group by group."""
    found = calculators()
    groups = [(group, [found[one] for one in group.calculators]) for group in GROUPS]
    return render_to_string("law/dates_main.html", {"groups": groups})


@lru_cache(maxsize=128)
def date_rule(slug: str) -> SafeString:
    """Return what a calculator's answer says of its rule, whatever the day."""
    return render_to_string("law/date_rule.html", {"page": calculators()[slug]})


@lru_cache(maxsize=128)
def date_sources(slug: str) -> SafeString:
    """Return the sources of a calculator."""
    sources = tuple(source_row(source) for source in calculators()[slug].sources)
    return render_to_string("law/date_sources.html", {"sources": sources})


@lru_cache(maxsize=1)
def proposed_main() -> SafeString:
    """Return what is proposed and is not law."""
    return render_to_string("law/proposed_main.html", {"rows": proposal_rows()})
