"""Tile maps: one square for each region or authority, so that small places with many people are seen.

The authorities' layout is derived from the boundaries and lookups of the Office for National Statistics and the
Department for Education by `bench/authority_tiles.py`. Contains National Statistics and OS data, Crown copyright and
database right; Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from trigpoint.estimation.charting.canvas import INK, MUTED, PAPER, SIZE, WASH, Canvas, width_of, wrapped
from trigpoint.estimation.charting.plots import NARROW
from trigpoint.estimation.errors import EstimationError, listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REGIONS = {
    "North East": (1, 0),
    "North West": (0, 1),
    "Yorkshire and The Humber": (1, 1),
    "West Midlands": (0, 2),
    "East Midlands": (1, 2),
    "East of England": (2, 2),
    "South West": (0, 3),
    "South East": (1, 3),
    "London": (2, 3),
}
"""Column and row of each region."""
SHADES = ("#DCE9E2", "#A9CDBB", "#6FAE92", "#2F7259", "#1B4D3E")
"""From little to much, all of one hue; text on each keeps a contrast of 4.5 to 1."""
DARK_FROM = 3
ACROSS = 3
SPACE, HEADING, LINE = 4, 26, 18
COLUMN = 5.5
"""Squares from one block to the next, at least."""
KEY = 54
EDGE = 1
ATTRIBUTION = "Contains National Statistics and OS data, Crown copyright and database right."


@dataclass(frozen=True, slots=True)
class Tile:
    """A figure in words and its class of shade, or None if it is not shown."""

    words: str
    shade: int | None


def key_of(name: str) -> str:
    """Compare names of places without regard to case and punctuation."""
    plain = name.casefold().replace("&", "and").replace(",", "").replace(".", "")
    return " ".join(plain.split())


def regions_drawn(tiles: Mapping[str, Tile], low_high: tuple[str, str], width: int) -> Canvas:
    """Draw the nine regions with names and figures in them."""
    known = {key_of(name): name for name in REGIONS}
    placed = {known[key_of(name)]: tile for name, tile in tiles.items() if key_of(name) in known}
    _refuse_strangers([name for name in tiles if key_of(name) not in known], "region", list(REGIONS))
    side = (width - SPACE * (ACROSS - 1) - 2 * EDGE) / ACROSS
    tall = min(side, 110.0)
    rows = 1 + max(row for _, row in REGIONS.values())
    canvas = Canvas(width, math.ceil(rows * (tall + SPACE) + KEY))
    for region, (column, row) in REGIONS.items():
        x, y = EDGE + column * (side + SPACE), EDGE + row * (tall + SPACE)
        tile = placed.get(region, Tile("no figure", None))
        _square(canvas, (x, y), (side, tall), tile)
        lines = [*wrapped(region, side - 8), tile.words]
        start = y + tall / 2 - (len(lines) - 1) * (SIZE + 4) / 2
        for place, line in enumerate(lines):
            last = place == len(lines) - 1
            canvas.text(x + side / 2, start + place * (SIZE + 4), line, colour=_ink(tile), align="center", bold=last)
    _key(canvas, low_high, canvas.height - KEY + 18)
    return canvas


@dataclass(frozen=True, slots=True)
class Place:
    """An authority's square within its region's block; it goes by number, code or name."""

    number: str
    code: str
    name: str
    region: str
    column: int
    row: int


@cache
def authorities() -> tuple[Place, ...]:
    """Read the layout of the 153 education authorities of England as they stand since April 2023."""
    with files("trigpoint.estimation").joinpath("authority_tiles.csv").open(encoding="utf-8") as file:
        return tuple(
            Place(row["number"], row["code"], row["name"], row["region"], int(row["column"]), int(row["row"]))
            for row in csv.DictReader(file)
        )


def authorities_drawn(tiles: Mapping[str, Tile], low_high: tuple[str, str], width: int) -> Canvas:
    """Draw the authorities as squares in a block for each region, with the whole number of the figure in each."""
    by_key = {key: place for place in authorities() for key in (place.number, place.code, key_of(place.name))}
    found = {by_key[key_of(name)]: tile for name, tile in tiles.items() if key_of(name) in by_key}
    strangers = [name for name in tiles if key_of(name) not in by_key and name not in by_key]
    found |= {by_key[name]: tile for name, tile in tiles.items() if name in by_key}
    _refuse_strangers(strangers, "authority", ["its name, its three-figure number or its nine-character code"])
    blocks = _blocks()
    arrangement = _wide(blocks) if width >= NARROW else _tall(blocks)
    columns = max(x + blocks[region][0] for region, (x, _) in arrangement.items())
    side = (width - 2 * EDGE) / columns
    column = max(size for size, _ in blocks.values()) if width < NARROW else COLUMN
    lines = {region: wrapped(region, column * side, bold=True) for region in arrangement}
    heading = HEADING + LINE * (max(map(len, lines.values())) - 1)
    levels = _levels(arrangement)
    bottom = max((y + blocks[region][1]) * side + levels[y] * heading for region, (_, y) in arrangement.items())
    canvas = Canvas(width, math.ceil(bottom + KEY))
    for region, (x, y) in arrangement.items():
        top = y * side + levels[y] * heading
        for above, line in enumerate(reversed(lines[region])):
            canvas.text(EDGE + x * side, top - HEADING / 2 - above * LINE, line, bold=True)
        for place in (place for place in authorities() if place.region == region):
            corner = EDGE + (x + place.column) * side, top + place.row * side
            tile = found.get(place, Tile("", None))
            _square(canvas, corner, (side - 2, side - 2), tile)
            if width_of(tile.words) <= side:
                middle = corner[0] + side / 2 - 1, corner[1] + side / 2 - 1
                canvas.text(*middle, tile.words, colour=_ink(tile), align="center")
    _key(canvas, low_high, bottom + 18)
    return canvas


def _blocks() -> dict[str, tuple[int, int]]:
    """Return columns and rows of each region's block."""
    sizes: dict[str, tuple[int, int]] = {}
    for place in authorities():
        columns, rows = sizes.get(place.region, (0, 0))
        sizes[place.region] = max(columns, place.column + 1), max(rows, place.row + 1)
    return sizes


