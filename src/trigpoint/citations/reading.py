"""The grammar: reads one citation, or a list of them, from a place in a text.

A `Reader` works on one text in two moods. In a search box (`prose=False`) it forgives more: a year without
brackets, a division without brackets. In running prose it asks for more proof that a citation is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from trigpoint.citations import cases
from trigpoint.citations.authorities import Citation, CodePassage
from trigpoint.citations.legislation import Legislation, Locus, Place, Unit
from trigpoint.citations.naming import read_instrument
from trigpoint.citations.numbering import NUMBER, roman
from trigpoint.citations.scanning import Stop

if TYPE_CHECKING:
    from trigpoint.citations.instruments import Instrument

UNITS: tuple[tuple[str, Unit], ...] = (
    (r"(?P<many>sections|sects|secs|ss)|section|sect|sec|s", Unit.SECTION),
    (r"(?P<many>regulations|regs)|regulation|reg", Unit.REGULATION),
    (r"(?P<many>rules|rr)|rule|r", Unit.RULE),
    (r"(?P<many>articles|arts)|article|art", Unit.ARTICLE),
    (r"(?P<many>schedules|scheds|schs)|schedule|sched|sch", Unit.SCHEDULE),
    (r"(?P<many>paragraphs|paras)|paragraph|para", Unit.PARAGRAPH),
    (r"(?P<many>parts|pts)|part|pt", Unit.PART),
    (r"(?P<many>chapters|chs)|chapter|ch", Unit.CHAPTER),
)
_UNITS = tuple((re.compile(rf"(?:{words})(?![a-z])\s*\.?\s*", re.IGNORECASE), unit) for words, unit in UNITS)
_NUMBER = re.compile(rf"({NUMBER})(?![A-Za-z0-9/]|\.\d)", re.IGNORECASE)
_PIN = re.compile(r"\s*\(\s*(\d{1,3}[A-Z]{0,3}|[A-Z]{1,7})\s*\)", re.IGNORECASE)
_LETTER = re.compile(r"[A-Z](?![A-Za-z0-9])", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:-|to(?=\s)|until)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*(?:and|or)|,|&|and|or)\s*", re.IGNORECASE)
_LINK = re.compile(r"\s*,?\s*(?:(?:of|to|in|under)\s)?\s*(?:the\s)?\s*", re.IGNORECASE)
_CODE_NAME = r"(?:the\s+)?(?:SEND\s+)?(?:Code(?:\s+of\s+Practice)?|CoP)(?:\s*\(?\s*2015\s*\)?)?(?![a-z])"
_CODE = re.compile(rf"{_CODE_NAME}\s*,?\s*", re.IGNORECASE)
_OF_CODE = re.compile(rf"\s*,?\s*(?:of\s|in\s)?\s*{_CODE_NAME}", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,3})(?![\d.]*\d)")
_DOTTED_END = re.compile(r"(?:(\d{1,2})\.)?(\d{1,3})(?![\d.]*\d)")
_CHAPTER_NUMBER = re.compile(r"(\d{1,2})(?![\d.]*\d)")

_BEGIN = "a citation begins with a word such as s., reg, Sch, para or Code, an Act, or a year in brackets"

INNER = {
    Unit.SCHEDULE: (Unit.PARAGRAPH, Unit.PART),
    Unit.PART: (Unit.PARAGRAPH, Unit.CHAPTER),
    Unit.PARAGRAPH: (),
}
"""Which units may stand inside which: "Sch 2 Part 1 para 8A", "Part 6 Chapter 1"."""

OUTER = {Unit.PARAGRAPH: (Unit.PART, Unit.SCHEDULE), Unit.PART: (Unit.SCHEDULE,), Unit.CHAPTER: (Unit.PART,)}
"""And the other way round: "para 8A of Part 1 of Schedule 2"."""

Places: TypeAlias = tuple[Place, ...]


@dataclass(frozen=True)
class Found:
    """A citation and where it stands in the text: `text[start:end]`."""

    citation: Citation
    start: int
    end: int


class Reader:
    """Reads citations from one smoothed text."""

    def __init__(self, text: str, *, prose: bool) -> None:
        self.text = text
        self.prose = prose

    def group(self, at: int) -> tuple[Found, ...]:
        """Return the citation that begins at `at`, or the list of them ("ss 13, 15 and 19 EqA 2010").

        Raises Stop with the furthest place reached.
        """
        stops: list[Stop] = []
        for read in (self._case, self._code, self._named, self._provisions):
            try:
                return read(at)
            except Stop as stop:
                stops.append(stop)
        furthest = max(stops, key=lambda stop: stop.at)
        raise furthest if furthest.at > at else Stop(at, _BEGIN)

    def _case(self, at: int) -> tuple[Found, ...]:
        citation, end = cases.read(self.text, at, prose=self.prose)
        return (Found(citation, at, end),)

    # The Code

    def _code(self, at: int) -> tuple[Found, ...]:
        named = _CODE.match(self.text, at)
        here = named.end() if named else at
        worded = self._maybe_unit(here, (Unit.PARAGRAPH, Unit.CHAPTER))
        if worded is None and named is None:
            raise Stop(here, "a word such as s., reg, Sch or para is expected here")
        here = worded[1] if worded else here
        if worded and worded[0] is Unit.CHAPTER:
            return self._code_chapter(at, here, named=bool(named))
        found = [self._code_run(at, here)]
        while (more := _AND.match(self.text, found[-1].end)) and _DOTTED.match(self.text, more.end()):
            found.append(self._code_run(more.end(), more.end()))
        after = None if named else _OF_CODE.match(self.text, found[-1].end)
        if after:
            found[-1] = replace(found[-1], end=after.end())
        return tuple(found)

    def _code_chapter(self, at: int, here: int, *, named: bool) -> tuple[Found, ...]:
        number = _CHAPTER_NUMBER.match(self.text, here)
        if not number:
            raise Stop(here, "a chapter of the Code has a number here")
        after = None if named else _OF_CODE.match(self.text, number.end())
        if not named and not after:
            raise Stop(number.end(), 'a chapter needs its Act or "of the Code" here')
        end = after.end() if after else number.end()
        return (Found(self._passage(here, int(number[1])), at, end),)

    def _code_run(self, at: int, here: int) -> Found:
        first = _DOTTED.match(self.text, here)
        if not first:
            raise Stop(here, "a paragraph of the Code has a number such as 6.91 here")
        chapter, paragraph, end, last = int(first[1]), int(first[2]), first.end(), None
        to = _RANGE.match(self.text, end)
        until = _DOTTED_END.match(self.text, to.end()) if to else None
        if until and (until[1] or not self.prose):
            if int(until[1] or chapter) != chapter:
                raise Stop(until.start(), "a run of Code paragraphs stays in one chapter")
            last, end = int(until[2]), until.end()
        return Found(self._passage(here, chapter, paragraph, last), at, end)

    def _passage(self, at: int, *numbers: int | None) -> CodePassage:
        try:
            return CodePassage(*numbers)  # type: ignore[arg-type]  # the chapter is always given
        except ValueError as problem:
            raise Stop(at, str(problem)) from problem

    # Acts and instruments

    def _named(self, at: int) -> tuple[Found, ...]:
        instrument, here = read_instrument(self.text, at)
        link = _LINK.match(self.text, here)
        start = link.end() if link else here
        try:
            found = self._places_list(start)
        except Stop as stop:
            if stop.at > start and not self.prose:
                raise
            return (Found(Legislation((), instrument), at, here),)
        head = replace(found[0], start=at)
        try:
            return tuple(replace(f, citation=_within(f.citation, instrument)) for f in (head, *found[1:]))
        except ValueError as problem:
            raise Stop(start, str(problem)) from problem

    def _provisions(self, at: int) -> tuple[Found, ...]:
        found = self._places_list(at)
        link = _LINK.match(self.text, found[-1].end)
        try:
            instrument, end = read_instrument(self.text, link.end() if link else found[-1].end)
        except Stop:
            return tuple(found)
        try:
            whole = [replace(f, citation=_within(f.citation, instrument)) for f in found]
        except ValueError as problem:
            if self.prose:
                return tuple(found)
            raise Stop(found[-1].end, str(problem)) from problem
        return (*whole[:-1], replace(whole[-1], end=end))

    def _places_list(self, at: int) -> list[Found]:
        places, end, many = self._places(at)
        found = [Found(Legislation(places), at, end)]
        while more := _AND.match(self.text, found[-1].end):
            last = places[-1].end or places[-1].start
            try:
                place, end = self._continued(more.end(), places[-1].unit, last, many=many)
            except Stop:
                break
            places = (*places[:-1], place)
            found.append(Found(Legislation(places), more.end(), end))
        return found

    def _continued(self, at: int, unit: Unit, last: Locus, *, many: bool) -> tuple[Place, int]:
        """Read the next member of a list: "(4)" after 20(3), or a number after a plural."""
        pins, end = self._pins(at)
        if pins and last.pins:
            start = Locus(last.number, _instead(last.pins, pins))
        elif many and not pins and not self._names_instrument(at):
            start, end = self._locus(at)
        else:
            raise Stop(at, "a list goes on with a number here")
        return self._range(unit, start, end)

    def _names_instrument(self, at: int) -> bool:
        """Tell the year in "ss 1-2, 2025 c. 99" from a third section."""
        try:
            return bool(read_instrument(self.text, at))
        except Stop:
            return False

    def _places(self, at: int) -> tuple[Places, int, bool]:
        unit, here, many = self._unit(at, tuple(Unit))
        start, here = self._locus(here)
        place, end = self._range(unit, start, here)
        places: Places = (place,)
        while (step := self._step(end, INNER.get(places[-1].unit, ()), many=many)) is not None:
            places, end, many = (*places, step[0]), step[1], step[2]
        while (step := self._step(end, OUTER.get(places[0].unit, ()), many=many)) is not None:
            places, end = (step[0], *places), step[1]
        if places[0].unit is Unit.PARAGRAPH:
            raise Stop(end, 'a paragraph needs its Schedule ("Sch 13 para 2") or a Code number ("para 6.91")')
        try:
            Legislation(places)
        except ValueError as problem:
            raise Stop(at, str(problem)) from problem
        return places, end, many

    def _step(self, at: int, units: tuple[Unit, ...], *, many: bool) -> tuple[Place, int, bool] | None:
        link = _LINK.match(self.text, at)
        try:
            unit, here, plural = self._unit(link.end() if link else at, units)
            start, here = self._locus(here)
            place, end = self._range(unit, start, here)
        except Stop:
            return None
        return place, end, many or plural

    def _unit(self, at: int, units: tuple[Unit, ...]) -> tuple[Unit, int, bool]:
        found = self._maybe_unit(at, units)
        if found is None:
            raise Stop(at, "a word such as s., reg, Sch or para is expected here")
        return found

    def _maybe_unit(self, at: int, units: tuple[Unit, ...]) -> tuple[Unit, int, bool] | None:
        for pattern, unit in _UNITS:
            found = pattern.match(self.text, at) if unit in units else None
            if found:
                return unit, found.end(), found["many"] is not None
        return None

    def _locus(self, at: int) -> tuple[Locus, int]:
        number = _NUMBER.match(self.text, at)
        if not number:
            raise Stop(at, "a number such as 19, 135A or 49(2)(b) is expected here")
        pins, end = self._pins(number.end())
        return Locus(number[1].upper(), pins), end

    def _pins(self, at: int) -> tuple[tuple[str, ...], int]:
        pins: list[str] = []
        while (found := _PIN.match(self.text, at)) and (pin := _pin(found[1], first=not pins)):
            pins.append(pin)
            at = found.end()
        return tuple(pins), at

    def _range(self, unit: Unit, start: Locus, at: int) -> tuple[Place, int]:
        to = _RANGE.match(self.text, at)
        if to is None:
            return Place(unit, start), at
        here = to.end()
        pins, end = self._pins(here)
        try:
            if pins and start.pins:
                return Place(unit, start, Locus(start.number, _instead(start.pins, pins))), end
            last, end = self._letter(start, here) or self._locus(here)
        except Stop:
            return Place(unit, start), at
        except ValueError as problem:
            raise Stop(here, str(problem)) from problem
        try:
            return Place(unit, start, last), end
        except ValueError as problem:
            raise Stop(here, str(problem)) from problem

    def _letter(self, start: Locus, at: int) -> tuple[Locus, int] | None:
        """Read the short end of "135A-B"."""
        letter = _LETTER.match(self.text, at)
        if letter is None or start.pins or not start.number[-1].isalpha():
            return None
        return Locus(start.number[:-1] + letter[0].upper()), letter.end()


def _within(citation: Citation, instrument: Instrument) -> Citation:
    return citation.within(instrument) if isinstance(citation, Legislation) else citation


def _instead(earlier: tuple[str, ...], pins: tuple[str, ...]) -> tuple[str, ...]:
    """Return the steps that shorter ones mean after earlier ones: each takes the place of its own kind.

    >>> _instead(("7", "b"), ("9",)), _instead(("7", "b"), ("c",)), _instead(("2", "b", "i"), ("ii",))
    (('9',), ('7', 'c'), ('2', 'b', 'ii'))
    """
    kinds = [_kind_of_step(pin) for pin in earlier]
    kind = _kind_of_step(pins[0])
    if kind == "roman" and "roman" not in kinds:
        kind = "letter"
    depth = len(kinds) - 1 - kinds[::-1].index(kind) if kind in kinds else max(0, len(earlier) - len(pins))
    return (*earlier[:depth], *pins)


def _kind_of_step(pin: str) -> str:
    if pin[0].isdigit():
        return "number"
    return "roman" if roman(pin) and pin[0] in "ivx" else "letter"


def _pin(text: str, *, first: bool) -> str:
    """Return a bracketed step in its usual capitals, or "" if it is no step but a word in brackets."""
    if text[0].isdigit():
        return text.upper()
    if first and text.upper() == text and text.startswith("Z") and len(text) > 1:
        return text  # paragraphs inserted before (1) or (A): reg 20(ZA)
    return text.lower() if len(text) <= 2 or roman(text.lower()) else ""  # noqa: PLR2004 - (a), (za) or (viii)
