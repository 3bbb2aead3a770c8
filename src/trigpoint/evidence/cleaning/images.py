"""Pictures, drawn anew: turned upright, without place, time, camera or thumbnail; and black boxes burnt in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from trigpoint.evidence.cleaning.types import Cleaned, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from trigpoint.evidence.cleaning.types import Type

    Box = tuple[float, float, float, float]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LONGEST = 3_000
"""Pixels of the longer side that are kept: enough to read a page of small print."""
MOST_PIXELS = 60_000_000
GPS, MAKE, TAKEN = 0x8825, 0x010F, 0x0132
QUALITY = 88
BROKEN = "This picture is broken or not whole. Take or save it again, and add that."
TOO_MANY = "This picture has more than 60 million points. Save it smaller, and add that."


def clean(source: Path, target: Path, found: Type) -> Cleaned:  # noqa: ARG001 - the shape of `clean`
    """Draw a picture anew. Raises RefusedError for one that is broken or too large."""
    return _draw(source, target, ())


def black_out(source: Path, target: Path, boxes: Iterable[Box]) -> Cleaned:
    """Draw a picture anew with black boxes, each left, top, width and height as parts of 1 of the picture."""
    return _draw(source, target, tuple(boxes))


def _draw(source: Path, target: Path, boxes: tuple[Box, ...]) -> Cleaned:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(source, formats=FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RefusedError(TOO_MANY)
            removed = _told(opened)
            opened.draft("RGB", (LONGEST, LONGEST))
            upright = ImageOps.exif_transpose(opened)
            has_alpha = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
            drawn = upright.convert("RGBA" if has_alpha else "RGB")
            as_png = opened.format in {"PNG", "GIF"} or has_alpha
    except Image.DecompressionBombError:
        raise RefusedError(TOO_MANY) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(BROKEN) from None
    drawn.thumbnail((LONGEST, LONGEST))
    _burn(drawn, boxes)
    drawn.info.clear()
    if as_png:
        drawn.save(target, "PNG")
    else:
        drawn.save(target, "JPEG", quality=QUALITY)
    return Cleaned("png" if as_png else "jpeg", removed, drawn.width, drawn.height)


def _burn(drawn: Image.Image, boxes: Iterable[Box]) -> None:
    pen = ImageDraw.Draw(drawn)
    for left, top, width, height in boxes:
        corner = (int(left * drawn.width), int(top * drawn.height))
        other = (-int(-(left + width) * drawn.width), -int(-(top + height) * drawn.height))
        pen.rectangle((corner, other), fill="black")


def _told(opened: Image.Image) -> tuple[str, ...]:
    exif = opened.getexif()
    told = []
    if exif.get_ifd(GPS):
        told.append("Where it was taken was in it, and is taken out.")
    if exif.get(TAKEN) or exif.get(MAKE):
        told.append("When and with what it was taken was in it, and is taken out.")
    if opened.info.get("comment") or opened.info.get("xmp") or getattr(opened, "text", None):
        told.append("Notes of a program were in it, and are taken out.")
    return tuple(told)
