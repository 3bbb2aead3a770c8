"""Interval plots: dot and interval, horizontal, each labelled on the data; and panels of them on one scale."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.estimation.charting.canvas import INK, LINE, MUTED, Canvas, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.wording import Wording

LINE_HEIGHT, GAP, AXIS, EDGE = 22, 8, 50, 12
NARROW = 480
"""Below this width labels stand above their intervals."""
WIDEST_LABEL = 0.4
TICKS = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of a plot: words to the left, a figure to the right, and between them dot and interval."""

    label: str
    figure: str
    estimate: float
    lo: float
    hi: float
    colour: str
    shape: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to pixels, with round ticks."""

    low: float
    high: float
    step: float

    @classmethod
    def over(cls, marks: Sequence[Mark], wording: Wording) -> Scale:
        """Span every interval; begin at nought if that wastes little, as it helps to judge size."""
        ends = [end for mark in marks for end in (mark.estimate, mark.lo, mark.hi) if math.isfinite(end)] or [0.0, 1.0]
        low, high = min(ends), max(ends)
        if 0 < low < WIDEST_LABEL * high or low == high:
            low = min(low, 0.0)
        step = _round_step((high - low or 1.0) / TICKS)
        top = step * math.ceil(high / step - 1e-9)
        return cls(step * math.floor(low / step + 1e-9), min(top, 1.0) if wording.percent and high <= 1 else top, step)

    def ticks(self) -> list[float]:
        """List the ticks."""
        return [self.low + self.step * k for k in range(round((self.high - self.low) / self.step) + 1)]

    def at(self, value: float, left: float, right: float) -> float:
        """Place a value between two pixels."""
        return left + (value - self.low) / (self.high - self.low or 1.0) * (right - left)


def _round_step(rough: float) -> float:
    """Round a step up to 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * times for times in (1.0, 2.0, 2.5, 5.0, 10.0) if power * times >= rough * (1 - 1e-9))


@dataclass(frozen=True, slots=True)
class Panel:
    """A plot with its place: marks, scale and the words on the axis, `width` pixels wide from `left`.

    `family` are the marks of all panels that stand together, so that they are laid out alike.
    """

    marks: Sequence[Mark]
    scale: Scale
    wording: Wording
    left: float
    width: float
    heading: str = ""
    family: Sequence[Mark] = ()

    @property
    def _label_column(self) -> float:
        return max((width_of(mark.label) for mark in self.family or self.marks if not mark.heading), default=0.0) + EDGE

    @property
    def _figure_column(self) -> float:
        return max((width_of(mark.figure) for mark in self.family or self.marks), default=0.0) + EDGE

    @property
    def stacked(self) -> bool:
        """Tell whether labels go above the intervals."""
        return self.width < NARROW or self._label_column > WIDEST_LABEL * self.width

    @property
    def _lines_of_words(self) -> int:
        """Two if any label and its figure are too wide for one line, when stacked."""
        widest = max((width_of(mark.label) + width_of(mark.figure) for mark in self.family or self.marks), default=0.0)
        return 2 if widest + EDGE > self.width else 1

    def _height_of(self, mark: Mark) -> float:
        if mark.heading or not self.stacked:
            return LINE_HEIGHT + GAP
        return LINE_HEIGHT * (self._lines_of_words + 1) + GAP

    @property
    def height(self) -> float:
        """The height with heading and axis."""
        return sum(map(self._height_of, self.marks)) + AXIS + (LINE_HEIGHT + GAP if self.heading else 0)

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw from `top` downwards."""
        if self.heading:
            canvas.text(self.left, top + LINE_HEIGHT / 2, self.heading, bold=True)
            top += LINE_HEIGHT + GAP
        ends = [width_of(self._tick(tick)) / 2 for tick in (self.scale.low, self.scale.high)]
        left = self.left + (ends[0] if self.stacked else self._label_column)
        right = self.left + self.width - (ends[1] if self.stacked else self._figure_column + EDGE)
        bottom = top + sum(map(self._height_of, self.marks))
        self._axis(canvas, (left, right), top, bottom)
        for mark in self.marks:
            self._mark(canvas, mark, (left, right), top)
            top += self._height_of(mark)

    def _axis(self, canvas: Canvas, span: tuple[float, float], top: float, bottom: float) -> None:
        ticks = self.scale.ticks()
        room = (span[1] - span[0]) / max(len(ticks) - 1, 1)
        crowded = max(width_of(self.wording.number(tick)) for tick in ticks) + EDGE / 2 > room
        for place, tick in enumerate(ticks):
            x = self.scale.at(tick, *span)
            if not self.stacked:
                canvas.line((x, top), (x, bottom), LINE)
            canvas.line((x, bottom), (x, bottom + 5), MUTED)
            if not (crowded and place % 2):
                canvas.text(x, bottom + 16, self._tick(tick), colour=MUTED, align="center")
        canvas.line((span[0], bottom), (span[1], bottom), MUTED)
        if self.wording.unit:
            canvas.text(span[1], bottom + 36, self.wording.unit, colour=MUTED, align="right")

    def _tick(self, value: float) -> str:
        words = self.wording.number(value)
        return words.removesuffix(".0") if all(t == round(t) for t in self.scale.ticks()) else words

    def _mark(self, canvas: Canvas, mark: Mark, span: tuple[float, float], top: float) -> None:
        if mark.heading:
            canvas.text(self.left, top + LINE_HEIGHT / 2 + GAP / 2, mark.label, bold=True)
            return
        figure_colour = INK if math.isfinite(mark.estimate) else MUTED
        y = top + (LINE_HEIGHT + GAP) / 2
        if self.stacked:
            canvas.text(self.left, y, mark.label)
            below = y + LINE_HEIGHT * (self._lines_of_words - 1)
            if self._lines_of_words > 1:
                canvas.text(self.left, below, mark.figure, colour=figure_colour)
            else:
                canvas.text(self.left + self.width, y, mark.figure, colour=figure_colour, align="right")
            y = below + LINE_HEIGHT
        else:
            canvas.text(self.left + self._label_column - EDGE, y, mark.label, align="right")
            canvas.text(self.left + self.width, y, mark.figure, colour=figure_colour, align="right")
        if self.stacked and math.isfinite(mark.estimate):
            canvas.line((span[0], y), (span[1], y), LINE)
        if math.isfinite(mark.lo) and math.isfinite(mark.hi):
            ends = self.scale.at(mark.lo, *span), self.scale.at(mark.hi, *span)
            canvas.line((ends[0], y), (ends[1], y), mark.colour, 3)
            for end in ends:
                canvas.line((end, y - 6), (end, y + 6), mark.colour, 2)
        if math.isfinite(mark.estimate):
            canvas.dot(self.scale.at(mark.estimate, *span), y, mark.colour, mark.shape)
