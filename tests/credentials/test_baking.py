"""Badges baked into pictures: what is put in comes out, published samples are read, hostile pictures are refused."""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from trigpoint.credentials.baking import MOST_TEXT, BakingError, Version, bake_png, bake_svg, is_picture, read

SAMPLES = Path(__file__).parent / "pictures"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>Badge</title></svg>'
CREDENTIAL = json.dumps({"type": ["VerifiableCredential"], "name": "Zoë & friends ]]> <b>"}, ensure_ascii=False)


def png() -> bytes:
    written = BytesIO()
    Image.new("RGB", (2, 2)).save(written, "PNG")
    return written.getvalue()


def with_chunk(kind: bytes, body: bytes, picture: bytes | None = None) -> bytes:
    whole = picture or png()
    end = whole.rindex(b"\0\0\0\0IEND")
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return whole[:end] + chunk + whole[end:]


@pytest.mark.parametrize("name", ["simple-json.png", "simple-json.svg"])
def test_a_published_badge_with_a_document_in_it_is_read(name: str) -> None:
    found = json.loads(read((SAMPLES / name).read_bytes()))
    assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert "proof" in found


@pytest.mark.parametrize("name", ["simple-jwt.png", "simple-jwt.svg"])
def test_a_published_badge_with_a_token_in_it_is_read(name: str) -> None:
    assert read((SAMPLES / name).read_bytes()).count(".") == 2


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("text", ["eyJh.eyJi.c2ln", CREDENTIAL])
def test_what_is_put_into_a_picture_comes_out_of_it(version: Version, text: str) -> None:
    baked = bake_png(png(), text, version)
    assert read(baked) == text
    Image.open(BytesIO(baked)).verify()
    drawn = read(bake_svg(SVG, text, version))
    assert drawn == text or json.loads(drawn) == json.loads(text)


def test_an_older_badge_that_names_its_address_is_read() -> None:
    found = with_chunk(b"tEXt", b"openbadges\0https://badges.example/1.json")
    assert read(found) == "https://badges.example/1.json"


def test_a_packed_text_is_unpacked_but_never_past_the_largest_credential() -> None:
    packed = b"openbadgecredential\0\1\0\0\0" + zlib.compress(CREDENTIAL.encode())
    assert read(with_chunk(b"iTXt", packed)) == CREDENTIAL
    bomb = b"openbadgecredential\0\1\0\0\0" + zlib.compress(bytes(200_000_000), 9)
    with pytest.raises(BakingError, match="longer than 256 kB"):
        read(with_chunk(b"iTXt", bomb))
    with pytest.raises(BakingError, match="longer than 256 kB"):
        read(with_chunk(b"zTXt", b"openbadges\0\0" + zlib.compress(bytes(MOST_TEXT + 1))))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"openbadgecredential\0\1\0\0\0not zlib", "cannot be unpacked"),
        (b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"{}" * 500)[:-8], "cut off"),
        (b"openbadgecredential\0\1\x07\0\0x", "packed in a way"),
        (b"openbadgecredential\0\x05\0\0\0x", "cannot be read"),
        (b"openbadgecredential\0", "cannot be read"),
        (b"openbadgecredential\0\0\0\0\0\xff\xfe", "no text"),
        (b"openbadgecredential\0\0\0\0\0  ", "is empty"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(BakingError, match=words):
        read(with_chunk(b"iTXt", body))


def test_a_picture_with_two_credentials_is_refused() -> None:
    one = bake_png(png(), "eyJh.eyJi.c2ln")
    with pytest.raises(BakingError, match="more than one credential"):
        read(with_chunk(b"iTXt", b"openbadges\0\0\0\0\0https://b.example", one))
    twice = SVG.replace(b"</svg>", b"<a:assertion xmlns:a='http://openbadges.org' verify='x.y.z'/>" * 2 + b"</svg>")
    with pytest.raises(BakingError, match="more than one credential"):
        read(twice)
    with pytest.raises(BakingError, match="already"):
        bake_png(one, "x.y.z")
    with pytest.raises(BakingError, match="already"):
        bake_svg(twice, "x.y.z")


@pytest.mark.parametrize("cut", [9, 20, 40, -4, -13])
def test_a_picture_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(BakingError):
        read(bake_png(png(), CREDENTIAL)[:cut])


def test_a_picture_that_was_damaged_is_refused() -> None:
    baked = bake_png(png(), CREDENTIAL)
    with pytest.raises(BakingError, match="damaged"):
        read(baked.replace(b"friends", b"fiends!"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "neither a PNG nor an SVG"),
        (b"GIF89a", "neither a PNG nor an SVG"),
        (b"<svg", "cannot be read"),
        (b"<html/>", "no SVG picture"),
        (SVG, "no credential in that picture"),
        (b"\x1f\x8b" + bytes(20), "neither a PNG nor an SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + SVG, "entities"),
        (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG, "entities"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE s [<!ENTITY a 'b'>]><s/>".encode("utf-16-le"), "entities"),
        (b" " * 5_000_001, "larger than 5 MB"),
        (b"<a>" * 5_000 + b"</a>" * 5_000, "cannot be read"),
    ],
)
def test_what_is_no_badge_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(BakingError, match=words):
        read(data)


def test_a_picture_in_thousands_of_pieces_is_refused() -> None:
    piece = struct.pack(">I", 0) + b"tIME" + struct.pack(">I", zlib.crc32(b"tIME"))
    whole = png()
    with pytest.raises(BakingError, match="pieces"):
        read(whole[:33] + piece * 5_001 + whole[33:])


def test_what_a_file_is_is_told_by_its_beginning() -> None:
    assert is_picture(png())
    assert is_picture(b"\xef\xbb\xbf  <svg/>")
    assert not is_picture(b'{"a": 1}')
