"""Provisions of Acts and instruments, as frozen values that print, sort, contain and expand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from trigpoint.citations.instruments import Instrument, Kind
from trigpoint.citations.numbering import Key, number_key, pin_keys, series


class Unit(Enum):
    """A kind of provision: singular, plural, word in full, and word in a legislation.gov.uk address."""

    SECTION = ("s.", "ss.", "Section", "section")
    REGULATION = ("reg", "regs", "Regulation", "regulation")
    RULE = ("r.", "rr.", "Rule", "article")
    ARTICLE = ("art", "arts", "Article", "article")
    SCHEDULE = ("Sch", "Schs", "Schedule", "schedule")
    PART = ("Part", "Parts", "Part", "part")
    CHAPTER = ("Ch", "Chs", "Chapter", "chapter")
    PARAGRAPH = ("para", "paras", "Paragraph", "paragraph")

    def __init__(self, one: str, many: str, word: str, path: str) -> None:
        self.one = one
        self.many = many
        self.word = word
        self.path = path


@dataclass(frozen=True)
class Locus:
    """A numbered place and the brackets after it: 49(2)(b) is Locus("49", ("2", "b"))."""

    number: str
    pins: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.number + "".join(f"({pin})" for pin in self.pins)

    def key(self) -> Key:
        """Return the sort key; a whole provision stands before its parts."""
        return number_key(self.number) + pin_keys(self.pins)


@dataclass(frozen=True)
class Place:
    """A provision of one unit, or a run of them from `start` to `end`, both included."""

    unit: Unit
    start: Locus
    end: Locus | None = None

    def __post_init__(self) -> None:
        if self.end and self.end.key() <= self.start.key():
            raise ValueError(f"The range {self.start} to {self.end} runs backwards; put the lower number first.")

    @property
    def numbers(self) -> str:
        """The numbers as printed: "49(2)(b)", "52-56", "44(2)(a)-(c)"."""
        if self.end is None:
            return str(self.start)
        if self._within_one():
            return f"{self.start}-({self.end.pins[-1]})"
        return f"{self.start}-{self.end}"

    def _within_one(self) -> bool:
        end, start = self.end, self.start
        return bool(
            end
            and end.pins
            and (end.number, end.pins[:-1]) == (start.number, start.pins[:-1])
            and len(end.pins) == len(start.pins)
        )

    def __str__(self) -> str:
        several = self.end is not None and self.end.number != self.start.number
        return f"{self.unit.many if several else self.unit.one} {self.numbers}"

    def long(self) -> str:
        """Return the unit in full: "Regulation 49(2)(b)", "Sections 52-56"."""
        several = self.end is not None and self.end.number != self.start.number
        return f"{self.unit.word}{'s' if several else ''} {self.numbers}"

    def contains(self, other: Place) -> bool:
        """Return whether every part of `other` lies within this place."""
        if self.unit is not other.unit:
            return False
        last = self.end or self.start
        theirs = other.end or other.start
        inside = theirs.key() <= last.key() or _below(theirs, last)
        return self.start.key() <= other.start.key() and inside

    def expand(self) -> tuple[Place, ...]:
        """Return the places of the range one by one (raises ValueError where they cannot be listed)."""
        if self.end is None:
            return (self,)
        if self._within_one():
            lettered = any(pin[0].isalpha() for pin in self.start.pins[:-1])
            pins = series(self.start.pins[-1], self.end.pins[-1], as_roman=lettered)
            stem = self.start.pins[:-1]
            return tuple(replace(self, start=Locus(self.start.number, (*stem, pin)), end=None) for pin in pins)
        if self.start.pins or self.end.pins:
            raise ValueError(f"What lies between {self.start} and {self.end} cannot be listed; name each place.")
        numbers = series(self.start.number, self.end.number)
        return tuple(replace(self, start=Locus(number), end=None) for number in numbers)


BODY = (Unit.SECTION, Unit.REGULATION, Unit.RULE, Unit.ARTICLE)
"""The units that number the body of an instrument; which one depends on what it is."""


def instrument_units(instrument: Instrument) -> tuple[Unit, ...]:
    """Return the units that may number the body of `instrument`; several where its title is not known."""
    if instrument.kind is Kind.ACT:
        return (Unit.SECTION,)
    if instrument.kind is Kind.EUROPEAN:
        return (Unit.ARTICLE,)
    last = instrument.title.split()[-2] if instrument.entry else ""
    named = {"Regulations": Unit.REGULATION, "Rules": Unit.RULE, "Order": Unit.ARTICLE}
    return (named[last],) if last in named else BODY[1:]


def _below(part: Locus, whole: Locus) -> bool:
    return part.number == whole.number and part.pins[: len(whole.pins)] == whole.pins


@dataclass(frozen=True)
class Legislation:
    """A provision of an Act or instrument, outermost place first; either half may be missing, not both.

    "Sch 13 para 2 EqA 2010" has two places; "EqA 2010" has none; "s. 19" has no instrument. Only the last
    place may be a range.
    """

    places: tuple[Place, ...] = ()
    instrument: Instrument | None = None

    def __post_init__(self) -> None:
        if not self.places and self.instrument is None:
            raise ValueError("A citation needs a provision or an instrument; name one of them.")
        if self.instrument:
            self._check_units(self.instrument)
        if any(place.end for place in self.places[:-1]):
            raise ValueError("Only the innermost place can be a range; name the outer ones one by one.")

    def _check_units(self, instrument: Instrument) -> None:
        own = [place.unit for place in self.places if place.unit in BODY]
        fitting = instrument_units(instrument)
        if own and own[0] not in fitting:
            words = " or ".join(unit.word.lower() + "s" for unit in fitting)
            raise ValueError(f"{instrument} is divided into {words}, not {own[0].word.lower()}s")

    def __str__(self) -> str:
        where = " ".join(str(place) for place in self.places)
        if self.instrument is None or not where:
            return where or str(self.instrument)
        return f"{where}{' ' if self.instrument.entry else ' of '}{self.instrument}"

    def long(self) -> str:
        """Return the citation in words: "Regulation 49(2)(b), SEND Regulations 2014 (SI 2014/1530)"."""
        parts = [place.long() for place in self.places]
        return ", ".join(parts + ([self.instrument.long()] if self.instrument else []))

    def within(self, instrument: Instrument) -> Legislation:
        """Return this citation in `instrument`, if it named none: how a page about one reads "reg 49"."""
        return self if self.instrument else replace(self, instrument=instrument)

    def address(self) -> str | None:
        """Return the official address at legislation.gov.uk, of the first place if this is a range.

        None without an instrument, and for rules of an instrument that the table does not name: the site
        files some rules under "rule" and others, such as those of the HESC Rules, under "article".
        """
        if self.instrument is None:
            return None
        path = [self.instrument.address()]
        inner = {place.unit for place in self.places}
        for place in self.places:
            if place.unit is Unit.RULE and self.instrument.entry is None:
                return None
            if place.unit is Unit.PART and Unit.PARAGRAPH in inner:
                continue  # paragraphs are numbered through a Schedule, whatever Part they stand in
            path += [place.unit.path, place.start.number, *place.start.pins]
        return "/".join(path)

    def contains(self, other: object) -> bool:
        """Return whether `other` is this provision, a part of it, or a member of this range."""
        if not isinstance(other, Legislation) or self.instrument != other.instrument:
            return False
        if len(self.places) > len(other.places):
            return False
        pairs = zip(self.places, other.places, strict=False)
        return all(mine.contains(theirs) for mine, theirs in pairs)

    def expand(self) -> tuple[Legislation, ...]:
        """Return the provisions of a range one by one, or this one alone."""
        if not self.places:
            return (self,)
        *outer, last = self.places
        return tuple(replace(self, places=(*outer, place)) for place in last.expand())

    def sort_key(self) -> Key:
        """Return a key that sorts any citations: Acts, instruments, European law, the Code, then cases."""
        order = list(Unit)
        head: Key = ((0, ""),)
        if self.instrument:
            kind = list(Kind).index(self.instrument.kind)
            head = ((1 + kind, ""), (self.instrument.year, ""), (self.instrument.number, ""))
        for place in self.places:
            head += ((order.index(place.unit), ""), *place.start.key())
            head += place.end.key() if place.end else ()
        return head
