"""What a certificate says: read out of the signed document itself, so that paper and proof say the same."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from trigpoint.credentials import issuer, queries
from trigpoint.credentials.building import LAW_COVERED, LAW_TO, VERSION
from trigpoint.credentials.certificate.drawing import code_svg
from trigpoint.credentials.verifying.told import day_at, results_of, title_of
from trigpoint.credentials.words import Kind

if TYPE_CHECKING:
    from trigpoint.credentials.queries import CredentialRow


@dataclass(frozen=True, slots=True)
class Certificate:
    """What stands on a certificate. `address` is where it is checked, `is_link` whether that shows it at once."""

    key: str
    name: str
    title: str
    issuer: str
    given_on: date | None
    valid_until: date
    law_to: date
    law_covered: date
    version: str
    what: str
    address: str
    is_link: bool
    state: str
    counts: bool


def certificate_of(row: CredentialRow) -> Certificate | None:
    """Return the certificate of an award, None for what is no award or was erased. Two queries."""
    found = queries.signed(row.key, row.owner)
    if row.kind is not Kind.AWARD or found is None:
        return None
    document = json.loads(found[0])
    told = results_of(document)
    code = queries.share_of(row.owner)
    return Certificate(
        key=row.key,
        name=row.name,
        title=title_of(document),
        issuer=issuer.name(),
        given_on=day_at(document, "awardedDate"),
        valid_until=row.valid_until,
        law_to=date.fromisoformat(told.get(LAW_TO, row.law_to.isoformat())),
        law_covered=date.fromisoformat(told[LAW_COVERED]),
        version=told.get(VERSION, row.version),
        what=str(document.get("description", "")),
        address=address_of(code),
        is_link=bool(code),
        state=row.state,
        counts=row.is_newest and not row.revoked and not row.suspended,
    )


def address_of(code: str) -> str:
    """Return where a certificate is checked: by its holder's link where that is switched on, else with the file."""
    path = reverse("credentials:shared", args=[code]) if code else reverse("credentials:verify")
    return f"{settings.ISSUER_URL}{path}"


def document(said: Certificate, today: date) -> str:
    """Return the certificate as a document that needs nothing else: it becomes the PDF."""
    code = base64.b64encode(code_svg(said.address)).decode()
    return render_to_string("credentials/certificate/document.html", {"said": said, "code": code, "today": today})