def _wide(blocks: Mapping[str, tuple[int, int]]) -> dict[str, tuple[float, float]]:
    """Put the blocks where the regions lie, three across."""
    return _arranged(blocks, REGIONS)


def _tall(blocks: Mapping[str, tuple[int, int]]) -> dict[str, tuple[float, float]]:
    """Put the blocks two across, north to south, for a phone."""
    order = sorted(REGIONS, key=lambda region: (REGIONS[region][1], REGIONS[region][0]))
    return _arranged(blocks, {region: (place % 2, place // 2) for place, region in enumerate(order)})


def _arranged(
    blocks: Mapping[str, tuple[int, int]], at: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[float, float]]:
    """Turn rows and columns of blocks into rows and columns of squares, half a square apart."""
    widths = [max((blocks[r][0] for r, (c, _) in at.items() if c == column), default=0) for column in range(ACROSS)]
    heights = [max((blocks[r][1] for r, (_, w) in at.items() if w == row), default=0) for row in range(5)]
    return {
        region: (sum(widths[:column]) + 0.5 * column, sum(heights[:row]) + 0.25 * row)
        for region, (column, row) in at.items()
    }


def _levels(arrangement: Mapping[str, tuple[float, float]]) -> dict[float, int]:
    """Count the headings at and above each level."""
    levels = sorted({y for _, y in arrangement.values()})
    return {level: place + 1 for place, level in enumerate(levels)}


def _square(canvas: Canvas, corner: tuple[float, float], size: tuple[float, float], tile: Tile) -> None:
    if tile.shade is None:
        canvas.box(*corner, size, WASH, MUTED, dashed=True)
    else:
        canvas.box(*corner, size, SHADES[tile.shade], SHADES[tile.shade])


def _ink(tile: Tile) -> str:
    return PAPER if tile.shade is not None and tile.shade >= DARK_FROM else INK


def _key(canvas: Canvas, low_high: tuple[str, str], y: float) -> None:
    """Say what light and dark mean, and what a dashed square is, in one or two lines."""
    swatch = 16
    x = EDGE + 0.0
    canvas.text(x, y, low_high[0])
    x += width_of(low_high[0]) + 6
    for shade in SHADES:
        canvas.box(x, y - swatch / 2, (swatch, swatch), shade, MUTED)
        x += swatch + 2
    canvas.text(x + 4, y, low_high[1])
    canvas.box(EDGE, y + 22 - swatch / 2, (swatch, swatch), WASH, MUTED, dashed=True)
    canvas.text(EDGE + swatch + 6, y + 22, "no figure shown")


def _refuse_strangers(names: Sequence[str], kind: str, expected: Sequence[str]) -> None:
    if names:
        raise EstimationError(f"No tile for {kind} {listed(names)}. Give {listed(expected, shown=9)}.")
