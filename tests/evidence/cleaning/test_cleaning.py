"""What is kept of a file, what is taken out, and what is refused, each in its own process as in life."""

from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image
from tests.evidence.making import (
    box,
    colour_at,
    document,
    film,
    open_document,
    package,
    picture,
    png,
    sound,
    wave,
    word,
)

from trigpoint.evidence.cleaning.running import black_out, clean
from trigpoint.evidence.cleaning.types import RefusedError

RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
    'TargetMode="External"/></Relationships>'
)


@pytest.fixture
def cleaned(tmp_path):
    def run(data):
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(data)
        return clean(source, target), target.read_bytes()

    return run


def everything_in(data):
    """Return a package's parts in one."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return b"".join(file.read(name) for name in file.namelist()), file.namelist()


def test_a_photo_loses_place_time_and_phone_and_is_turned_upright(cleaned):
    found, data = cleaned(picture())

    assert (found.type, found.width, found.height) == ("jpeg", 60, 80)
    assert found.removed[0] == "Where it was taken was in it, and is taken out."
    with Image.open(io.BytesIO(data)) as kept:
        assert dict(kept.getexif()) == {}
        assert "comment" not in kept.info
    assert b"Asha" not in data


def test_a_large_photo_is_made_smaller(cleaned):
    found, _ = cleaned(picture(6000, 4000))

    assert max(found.width, found.height) == 3000


def test_a_picture_with_clear_parts_stays_so(cleaned):
    found, data = cleaned(png())

    assert found.type == "png"
    with Image.open(io.BytesIO(data)) as kept:
        assert kept.getpixel((1, 1)) == (255, 0, 0, 128)


def test_a_pdf_loses_author_notes_names_and_the_details_of_its_pictures(cleaned):
    assert b"Phone of Asha" in document()
    found, data = cleaned(document())

    assert found.removed
    with pikepdf.open(io.BytesIO(data)) as kept:
        assert "/Info" not in kept.trailer
        assert "/Metadata" not in kept.Root
        assert "/T" not in kept.pages[0].Annots[0]
        assert str(kept.pages[0].Annots[0].Contents) == "Look here"
    assert b"Asha" not in data


@pytest.mark.parametrize(("make", "kept"), [(word, "word/document.xml"), (open_document, "content.xml")])
def test_an_office_file_loses_every_name_of_its_author(cleaned, make, kept):
    assert b"Asha Rahman" in everything_in(make())[0]
    _, data = cleaned(make())

    whole, names = everything_in(data)
    assert b"Asha" not in whole
    assert b"Hill Top" not in whole
    assert kept in names


def test_an_office_file_loses_its_thumbnail_and_the_link_to_it(cleaned):
    rels = RELS.format(kind="thumbnail", target="docProps/thumbnail.jpeg").replace(' TargetMode="External"', "")
    _, data = cleaned(word(**{"docProps/thumbnail.jpeg": picture(), "_rels/.rels": rels}))

    whole, names = everything_in(data)
    assert "docProps/thumbnail.jpeg" not in names
    assert b"thumbnail" not in whole


def test_a_film_loses_place_time_and_phone_and_keeps_its_picture_where_it_was(cleaned):
    before = film()
    _, data = cleaned(before)

    assert len(data) == len(before)
    assert data.index(b"mdat") == before.index(b"mdat")
    assert b"+51.5" not in data
    assert b"\x11\x22\x33\x44" not in data
    assert b"Phone of Asha" not in data


def test_what_stands_behind_a_film_is_emptied(cleaned):
    _, data = cleaned(film(tail=box(b"XXXX", b"Asha Rahman")))

    assert b"Asha" not in data


def test_sound_is_copied_and_nothing_else(cleaned):
    found, data = cleaned(sound(20))

    assert found.type == "mp3"
    assert len(data) == 20 * 417
    _, waves = cleaned(wave())
    assert b"Asha" not in waves
    assert int.from_bytes(waves[4:8], "little") == len(waves) - 8


def test_places_are_burnt_in(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(png(100, 100))
    black_out(source, target, [(0.5, 0.5, 0.25, 0.25)])

    assert colour_at(target.read_bytes(), 60, 60) == (0, 0, 0)
    assert colour_at(target.read_bytes(), 40, 40) == (255, 0, 0)


BOMB = package({"[Content_Types].xml": "<Types/>", "word/document.xml": "<d/>", "word/media/a.emf": b"\0" * 50_000_000})
MACRO = word(**{"word/vbaProject.bin": b"macro"})
TEMPLATE = word(**{"word/_rels/settings.xml.rels": RELS.format(kind="attachedTemplate", target="http://a.example/x")})
ENTITY = word(**{"word/styles.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
LOCKED_ODT = open_document(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
HEADER = b"IHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
HUGE = b"\x89PNG\r\n\x1a\n\0\0\0\r" + HEADER + zlib.crc32(HEADER).to_bytes(4, "big") + b"\0\0\0\1IDATx\0\0\0\0"
REFUSED = {
    "a zip bomb": (BOMB, "unpack to far more"),
    "macros": (MACRO, "macros"),
    "a template from elsewhere": (TEMPLATE, "loads something from elsewhere"),
    "an entity": (ENTITY, "unsafe form of XML"),
    "a file within": (word(**{"word/embeddings/oleObject1.bin": b"x"}), "another file within it"),
    "a document with a password": (LOCKED_ODT, "password"),
    "an old Office file or one with a password": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "older Office file"),
    "a PDF with a password": (document(password="secret"), "password"),
    "a PDF locked for its owner": (document(password=""), "password"),
    "a PDF with a program": (document(script=True), "JavaScript"),
    "a PDF with a file within": (document(attached=True), "holds other files"),
    "a broken PDF": (document()[:300], "broken"),
    "half a picture": (picture(800, 800)[:900], "broken"),
    "a picture of 60,000 by 60,000": (HUGE, "60 million points"),
    "a picture that is an archive too": (picture() + package({"a": "b"}), "two kinds of file at once"),
    "a picture that is a web page too": (b"GIF89a<script>alert(1)</script>" + b"\0" * 50, "two kinds of file at once"),
    "a film that is an archive too": (film(tail=package({"a": "b"})), "two kinds of file at once"),
    "a film with a track of places": (film(handler=b"meta"), "track of measurements"),
    "a broken film": (film()[:-50], "broken"),
    "a picture of a new phone": (box(b"ftyp", b"heic\0\0\0\0mif1"), "HEIC"),
    "an SVG picture": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "can run programs"),
    "a web page": (b"<!DOCTYPE html><p>hello", "can run programs"),
    "a program": (b"MZ\x90\0" + b"\0" * 60, "program"),
    "an archive": (package({"a.txt": "b"}), "archive"),
    "a WebM film": (b"\x1a\x45\xdf\xa3" + b"\0" * 60, "WebM"),
    "an Ogg recording": (b"OggS" + b"\0" * 60, "Ogg"),
    "sound that is none": (b"ID3\x03\0\0\0\0\0\0" + b"nothing" * 100, "broken"),
    "nothing": (b"", "empty"),
    "words": (b"just some words", "do not know this kind"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_or_unknown_file_is_refused_with_the_reason_and_leaves_nothing(tmp_path, name):
    data, words = REFUSED[name]
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(data)

    with pytest.raises(RefusedError, match=words):
        clean(source, target)

    assert not target.exists()


def test_what_breaks_the_process_is_refused_and_breaks_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr("trigpoint.evidence.cleaning.running.SECONDS", 0.001)
    source = tmp_path / "source"
    source.write_bytes(picture())

    with pytest.raises(RefusedError, match="could not look into this file safely"):
        clean(source, tmp_path / "target")


def test_a_file_over_the_limit_of_its_kind_is_refused_with_both_sizes(tmp_path):
    source = tmp_path / "source"
    with source.open("wb") as file:
        file.write(picture())
        file.truncate(26_000_000)

    with pytest.raises(RefusedError, match=r"26 MB\. The most we take is 25 MB"):
        clean(source, tmp_path / "target")
