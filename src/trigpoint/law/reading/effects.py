"""Reads effects: that one law changes another, as files and feeds of legislation.gov.uk tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.reading.places import place_of_address
from trigpoint.law.reading.prose import inline
from trigpoint.law.reading.rows import Effect, InForce
from trigpoint.law.reading.safe import child, day, moment, name, value

if TYPE_CHECKING:
    from lxml import etree

EFFECTS = {"UnappliedEffect", "Effect"}


def effect(element: etree._Element) -> Effect:
    """Return one effect. What a file lists as unapplied is so, whatever else it says."""
    affected, affecting = child(element, "AffectedProvisions"), child(element, "AffectingProvisions")
    dates = child(element, "InForceDates")
    return Effect(
        id=value(element, "EffectId"),
        what=value(element, "Type"),
        affected=place_of_address(value(element, "AffectedURI")),
        affected_title=_text(element, "AffectedTitle"),
        affected_words=inline(affected) if affected is not None else value(element, "AffectedProvisions"),
        affected_places=tuple(
            place
            for one in (affected.iter() if affected is not None else ())
            if name(one) in {"Section", "SectionRange"} and (place := place_of_address(value(one, "URI")))
        ),
        affecting=place_of_address(value(element, "AffectingURI")),
        affecting_title=_text(element, "AffectingTitle"),
        affecting_words=inline(affecting) if affecting is not None else value(element, "AffectingProvisions"),
        in_force=tuple(_in_force(one) for one in dates) if dates is not None else (),
        applied=name(element) == "Effect" and value(element, "Applied") == "true",
        modified=moment(value(element, "Modified")),
    )


def _in_force(element: etree._Element) -> InForce:
    return InForce(
        day(value(element, "Date")), value(element, "Qualification"), value(element, "Prospective") == "true"
    )


def _text(element: etree._Element, wanted: str) -> str:
    found = child(element, wanted)
    return inline(found) if found is not None else ""
