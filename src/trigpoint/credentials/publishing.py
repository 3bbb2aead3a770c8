"""The scheme as others read it: a CASE 1.1 package, and schema.org's EducationalOccupationalCredential.

Identifiers are made of the ids of the scheme, so that they stay while words and versions change: others align to them.
"""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.credentials.building import SPACE
from trigpoint.credentials.words import SCHEME
from trigpoint.evidence.outcomes import outcomes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.kernel import Scheme

LANGUAGE = "en-GB"
STRAND, OUTCOME, CRITERION = "Strand", "Outcome", "Criterion"


def identifier(*parts: str) -> str:
    """Return the UUID of a part of the scheme: the same for the same ids, in every copy."""
    return str(uuid.uuid5(SPACE, " ".join(("case", SCHEME, *parts))))


@lru_cache(maxsize=4)
def package(site: str, publisher: str) -> dict[str, Any]:
    """Return the award as a CASE package: its strands, their outcomes, and the criteria of each."""
    scheme = installed_library().schemes[SCHEME]
    changed = f"{scheme.start.isoformat()}T00:00:00+00:00"
    items, children = [], []
    for number, (code, parent, kind, statement, words) in enumerate(_parts(scheme), 1):
        uri = f"{site}/scheme/case/items/{identifier(code)}"
        items.append(
            {
                "identifier": identifier(code),
                "uri": uri,
                "fullStatement": statement,
                "humanCodingScheme": code,
                "CFItemType": kind,
                "language": LANGUAGE,
                "lastChangeDateTime": changed,
                "CFDocumentURI": _document_link(scheme, site),
                **({"notes": words} if words else {}),
            }
        )
        above = (
            {"title": parent, "identifier": identifier(parent), "uri": f"{site}/scheme/case/items/{identifier(parent)}"}
            if parent
            else _document_link(scheme, site)
        )
        children.append(
            {
                "identifier": identifier(code, "child"),
                "uri": f"{site}/scheme/case/senco-award.json#{identifier(code, 'child')}",
                "associationType": "isChildOf",
                "sequenceNumber": number,
                "originNodeURI": {"title": code, "identifier": identifier(code), "uri": uri},
                "destinationNodeURI": above,
                "lastChangeDateTime": changed,
            }
        )
    return {"CFDocument": _document(scheme, site, publisher, changed), "CFItems": items, "CFAssociations": children}


def item(site: str, publisher: str, wanted: str) -> dict[str, Any] | None:
    """Return one item of the package by its UUID, or None."""
    found = (one for one in package(site, publisher)["CFItems"] if one["identifier"] == wanted)
    return next(found, None)


def credential(site: str, publisher: str) -> dict[str, Any]:
    """Return the award for search engines, as JSON-LD in the words of schema.org."""
    scheme = installed_library().schemes[SCHEME]
    about = scheme.about["about"]
    return {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "@id": f"{site}/scheme/",
        "name": scheme.title,
        "description": _line(f"{about['what']} {about['not']}"),
        "url": f"{site}/scheme/",
        "credentialCategory": "Award",
        "educationalLevel": _line(about["level"]),
        "inLanguage": LANGUAGE,
        "validIn": {"@type": "AdministrativeArea", "name": "England"},
        "version": scheme.version,
        "recognizedBy": {"@type": "Organization", "name": publisher, "url": f"{site}/"},
        "competencyRequired": [
            {
                "@type": "DefinedTerm",
                "@id": f"{site}/scheme/case/items/{identifier(code)}",
                "termCode": code,
                "name": outcome.title,
                "description": outcome.plain,
                "url": f"{site}/scheme/{SCHEME}/{code}/",
                "inDefinedTermSet": f"{site}/scheme/case/senco-award.json",
            }
            for code, outcome in outcomes().items()
        ],
    }


def _parts(scheme: Scheme) -> Iterator[tuple[str, str, str, str, str]]:
    """Yield code, code above (empty for the document), kind, statement and plain words of each part, in order."""
    strands: set[str] = set()
    for outcome in outcomes().values():
        if outcome.strand not in strands:
            strands.add(outcome.strand)
            plain = scheme.words(outcome.strand).get("plain", "")
            yield outcome.strand, "", STRAND, outcome.strand_title, _line(plain)
        yield outcome.id, outcome.strand, OUTCOME, outcome.title, _line(outcome.plain)
        for criterion in outcome.rows:
            yield criterion.reference, outcome.id, CRITERION, _line(criterion.words), ""


def _document(scheme: Scheme, site: str, publisher: str, changed: str) -> dict[str, Any]:
    about = scheme.about["about"]
    return {
        "identifier": identifier(),
        "uri": f"{site}/scheme/case/senco-award.json",
        "caseVersion": "1.1",
        "creator": publisher,
        "publisher": publisher,
        "title": scheme.title,
        "description": _line(f"{about['what']} {about['not']}"),
        "version": scheme.version,
        "language": LANGUAGE,
        "officialSourceURL": f"{site}/scheme/",
        "adoptionStatus": "Draft",
        "statusStartDate": scheme.start.isoformat(),
        "notes": f"Law checked to {scheme.law_checked_to or scheme.start}.",
        "lastChangeDateTime": changed,
        "CFPackageURI": _document_link(scheme, site),
    }


def _document_link(scheme: Scheme, site: str) -> dict[str, str]:
    return {"title": scheme.title, "identifier": identifier(), "uri": f"{site}/scheme/case/senco-award.json"}


def _line(text: object) -> str:
    return " ".join(str(text).split())
