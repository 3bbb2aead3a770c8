"""A provision as its page shows it: our summary first, how sure we are, the text that is held, what it asks of whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.citations import find
from trigpoint.content import statute
from trigpoint.content.statute import Confidence, Kind
from trigpoint.law.dates.groups import calculators
from trigpoint.law.library.duties import Link, duties_under, situations_under
from trigpoint.law.reading.places import passage_of, place_of_citation
from trigpoint.law.register import own_citation
from trigpoint.law.texts import compared
from trigpoint.platform.pages import Crumb, StatusKind, written

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.citations import Citation
    from trigpoint.content.statute import Provision, Version
    from trigpoint.law.library.duties import DutyLists
    from trigpoint.law.texts import HeldText, Pending
    from trigpoint.platform.differences import Change

HOW_SURE = {
    Confidence.READ: "We read this in the text itself",
    Confidence.SECONDARY: "We read this in a secondary source, not in the text itself",
    Confidence.COMPUTED: "We worked this out from figures read in the text",
    Confidence.REMEMBERED: "Nobody has read the text for this yet",
    Confidence.UNSURE: "Nobody has read the text for this yet, and it may be wrong",
}
KIND_WORDS = {Kind.LAW: "Law", Kind.GUIDANCE: "Guidance", Kind.JUDGMENT: "Case law"}


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of what a provision says, in our words, and when it is so."""

    version: Version
    days: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a provision is law on a day: the kind gives the bar its colour."""

    kind: StatusKind
    words: str


@dataclass(frozen=True, slots=True)
class ProvisionPage:
    """Everything that the page of a provision shows."""

    provision: Provision
    version: Version
    kind_words: str
    citation: str
    long: str
    standing: Standing
    how_sure: str
    checked: tuple[str, ...]
    versions: tuple[VersionRow, ...]
    duties: DutyLists
    situations: tuple[Link, ...]
    dates: tuple[Link, ...]
    held: tuple[HeldText, ...]
    pending: tuple[Pending, ...]
    changes: tuple[Change, ...]
    compare_url: str

    @property
    def newest(self) -> HeldText | None:
        """Return the newest text held."""
        return self.held[0] if self.held else None


@dataclass(frozen=True, slots=True)
class InstrumentGroup:
    """The provisions of one Act, instrument, code or collection."""

    slug: str
    title: str
    rows: tuple[Provision, ...]


def place_of(provision: Provision) -> str:
    """Return where official text of a provision stands; empty where none could."""
    return passage_of(place_of_citation(own_citation(provision.id)))


def provision_page(
    provision: Provision, held: tuple[HeldText, ...], pending: tuple[Pending, ...], *, on: date
) -> ProvisionPage:
    """Return the page of a provision as law stands on a day, with the official text that is held of it."""
    version = provision.on(on) or provision.latest
    own = version.cited[0]
    older = next((text for text in held[1:] if text.words != held[0].words), None)
    return ProvisionPage(
        provision=provision,
        version=version,
        kind_words=KIND_WORDS[provision.kind],
        citation=str(own),
        long=own.long(),
        standing=standing(provision, version, on),
        how_sure=HOW_SURE[version.confidence],
        checked=tuple(checked(version)),
        versions=tuple(VersionRow(one, days(one), one is version) for one in reversed(provision.versions)),
        duties=duties_under(provision.id),
        situations=situations_under(provision.id),
        dates=dates_under(provision.id),
        held=held,
        pending=pending,
        changes=compared(older, held[0]) if older else (),
        compare_url=f"{reverse('law:compare')}?before={older.key}&after={held[0].key}" if older else "",
    )


def crumbs(provision: Provision) -> tuple[Crumb, ...]:
    """Return the pages above a provision."""
    listed = reverse("law:provisions")
    return (
        Crumb("Law", reverse("law:home")),
        Crumb("By citation", listed),
        Crumb(provision.group_title, f"{listed}#{provision.group}"),
    )


def standing(provision: Provision, version: Version, on: date) -> Standing:
    """Return whether this is law on a day, in one sentence. Guidance and judgments bind otherwise, and say so."""
    if provision.kind is Kind.JUDGMENT:
        return Standing(
            StatusKind.EXEMPT, "What a court or tribunal decided. It explains the law and is not itself a duty."
        )
    if version.until is not None and version.until <= on:
        return Standing(StatusKind.OVERDUE, f"No longer so since {written(version.until)}.")
    if version.in_force_from is None:
        return Standing(StatusKind.UNCLEAR, "We do not know from when this is in force.")
    if version.in_force_from > on:
        return Standing(StatusKind.DUE, f"Not in force yet: from {written(version.in_force_from)}.")
    if provision.kind is Kind.GUIDANCE:
        return Standing(
            StatusKind.EXEMPT, f"Guidance since {written(version.in_force_from)}. It says should, not must."
        )
    recalled = " The day is from memory and to be checked." if version.first_day_recalled else ""
    return Standing(StatusKind.MET, f"In force since {written(version.in_force_from)}.{recalled}")


def days(version: Version) -> str:
    """Return when a version is so, in words."""
    since = f"from {written(version.in_force_from)}" if version.in_force_from else "from a day we do not know"
    return f"{since} until {written(version.until)}" if version.until else since


def checked(version: Version) -> list[str]:
    """Return what was read and how far later changes were looked for, sentence by sentence."""
    said = []
    if version.read:
        said.append(f"Read on {written(version.read)}." + (f" {version.read_in}" if version.read_in else ""))
    if version.text_as_at:
        said.append(f"The text that was read is as it stood on {written(version.text_as_at)}.")
    if version.amendments_known and version.amendments_checked_to and version.amendments_source:
        source = version.amendments_source
        found = f"lists {len(version.amendments)}" if version.amendments else "lists none that touch this"
        said.append(f"Later changes: {source.title}, of {written(source.dated)}, {found}.")
    else:
        said.append("Later changes were not looked for.")
    return said


@cache
def dates_under(provision: str) -> tuple[Link, ...]:
    """Return the calculators that rest on a provision."""
    own = own_citation(provision)
    return tuple(
        Link(one.title, reverse("law:date", args=[one.id]))
        for one in calculators().values()
        if any(own.contains(cited) for source in one.sources for cited in _cited(source.citation))
    )


def _cited(text: str) -> tuple[Citation, ...]:
    return tuple(found.citation for found in find(text))


@cache
def instrument_groups() -> tuple[InstrumentGroup, ...]:
    """Return the register by Act, instrument and code, in the order of their citations."""
    groups: dict[str, list[Provision]] = {}
    for provision in statute.provisions():
        groups.setdefault(provision.group, []).append(provision)
    return tuple(InstrumentGroup(slug, rows[0].group_title, tuple(rows)) for slug, rows in groups.items())
