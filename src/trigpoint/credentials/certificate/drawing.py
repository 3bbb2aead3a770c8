"""The badge and the code to scan, drawn. Pure: no database, no clock.

The badge is our own mark in a disc. It is drawn twice, as an SVG and point by point for the PNG, from the same numbers.
"""

from __future__ import annotations

from io import BytesIO

import segno
from PIL import Image, ImageDraw

GREEN, PAPER = "#1b4d3e", "#ffffff"
SIZE = 512
FINE = 4
"""The PNG is drawn this much larger and made smaller, so that its edges are smooth."""
DISC = (16, 16, 496, 496)
PILLAR = ((216, 170), (296, 170), (346, 370), (166, 370))
INNER = ((256, 225), (296, 295), (216, 295))
PLATE = ((176, 145), (336, 145))
GROUND = ((121, 395), (391, 395))
STROKE = 26
QUIET = 4
"""Modules of white around a code, as scanners need."""


def badge_svg(title: str) -> bytes:
    """Return the badge as an SVG, with what it is called for those who do not see it."""
    words = title.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img"><title>{words}</title>'
        f'<circle cx="256" cy="256" r="240" fill="{GREEN}"/>'
        f'<path fill="{PAPER}" d="M{_points(PILLAR)}Z"/><path fill="{GREEN}" d="M{_points(INNER)}Z"/>'
        f'<path stroke="{PAPER}" stroke-width="{STROKE}" stroke-linecap="round" '
        f'd="M{_points(PLATE)}M{_points(GROUND)}"/>'
        "</svg>"
    ).encode()


def badge_png() -> bytes:
    """Return the badge as a PNG of 512 pixels, clear around the disc."""
    picture = Image.new("RGBA", (SIZE * FINE, SIZE * FINE), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse([one * FINE for one in DISC], fill=GREEN)
    draw.polygon(_large(PILLAR), fill=PAPER)
    draw.polygon(_large(INNER), fill=GREEN)
    for line in (PLATE, GROUND):
        draw.line(_large(line), fill=PAPER, width=STROKE * FINE)
        for x, y in _large(line):
            half = STROKE * FINE / 2
            draw.ellipse((x - half, y - half, x + half, y + half), fill=PAPER)
    written = BytesIO()
    picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()


def code_svg(address: str) -> bytes:
    """Return a code to scan (QR, error level M) that holds an address."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(
        written, kind="svg", border=QUIET, dark="#000000", light=PAPER, xmldecl=False, omitsize=True
    )
    return written.getvalue()


def _points(points: tuple[tuple[int, int], ...]) -> str:
    return " ".join(f"{x} {y}" for x, y in points)


def _large(points: tuple[tuple[int, int], ...]) -> list[tuple[float, float]]:
    return [(x * FINE, y * FINE) for x, y in points]
