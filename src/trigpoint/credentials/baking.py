"""Badges baked into pictures: a credential put into a PNG or an SVG file, and read out of one.

Open Badges 3.0 and 2.0 both say how: a text chunk of the PNG, an element of the SVG. A picture comes from anybody, so
nothing in it is believed: no entity is expanded, nothing is fetched, nothing is unpacked past the largest credential.
"""

from __future__ import annotations

import struct
import zlib
from enum import Enum
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 5_000_000
"""The largest picture that is read, in bytes."""
MOST_TEXT = 256 * 1024
"""The largest credential that is read out of one, in bytes."""
MOST_CHUNKS = 5_000
PNG = b"\x89PNG\r\n\x1a\n"
CHUNK = struct.Struct(">I4s")
CRC_BYTES = 4
SVG = "http://www.w3.org/2000/svg"


class BakingError(ValueError):
    """A picture that holds no credential, or cannot take one; the words say why, and what to do."""


class Version(Enum):
    """The version of Open Badges: the keyword in a PNG, the namespace and the element in an SVG."""

    TWO = ("openbadges", "http://openbadges.org", "assertion")
    THREE = ("openbadgecredential", "https://purl.imsglobal.org/ob/v3p0", "credential")

    @property
    def keyword(self) -> bytes:
        """The keyword of the text chunk."""
        return self.value[0].encode()

    @property
    def tag(self) -> str:
        """The element, as lxml names it."""
        return f"{{{self.value[1]}}}{self.value[2]}"


KEYWORDS = {version.keyword for version in Version}
TAGS = {version.tag for version in Version}


def is_picture(data: bytes) -> bool:
    """Tell whether a file begins like a PNG or like XML, which an SVG is."""
    return data.startswith(PNG) or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def read(data: bytes) -> str:
    """Return the one credential in a picture, as it was put there: JSON, a JWT, or the address of an older badge.

    Raises BakingError, a ValueError, in words for a page.
    """
    if len(data) > MOST_BYTES:
        raise BakingError("The picture is larger than 5 MB, and badges are not. Choose the badge as it was given.")
    if data.startswith(PNG):
        found = list(_of_png(data))
    elif is_picture(data):
        found = list(_of_svg(data))
    else:
        raise BakingError("That is neither a PNG nor an SVG picture. Choose the badge as it was given.")
    if not found:
        raise BakingError(
            "There is no credential in that picture. A screenshot or a picture that was edited loses it: download the "
            "badge again from where it was given."
        )
    if len(found) > 1:
        raise BakingError(
            "There is more than one credential in that picture, so it cannot be told which one it stands for. Download "
            "the badge again from where it was given."
        )
    return found[0]


def bake_png(picture: bytes, text: str, version: Version = Version.THREE) -> bytes:
    """Return a PNG with a credential in it. Raises BakingError for a picture that is none, or that has one already."""
    if not picture.startswith(PNG):
        raise BakingError("That is no PNG picture.")
    if list(_of_png(picture)):
        raise BakingError("There is a credential in that picture already.")
    body = version.keyword + bytes(5) + text.encode()
    chunk = CHUNK.pack(len(body), b"iTXt") + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    end = picture.rindex(CHUNK.pack(0, b"IEND"))
    return picture[:end] + chunk + picture[end:]


def bake_svg(picture: bytes, text: str, version: Version = Version.THREE) -> bytes:
    """Return an SVG with a credential in it. Raises BakingError for a picture that is none, or that has one already."""
    root = _svg_root(picture)
    if any(True for _ in root.iter(*TAGS)):
        raise BakingError("There is a credential in that picture already.")
    _, namespace, name = version.value
    element = etree.Element(f"{{{namespace}}}{name}", nsmap={"openbadges": namespace})
    if text.startswith("{"):
        element.text = etree.CDATA(text.replace("]]>", "]]\\u003e"))
    else:
        element.set("verify", text)
    root.insert(0, element)
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8")


def _of_png(data: bytes) -> Iterator[str]:
    for kind, body in _chunks(data):
        keyword, _, rest = body.partition(b"\0")
        if keyword not in KEYWORDS:
            continue
        if kind == b"iTXt":
            yield _text(_international(rest))
        elif kind == b"tEXt":
            yield _text(rest)
        elif kind == b"zTXt":
            yield _text(_unpacked(rest[1:]))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    for _ in range(MOST_CHUNKS):
        if at + CHUNK.size > len(data):
            raise BakingError("The picture is cut off. Download the badge again.")
        length, kind = CHUNK.unpack_from(data, at)
        end = at + CHUNK.size + length
        if end + CRC_BYTES > len(data):
            raise BakingError("The picture is cut off. Download the badge again.")
        if kind == b"IEND":
            return
        if kind in {b"iTXt", b"tEXt", b"zTXt"}:
            body = data[at + CHUNK.size : end]
            if zlib.crc32(kind + body) != int.from_bytes(data[end : end + CRC_BYTES]):
                raise BakingError("The picture was damaged on its way. Download the badge again.")
            yield kind, body
        at = end + CRC_BYTES
    raise BakingError("The picture is put together in more than 5,000 pieces, which no badge is. Download it again.")


def _international(rest: bytes) -> bytes:
    """Return the text of an iTXt chunk, after its keyword."""
    unpack, method, rest = rest[:1], rest[1:2], rest[2:]
    parts = rest.split(b"\0", 2)
    if len(parts) != len(("language", "translated keyword", "text")) or unpack not in {b"\0", b"\1"}:
        raise BakingError("The credential in that picture is written in a way that cannot be read. Download it again.")
    if unpack == b"\1" and method != b"\0":
        raise BakingError("The credential in that picture is packed in a way that is not known. Download it again.")
    return _unpacked(parts[2]) if unpack == b"\1" else parts[2]


def _unpacked(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, MOST_TEXT + 1)
    except zlib.error:
        raise BakingError("The credential in that picture cannot be unpacked. Download the badge again.") from None
    if len(text) <= MOST_TEXT and not unpacking.eof:
        raise BakingError("The credential in that picture is cut off. Download the badge again.")
    return text


def _of_svg(data: bytes) -> Iterator[str]:
    for element in _svg_root(data).iter(*TAGS):
        said = element.get("verify", "").strip()
        inner = "".join(str(part) for part in element.itertext()).strip()
        if said and inner and not inner.startswith("{"):
            inner = ""
        # Version 2.0 gives an address beside the whole assertion; what stands in the picture tells more.
        yield _text((inner or said).encode())


def _svg_root(data: bytes) -> etree._Element:
    if b"<!ENTITY" in data or b"\0" in data:
        raise BakingError("The picture defines words of its own (entities), which no badge needs. It is not read.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
        remove_pis=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BakingError("That looks like an SVG picture, but it cannot be read. Download the badge again.") from None
    if root.tag != f"{{{SVG}}}svg":
        raise BakingError("That is XML, but no SVG picture. Choose the badge as it was given.")
    return root


def _text(data: bytes) -> str:
    if len(data) > MOST_TEXT:
        raise BakingError("The credential in that picture is longer than 256 kB, which none is.")
    try:
        text = data.decode().strip()
    except UnicodeDecodeError:
        raise BakingError("The credential in that picture is no text. Download the badge again.") from None
    if not text:
        raise BakingError("The credential in that picture is empty. Download the badge again.")
    return text
