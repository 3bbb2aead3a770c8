"""Office and OpenDocument files, written anew part by part: without author, company, history or thumbnails."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from trigpoint.evidence.cleaning.segments import plain_jpeg, plain_png
from trigpoint.evidence.cleaning.types import Cleaned, RefusedError, Type

if TYPE_CHECKING:
    from pathlib import Path

MOST_PARTS, MOST_WHOLE, MOST_XML, MOST_RATIO, SMALL = 3_000, 300_000_000, 40_000_000, 150, 5_000_000
PIECE = 1 << 16
SAVE = "Save it as a PDF and add that."
BOMB = f"This file would unpack to far more than it should, as harmful files do. {SAVE}"
HARM = (
    (("vbaproject.bin", "vbadata.xml", "macrosheets/", "basic/", "scripts/"), "It holds a program (macros)."),
    (("activex/", "oleobject", "embeddings/", "objectreplacements/", "object "), "It holds another file within it."),
    ((".exe", ".dll", ".js", ".vbs", ".bat", ".ps1", ".html", ".svgz"), "It holds a program."),
)
DROPPED = ("docprops/thumbnail", "thumbnails/", "docprops/custom.xml", "customxml/", "word/people.xml", "xl/persons/")
CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.'
    b'openxmlformats.org/package/2006/metadata/core-properties"/>'
)
APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/'
    b'officeDocument/2006/extended-properties"/>'
)
META = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:'
    b'xmlns:office:1.0" office:version="1.2"><office:meta/></office:document-meta>'
)
REPLACED = {"docprops/core.xml": CORE, "docprops/app.xml": APP, "meta.xml": META}
NAMES_SOMEBODY = {"author", "initials", "userName", "userId", "displayName", "lastModifiedBy", "lastEdited"}
NAMING_ELEMENTS = {"author", "creator", "initial-creator", "sender-initials"}
SOMEBODY = "Author"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def clean(source: Path, target: Path, found: Type) -> Cleaned:
    """Write a document anew. Raises RefusedError for macros, files within, bombs, and what loads from afar."""
    try:
        with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
            parts = _checked(package)
            dropped = {part.filename for part in parts if part.filename.lower().startswith(DROPPED)}
            for part in sorted(parts, key=lambda one: one.filename != "mimetype"):
                if part.filename not in dropped:
                    _write(package, part, written, dropped)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise RefusedError(f"This file is broken. {SAVE}") from None
    except etree.XMLSyntaxError:
        raise RefusedError(f"This file is broken, or uses an unsafe form of XML. {SAVE}") from None
    return Cleaned(found.code, ("Who made it, where and when is taken out. Comments stay, without their names.",))


def _checked(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    parts = [one for one in package.infolist() if not one.is_dir()]
    names = [one.filename for one in parts]
    if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_WHOLE:
        raise RefusedError(BOMB)
    if len(set(names)) != len(names) or any(name.startswith(("/", "..")) or "/../" in name for name in names):
        raise RefusedError(f"The parts of this file are not in order, as in harmful files. {SAVE}")
    for one in parts:
        if one.flag_bits & 1:
            raise RefusedError(f"This file has a password. Save it without one, or {SAVE[0].lower()}{SAVE[1:]}")
        if one.file_size > SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise RefusedError(BOMB)
        for marks, words in HARM:
            if any(mark in f"/{one.filename.lower()}" for mark in marks):
                raise RefusedError(f"We do not take this file. {words} {SAVE}")
    return parts


def _write(package: zipfile.ZipFile, part: zipfile.ZipInfo, written: zipfile.ZipFile, dropped: set[str]) -> None:
    name = part.filename
    plain = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    plain.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    if name.lower() in REPLACED:
        written.writestr(plain, REPLACED[name.lower()])
    elif name.lower().endswith((".xml", ".rels", ".vml")):
        written.writestr(plain, _xml(name, _read(package, part, MOST_XML), dropped))
    elif name.lower().endswith((".jpg", ".jpeg", ".png")):
        data = _read(package, part, MOST_XML)
        written.writestr(plain, plain_png(data) if name.lower().endswith(".png") else plain_jpeg(data))
    else:
        with package.open(part) as source, written.open(plain, "w") as target:
            while piece := source.read(PIECE):
                target.write(piece)


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    with package.open(part) as source:
        data = source.read(most + 1)
    if len(data) > most:
        raise RefusedError(BOMB)
    return data


def _xml(name: str, data: bytes, dropped: set[str]) -> bytes:
    if b"<!ENTITY" in data or (b"<!DOCTYPE" in data and name != "META-INF/manifest.xml"):
        raise RefusedError(f"This file uses an unsafe form of XML. {SAVE}")
    root = etree.fromstring(data, PARSER)
    if name.endswith(".rels"):
        _relations(name, root, dropped)
    elif name == "[Content_Types].xml":
        _leave_out(root, "PartName", {f"/{one}" for one in dropped})
    elif name == "META-INF/manifest.xml":
        if b"encryption-data" in data:
            raise RefusedError("This file has a password. Save it without one, and add that.")
        _leave_out(root, "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path", dropped)
    else:
        _unname(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations(name: str, root: etree._Element, dropped: set[str]) -> None:
    base = posixpath.dirname(posixpath.dirname(name))
    for one in list(root):
        target, kind = one.get("Target", ""), one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode") == "External":
            if kind != "hyperlink":
                raise RefusedError(f"This file loads something from elsewhere when it is opened ({kind}). {SAVE}")
            continue
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
        if whole in dropped:
            root.remove(one)


def _leave_out(root: etree._Element, attribute: str, names: set[str]) -> None:
    for one in list(root):
        if one.get(attribute) in names:
            root.remove(one)


def _unname(root: etree._Element) -> None:
    for one in root.iter(etree.Element):
        local = etree.QName(one).localname
        if local in NAMING_ELEMENTS and one.text:
            one.text = SOMEBODY
        if local == "image" and one.get("{http://www.w3.org/1999/xlink}href", "").startswith(
            ("http:", "https:", "file:")
        ):
            raise RefusedError(f"This file loads a picture from elsewhere when it is opened. {SAVE}")
        for name in list(one.attrib):
            if etree.QName(name).localname in NAMES_SOMEBODY or (local == "cmAuthor" and name == "name"):
                one.set(name, SOMEBODY)
