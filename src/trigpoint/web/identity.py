"""From TRIGPOINT_OIDC_… and TRIGPOINT_SAML_… to the other organisations whose sign-in this copy takes."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trigpoint.web.environment import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.web.environment import Environment

HERE = frozenset({"127.0.0.1", "localhost", "::1"})
MOST_ID = 80
EMAILS = (
    "urn:oid:0.9.2342.19200300.100.1.3",
    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    "mail",
    "email",
)
NAMES = ("urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname", "displayName")
"""How identity providers most often call the address and the name."""


@dataclass(frozen=True, slots=True)
class IdentityProvider:
    """An organisation whose sign-in opens accounts here.

    `id` is made from what names the provider to the world, so that another provider under the same settings never
    inherits somebody's account. `app` is what allauth wants to know.
    """

    id: str
    kind: str
    name: str
    trusts_addresses: bool
    app: Mapping[str, Any]


def providers_from(environment: Environment) -> tuple[IdentityProvider, ...]:
    """Return what the settings name. Raises SettingError for half of one, and for what travels unprotected."""
    return tuple(found for found in (openid(environment), saml(environment)) if found is not None)


def openid(environment: Environment) -> IdentityProvider | None:
    """Return the provider that speaks OpenID Connect, or None."""
    issuer = environment.text("TRIGPOINT_OIDC_ISSUER", "").rstrip("/")
    client = environment.text("TRIGPOINT_OIDC_CLIENT_ID", "")
    secret = environment.text("TRIGPOINT_OIDC_CLIENT_SECRET", "")
    name = environment.text("TRIGPOINT_OIDC_NAME", "")
    trusts = environment.flag("TRIGPOINT_OIDC_TRUST_ADDRESSES", default=False)
    if not issuer and not client:
        return None
    if not (issuer and client and secret and name):
        raise SettingError(
            "Sign-in by OpenID Connect needs all of TRIGPOINT_OIDC_ISSUER, TRIGPOINT_OIDC_CLIENT_ID, "
            "TRIGPOINT_OIDC_CLIENT_SECRET and TRIGPOINT_OIDC_NAME."
        )
    only_https("TRIGPOINT_OIDC_ISSUER", issuer)
    found = id_of("openid", issuer)
    app = {
        "provider": "openid_connect",
        "provider_id": found,
        "name": name[:40],
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "verified_email": trusts},
    }
    return IdentityProvider(found, "openid", name, trusts, app)


def saml(environment: Environment) -> IdentityProvider | None:
    """Return the provider that speaks SAML, or None."""
    metadata = environment.text("TRIGPOINT_SAML_METADATA", "")
    theirs = environment.text("TRIGPOINT_SAML_PROVIDER", "")
    ours = environment.text("TRIGPOINT_SAML_ENTITY_ID", "")
    name = environment.text("TRIGPOINT_SAML_NAME", "")
    emails = environment.words("TRIGPOINT_SAML_EMAIL", default=EMAILS)
    names = environment.words("TRIGPOINT_SAML_PERSON_NAME", default=NAMES)
    trusts = environment.flag("TRIGPOINT_SAML_TRUST_ADDRESSES", default=False)
    if not metadata and not theirs:
        return None
    if not (metadata and theirs and name):
        raise SettingError(
            "Sign-in by SAML needs all of TRIGPOINT_SAML_METADATA, TRIGPOINT_SAML_PROVIDER and TRIGPOINT_SAML_NAME."
        )
    if importlib.util.find_spec("onelogin") is None:
        raise SettingError(
            "TRIGPOINT_SAML_METADATA is set, and what reads SAML is not installed. Run: pip install 'trigpoint[saml]'"
        )
    if "://" in metadata:
        only_https("TRIGPOINT_SAML_METADATA", metadata)
    elif Path(metadata).is_file():
        metadata = Path(metadata).absolute().as_uri()
    else:
        raise SettingError(f"TRIGPOINT_SAML_METADATA names {metadata}, which is no file. Give a path or an address.")
    found = id_of("saml", theirs)
    app = {
        "provider": "saml",
        "provider_id": found,
        "client_id": found,
        "name": name[:40],
        "settings": {
            "verified_email": trusts,
            "attribute_mapping": {
                "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id"],
                "email": list(emails),
                "name": list(names),
            },
            "idp": {"entity_id": theirs, "metadata_url": metadata},
            "sp": {"entity_id": ours} if ours else {},
            "advanced": {"strict": True, "want_assertion_signed": True, "reject_idp_initiated_sso": True},
        },
    }
    return IdentityProvider(found, "saml", name, trusts, app)


def only_https(name: str, address: str) -> None:
    """Refuse an address that travels unprotected, but for a server on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in HERE):
        raise SettingError(f"{name} is {address!r}. Give an address that begins with https://.")


def id_of(kind: str, name: str) -> str:
    """Return a short name for addresses, different for every provider.

    >>> id_of("openid", "https://login.council.example/")
    'openid-login-council-example'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^[a-z]+://", "", name.lower())).strip("-")
    if len(plain) > MOST_ID - len(kind) - 1:
        plain = f"{plain[:50].rstrip('-')}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return f"{kind}-{plain}"
