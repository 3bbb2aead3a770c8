"""The scheme for machines: a package that the published schema takes, addresses that stay, JSON-LD."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from trigpoint.credentials import publishing
from trigpoint.evidence.outcomes import outcomes

if TYPE_CHECKING:
    from django.test import Client

SCHEMA = json.loads((Path(__file__).parent / "vectors" / "case-v1p0-cfpackage-schema.json").read_text("utf-8"))
SITE = "https://senco.example"


def made() -> dict[str, Any]:
    return publishing.package(SITE, "A body")


def test_the_package_keeps_to_the_published_schema() -> None:
    jsonschema.validate(made(), SCHEMA, format_checker=jsonschema.FormatChecker())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**made(), "CFItems": [{"identifier": "none"}]}, SCHEMA)


def test_every_outcome_and_criterion_is_in_it_once_and_hangs_on_what_is_above() -> None:
    items = {one["humanCodingScheme"]: one for one in made()["CFItems"]}
    for code, outcome in outcomes().items():
        assert items[code]["fullStatement"] == outcome.title
        assert set(outcome.references) <= set(items)
    above = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"] for one in made()["CFAssociations"]
    }
    assert above[items["LAW-1.2"]["identifier"]] == items["LAW-1"]["identifier"]
    assert above[items["LAW-1"]["identifier"]] == items["LAW"]["identifier"]
    assert above[items["LAW"]["identifier"]] == made()["CFDocument"]["identifier"]
    assert len(above) == len(items) == len({one["identifier"] for one in made()["CFItems"]})


def test_identifiers_stay_whatever_the_address_and_the_words() -> None:
    assert publishing.identifier("LAW-1") == "5264197f-8e96-5b54-950f-5b03e7dfefb1"
    assert publishing.package("https://other.example", "B")["CFDocument"]["identifier"] == publishing.identifier()


def test_the_addresses_in_it_open_for_any_site(client: Client, settings: Any) -> None:
    settings.ISSUER_URL = SITE
    response = client.get("/scheme/case/senco-award.json")
    assert response["Access-Control-Allow-Origin"] == "*"
    one = response.json()["CFItems"][3]
    assert client.get(one["uri"].removeprefix(SITE)).json() == one
    assert client.get(f"/scheme/case/items/{publishing.identifier('nothing')}").status_code == 404
    assert client.get("/scheme/case/items/none").status_code == 404


def test_the_award_is_told_in_the_words_of_schema_org(client: Client, settings: Any) -> None:
    settings.ISSUER_URL = SITE
    found = client.get("/scheme/case/senco-award.jsonld")
    assert found["Content-Type"] == "application/ld+json"
    said = found.json()
    assert said["@type"] == "EducationalOccupationalCredential"
    assert "not qualified teacher status" in said["description"]
    assert said["competencyRequired"][0]["termCode"] == "LAW-1"
