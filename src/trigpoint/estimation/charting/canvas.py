"""A sheet measured in pixels on which charts put lines, dots, squares and words; Altair turns it into SVG.

Positions are worked out by us, so that a chart fits 320 pixels as well as 600 and no label is cut; Vega-Altair
and vl-convert draw it without a browser.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import altair as alt
import vl_convert

if TYPE_CHECKING:
    from collections.abc import Sequence

Shape: TypeAlias = dict[str, Any]
"""A mark in the words of Vega-Lite."""
FONT = (
    "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, 'Liberation Sans', Arial, sans-serif"
)
INK, MUTED, LINE, WASH, PAPER = "#17201C", "#4A564F", "#C9D1CB", "#F4F6F3", "#FFFFFF"
SIZE = 14
"""Pixels: the least that chart labels may have."""
DIGIT, NARROW_MARK, LOWER, UPPER, BOLD = 0.64, 0.36, 0.56, 0.68, 1.1
"""Widths of kinds of character as shares of the size, after DejaVu Sans, the widest type of any stack."""


def width_of(words: str, *, bold: bool = False) -> float:
    """Estimate how wide words will be drawn at most, in pixels."""
    size = 0.0
    for letter in words:
        if letter.isdigit() or letter in "%£":
            size += DIGIT
        elif letter.isupper():
            size += UPPER
        else:
            size += LOWER if letter.isalpha() else NARROW_MARK
    return size * SIZE * (BOLD if bold else 1.0)


def wrapped(words: str, width: float, *, bold: bool = False) -> list[str]:
    """Break words into lines that fit a width."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass(slots=True)
class Canvas:
    """Marks collected by kind, drawn in the order squares, lines, dots, words."""

    width: int
    height: int
    _rects: list[Shape] = field(default_factory=list)
    _rules: list[Shape] = field(default_factory=list)
    _dots: list[Shape] = field(default_factory=list)
    _words: list[Shape] = field(default_factory=list)

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str, thick: float = 1.0) -> None:
        """Draw a straight line."""
        self._rules.append({"x": start[0], "y": start[1], "x2": end[0], "y2": end[1], "colour": colour, "thick": thick})

    def dot(self, x: float, y: float, colour: str, shape: str = "circle") -> None:
        """Draw a filled shape."""
        self._dots.append({"x": x, "y": y, "colour": colour, "shape": shape})

    def box(self, x: float, y: float, size: tuple[float, float], fill: str, edge: str, *, dashed: bool = False) -> None:
        """Draw a filled rectangle from its upper left corner."""
        self._rects.append(
            {"x": x, "y": y, "x2": x + size[0], "y2": y + size[1], "fill": fill, "edge": edge, "dash": dashed}
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        colour: str = INK,
        align: Literal["left", "center", "right"] = "left",
        bold: bool = False,
    ) -> None:
        """Write words, y being their middle."""
        self._words.append({"x": x, "y": y, "text": words, "colour": colour, "align": align, "bold": bold})

    def svg(self, name: str, description: str) -> str:
        """Draw everything as an SVG that is one picture to a screen reader, with a name and a description."""
        # The marks are ours, not a user's: checking each against the schema would take longer than drawing.
        drawn = vl_convert.vegalite_to_svg(self._chart().to_dict(validate=False))
        opening, rest = drawn.split(">", 1)
        del opening
        rest = re.sub(r' (?:role|aria-[a-z]+)="[^"]*"', "", rest)
        key = f"chart-{zlib.crc32(f'{name}{description}{self.width}'.encode()):08x}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart__picture" role="img" '
            f'aria-labelledby="{key}-name" aria-describedby="{key}-words" '
            f'width="{self.width}" height="{self.height}" viewBox="0 0 {self.width} {self.height}">'
            f'<title id="{key}-name">{escape(name)}</title><desc id="{key}-words">{escape(description)}</desc>{rest}'
        )

    def _chart(self) -> alt.LayerChart:
        layers: list[alt.Chart] = []
        place = {"x": alt.X("x:Q", scale=None, axis=None), "y": alt.Y("y:Q", scale=None, axis=None)}
        to = {"x2": "x2:Q", "y2": "y2:Q"}
        for dashed in (False, True):
            rects = [rect for rect in self._rects if rect["dash"] is dashed]
            mark = {"strokeWidth": 1, **({"strokeDash": [3, 2]} if dashed else {})}
            layers += _layer(rects, "rect", mark, {**place, **to, "fill": "fill", "stroke": "edge"})
        for thick in sorted({rule["thick"] for rule in self._rules}):
            rules = [rule for rule in self._rules if rule["thick"] == thick]
            mark = {"strokeWidth": thick, "strokeCap": "butt"}
            layers += _layer(rules, "rule", mark, {**place, **to, "stroke": "colour"})
        for shape in dict.fromkeys(dot["shape"] for dot in self._dots):
            dots = [dot for dot in self._dots if dot["shape"] == shape]
            mark = {"shape": shape, "size": 110, "opacity": 1}
            layers += _layer(dots, "point", mark, {**place, "fill": "colour", "stroke": "colour"})
        for style in dict.fromkeys((word["align"], word["bold"]) for word in self._words):
            words = [word for word in self._words if (word["align"], word["bold"]) == style]
            mark = {"align": style[0], "baseline": "middle", "fontSize": SIZE, "font": FONT}
            mark["fontWeight"] = "bold" if style[1] else "normal"
            layers += _layer(words, "text", mark, {**place, "text": alt.Text("text:N"), "fill": "colour"})
        sheet: alt.LayerChart = (
            alt.layer(*layers)
            .properties(
                width=self.width,
                height=self.height,
                padding=0,
                background=PAPER,
                autosize=alt.AutoSizeParams(type="none"),
            )
            .configure_view(stroke=None)
        )
        return sheet


def _layer(rows: Sequence[Shape], kind: str, style: Shape, encoding: Shape) -> list[alt.Chart]:
    """Make one layer of like marks; colours are taken from the data as they are."""
    if not rows:
        return []
    channels = {
        name: _plain_colour(name, field) if name in ("fill", "stroke") else field for name, field in encoding.items()
    }
    data = alt.InlineData(values=list(rows))
    chart: alt.Chart = getattr(alt.Chart(data), f"mark_{kind}")(**style).encode(**channels)
    return [chart]


def _plain_colour(channel: str, column: str) -> alt.Fill | alt.Stroke:
    kind = alt.Fill if channel == "fill" else alt.Stroke
    return kind(f"{column}:N", scale=None, legend=None)
