"""Reads what a file of legislation.gov.uk says of itself: which law it is, of which day, in which state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.reading.effects import effect
from trigpoint.law.reading.places import ACTS, TYPES, place_of_address, work_of
from trigpoint.law.reading.prose import inline
from trigpoint.law.reading.safe import LawFileError, child, day, name, value

if TYPE_CHECKING:
    from datetime import date

    from lxml import etree

    from trigpoint.law.reading.rows import Effect

MINOR_UNITS = {"regulation": "regulation", "order": "article", "rule": "article"}


class Metadata:
    """What a file says of itself."""

    def __init__(self, root: etree._Element) -> None:
        found = child(root, "Metadata")
        if found is None:
            raise LawFileError("It has no metadata, so nobody could say which law it is. Get it again.")
        inner = next((one for one in found if name(one).endswith(("Metadata", "metadata"))), None)
        self.title = self._text(found, "title")
        self.language = self._text(found, "language") or value(root, "lang") or "en"
        self.modified = day(self._text(found, "modified"))
        classes = child(inner, "DocumentClassification") if inner is not None else None
        self.main_type, self.minor_type, self.status = (
            value(child(classes, wanted), "Value") if classes is not None else ""
            for wanted in ("DocumentMainType", "DocumentMinorType", "DocumentStatus")
        )
        self.made = self._made(inner)
        self.in_force_from = self._in_force(inner)
        unapplied = child(inner, "UnappliedEffects") if inner is not None else None
        self.effects: tuple[Effect, ...] = () if unapplied is None else tuple(effect(one) for one in unapplied)
        self.work = self._work(root, found, inner)
        self.part = self._part(found)
        valid = day(self._text(found, "valid"))
        self.as_at = (valid or self.modified) if self.status == "revised" else (self.made or valid)

    @property
    def unit(self) -> str:
        """Return what numbers the body of this law."""
        if self.work.partition("/")[0] in ACTS:
            return "section"
        if self.work.startswith("eu"):
            return "article"
        by_title = next((unit for word, unit in MINOR_UNITS.items() if f"{word}s" in self.title.casefold()), "article")
        return MINOR_UNITS.get(self.minor_type, by_title)

    def _text(self, found: etree._Element, wanted: str) -> str:
        return next((inline(one) for one in found if name(one) == wanted), "")

    def _made(self, inner: etree._Element | None) -> date | None:
        if inner is None:
            return None
        return next((day(value(one, "Date")) for one in inner if name(one) in {"EnactmentDate", "Made"}), None)

    def _in_force(self, inner: etree._Element | None) -> date | None:
        starts = child(inner, "ComingIntoForce") if inner is not None else None
        days = [found for one in starts if (found := day(value(one, "Date")))] if starts is not None else []
        return min(days, default=None)

    def _work(self, root: etree._Element, found: etree._Element, inner: etree._Element | None) -> str:
        addresses = (
            *(value(root, attribute) for attribute in ("IdURI", "DocumentURI", "base")),
            *(inline(one) for one in found if name(one) == "identifier"),
        )
        place = next((place for one in addresses if (place := place_of_address(one))), "")
        if place:
            return work_of(place)
        year = value(child(inner, "Year"), "Value") if inner is not None else ""
        number = value(child(inner, "Number"), "Value") if inner is not None else ""
        if self.main_type in TYPES and year and number:
            return f"{TYPES[self.main_type]}/{year}/{number}"
        raise LawFileError(f"It does not say which law it is: its type is {self.main_type or 'missing'}.")

    def _part(self, found: etree._Element) -> str:
        """Return the part that the file was asked for: its own identifier goes on where the law's address ends."""
        own = next(
            (place for one in found if name(one) == "identifier" and (place := place_of_address(inline(one)))), ""
        )
        return own.removeprefix(self.work).strip("/")
