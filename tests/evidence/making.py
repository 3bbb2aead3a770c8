"""Files as people and attackers make them, for tests."""

from __future__ import annotations

import io
import zipfile

import pikepdf
from PIL import Image

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Asha Rahman</dc:creator></cp:coreProperties>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODT = "application/vnd.oasis.opendocument.text"


def picture(width=80, height=60, colour="white"):
    """Return a picture that says where and when it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0132] = "Phone of Asha", 6, "2026:01:01 10:00:00"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (51.0, 30.0, 0.0)
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", exif=exif, comment=b"made by Asha")
    return out.getvalue()


def colour_at(data, across, down):
    """Return the red, green and blue of a point of a picture."""
    with Image.open(io.BytesIO(data)) as kept:
        found = kept.convert("RGB").getpixel((across, down))
    assert isinstance(found, tuple)
    return found


def png(width=80, height=60):
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (255, 0, 0, 128)).save(out, "PNG")
    return out.getvalue()


def document(*, script=False, attached=False, password=None):
    """Return a PDF by Asha with a note of hers and a picture that tells where it was taken."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = "Asha Rahman"
    with pdf.open_metadata() as told:
        told["dc:creator"] = ["Asha Rahman"]
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T="Asha Rahman", Contents="Look here"
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    image = pikepdf.Stream(pdf, picture())
    image.Filter, image.Type, image.Subtype = pikepdf.Name.DCTDecode, pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.ColorSpace, image.BitsPerComponent = 80, 60, pikepdf.Name.DeviceRGB, 8
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if attached:
        pdf.attachments["hello.exe"] = b"MZ"
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user=password) if password is not None else None)
    return out.getvalue()


def package(parts, *, stored=False):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def word(**more):
    """Return a Word document by Asha with a comment of hers; `more` are parts by name, with `__` for a slash."""
    parts = {
        "[Content_Types].xml": TYPES,
        "docProps/core.xml": CORE,
        "docProps/app.xml": "<Properties><Company>Hill Top Primary</Company></Properties>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:ins w:author="Asha Rahman"/></w:document>',
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}"><w:comment w:author="Asha Rahman"/></w:comments>',
        "word/media/image1.jpeg": picture(),
    }
    return package(parts | {name.replace("__", "/"): data for name, data in more.items()})


def open_document(**more):
    parts = {
        "mimetype": ODT,
        "meta.xml": "<m><creator>Asha Rahman</creator></m>",
        "content.xml": '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Asha Rahman</dc:creator></c>',
        "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    return package(parts | {name.replace("__", "/"): data for name, data in more.items()})


def box(name, content):
    return (len(content) + 8).to_bytes(4, "big") + name + content


def film(*, handler=b"vide", brand=b"isom", tail=b""):
    """Return a film that says where it was taken, by which phone, when."""
    header = box(b"mvhd", b"\0\0\0\0" + b"\x11\x22\x33\x44" * 2 + b"\0" * 88)
    track = box(b"trak", box(b"mdia", box(b"hdlr", b"\0" * 8 + handler + b"\0" * 12 + b"Phone of Asha\0")))
    place = box(b"udta", box(b"\xa9xyz", b"+51.5000-000.1000/"))
    moov = box(b"moov", header + place + track)
    return box(b"ftyp", brand + b"\0\0\0\0isom") + moov + box(b"mdat", b"film" * 50) + tail


def sound(frames=20):
    """Return an MP3 with a tag before it and two behind."""
    frame = bytes([0xFF, 0xFB, 0x90, 0]) + b"\0" * 413
    return b"ID3\x03\0\0\0\0\0\x10" + b"Asha Rahman 2026" + frame * frames + b"APETAGEX Asha" + b"TAG Asha Rahman"


def wave():
    def chunk(name, data):
        return name + len(data).to_bytes(4, "little") + data

    body = b"WAVE" + chunk(b"bext", b"Asha Rahman ") + chunk(b"fmt ", b"\1\0" * 8) + chunk(b"data", b"\0\1" * 100)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
